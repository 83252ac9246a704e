package undertone.corpora.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import undertone.corpora.ClipId;
import undertone.corpora.Context;
import undertone.corpora.Cue;

/// A clip that is an annotator's for a while.
///
/// @param cue what of the clip they judge by
/// @param gold whether their answer is checked against the clip's gold label. Nobody is told before
///   they have answered.
/// @param context the most they were shown of the conversation around it; null before this was kept
///   and until it is shown
public record Lease(
    long id,
    ClipId clip,
    Cue cue,
    boolean gold,
    LeaseState state,
    Instant expiresAt,
    @Nullable Context context) {}
