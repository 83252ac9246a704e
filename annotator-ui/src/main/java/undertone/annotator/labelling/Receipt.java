package undertone.annotator.labelling;

import java.time.Instant;

/// Proof that an answer is kept.
///
/// @param revision counted from 1 per clip and annotator
public record Receipt(int revision, Instant savedAt) {}
