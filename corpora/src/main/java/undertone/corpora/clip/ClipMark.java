package undertone.corpora.clip;

import org.jspecify.annotations.Nullable;
import undertone.corpora.ClipId;

/// What is held of a clip, where thousands are looked at together.
///
/// @param leading the label most votes put first
/// @param decided the label a curator settled
/// @param noise probability of the newest run that the votes miss the true label, 0..1
public record ClipMark(
    ClipId clip,
    String name,
    @Nullable String leading,
    @Nullable String decided,
    @Nullable Double noise) {}
