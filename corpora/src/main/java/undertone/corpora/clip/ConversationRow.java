package undertone.corpora.clip;

import undertone.corpora.ClipId;

/// A conversation as it stands in a list.
///
/// @param first the clip that arrived first
/// @param voted turns on which somebody has voted
/// @param apart turns on which people differ
public record ConversationRow(
    String name, ClipId first, int turns, int speakers, int voted, int apart) {}
