package undertone.corpora.wording;

import undertone.corpora.caption.Place;

/// A wording about to be offered.
///
/// @param caption whose words it is
/// @param place where in the structure it belongs
/// @param language a tag such as `en`
/// @param rank among the offers of its level, from 1
public record NewOffer(long caption, Place place, String language, String text, int rank) {}
