package undertone.annotator.curation;

import undertone.annotator.library.ClipCard;

/// Open proposals on clips that look alike.
///
/// @param middle the clip most like all the others; its number names the group in a filter
/// @param open how many proposals
public record AlikeGroup(ClipCard middle, long open) {}
