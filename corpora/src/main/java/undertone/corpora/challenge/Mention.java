package undertone.corpora.challenge;

/// A clip that a file names, whatever else its row says.
public record Mention(long line, String name) implements Named {}
