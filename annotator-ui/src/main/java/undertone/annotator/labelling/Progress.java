package undertone.annotator.labelling;

/// How far an annotator is in one corpus.
///
/// @param today clips answered since midnight, in the server's time zone
/// @param total clips answered so far
public record Progress(long today, long total) {}
