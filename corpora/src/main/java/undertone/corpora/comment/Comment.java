package undertone.corpora.comment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import undertone.corpora.AccountId;
import undertone.corpora.ClipId;

/// A remark on a clip, for its curators.
///
/// @param clientId made by the browser; the same remark sent twice is one remark
/// @param by who wrote it
/// @param byName how they are called
/// @param atMicros the moment it speaks of, null for the whole clip
/// @param answers the client id of the comment it answers, whose writer reads it; null for none
public record Comment(
    UUID clientId,
    ClipId clip,
    AccountId by,
    String byName,
    String text,
    @Nullable Long atMicros,
    @Nullable UUID answers,
    Instant writtenAt) {}
