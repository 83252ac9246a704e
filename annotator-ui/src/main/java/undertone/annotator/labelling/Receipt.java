package undertone.annotator.labelling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Proof that an answer is kept.
///
/// @param revision counted from 1 per clip and annotator
/// @param gold the trusted label of a clip that was a check, where annotators are told
public record Receipt(int revision, Instant savedAt, GoldWord.@Nullable Told gold) {}
