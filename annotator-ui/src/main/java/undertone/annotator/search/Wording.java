package undertone.annotator.search;

import undertone.corpora.ClipId;
import undertone.corpora.VoterId;
import undertone.corpora.caption.Place;

/// A sentence that somebody wrote of a clip like another one.
///
/// @param caption whose sentence it is
/// @param clip of which it was written
/// @param voter who wrote it
/// @param language a tag such as `en`
/// @param rank among those of its level, from 1
public record Wording(
    long caption,
    ClipId clip,
    VoterId voter,
    Place place,
    String language,
    String text,
    int rank) {}
