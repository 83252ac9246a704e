package undertone.corpora.media;

/// A file that gives nothing.
///
/// @param reason why, in plain words, to follow "cannot be read: "
public record Unreadable(String reason) implements ProbeResult, PreparationResult {}
