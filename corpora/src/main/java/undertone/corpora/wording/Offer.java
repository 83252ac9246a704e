package undertone.corpora.wording;

import undertone.corpora.ClipId;
import undertone.corpora.VoterId;
import undertone.corpora.caption.Place;

/// A sentence that somebody wrote of another clip, offered to a voter for this one.
///
/// @param voter to whom
/// @param caption whose words it is
/// @param model id of the embedding that found it
/// @param rank among the offers of its level, from 1
public record Offer(
    long id,
    ClipId clip,
    VoterId voter,
    long caption,
    Place place,
    String language,
    String text,
    String model,
    int rank,
    Outcome outcome) {}
