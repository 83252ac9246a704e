package undertone.corpora.view;

/// Something a person kept for a room of a corpus.
///
/// @param name theirs, unique within the room
/// @param content as the room wrote it, such as the query of an address
public record SavedView(String name, String content) {}
