package undertone.engine.architecture;

/// Something that was said, and how.
///
/// @param name of the clip
/// @param speaker whom halves and folds never cut
/// @param label class, from 0
public record Utterance(String name, String speaker, int label) {}
