package undertone.engine.recognition;

import undertone.engine.features.ClipSource;

/// A clip whose label is known.
///
/// @param label place of its class among the classes, from 0
/// @param group clips that belong together, as those of a speaker do: they are all learned from, or
///   all held out
public record Lesson(ClipSource clip, int label, String group) {}
