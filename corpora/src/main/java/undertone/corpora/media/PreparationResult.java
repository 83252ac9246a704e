package undertone.corpora.media;

/// What came of preparing media for annotators.
public sealed interface PreparationResult permits Prepared, Unreadable {}
