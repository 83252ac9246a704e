package undertone.engine.voters;

/// One label with its probability, 0..1.
public record Choice(String label, double probability) {}
