package undertone.corpora.importing;

import org.jspecify.annotations.Nullable;
import undertone.corpora.clip.ClipState;

/// A clip the corpus holds already under a row's name.
record KnownClip(
    long id, String name, @Nullable String stamp, ClipState state, @Nullable String mediaHash) {}
