package undertone.corpora.queue;

import java.time.Instant;
import undertone.corpora.ClipId;

/// A clip that is an annotator's for a while.
public record Lease(long id, ClipId clip, Instant expiresAt) {}
