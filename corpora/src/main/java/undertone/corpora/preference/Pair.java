package undertone.corpora.preference;

/// Two descriptions of one clip, in the order they were shown.
public record Pair(String a1, String a2) {}
