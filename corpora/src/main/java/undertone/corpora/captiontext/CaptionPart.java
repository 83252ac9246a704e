package undertone.corpora.captiontext;

import undertone.corpora.caption.Place;

/// A sentence of a caption, or a clause of one, and where in the structure it belongs.
public record CaptionPart(Place place, String text) {}
