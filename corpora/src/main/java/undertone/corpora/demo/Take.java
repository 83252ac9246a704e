package undertone.corpora.demo;

import java.util.SplittableRandom;

/// One line, cast and set: everything that decides what its clip looks and sounds like.
///
/// @param clip what `clips.csv` calls it: a file name that gives nothing away, or an id for words
/// @param width of the picture in pixels
/// @param height of the picture in pixels
/// @param closeness of the camera, 1 = head and shoulders
/// @param intensity how strongly the emotion shows, 0..1
/// @param apex the face at the height of the emotion
/// @param seed for everything else that varies
record Take(
    String clip,
    Line line,
    Persona persona,
    Backdrop backdrop,
    int width,
    int height,
    double closeness,
    double intensity,
    Expression apex,
    long seed) {

  /// How the line is spoken: the calm voice, coloured by the emotion as strongly as it shows.
  VoiceStyle style() {
    return VoiceStyle.of(Emotion.NEUTRAL)
        .mixed(VoiceStyle.of(line.emotion()), 0.3 + 0.7 * intensity);
  }

  /// Fresh random numbers for one use of this take; the same use draws the same numbers again.
  SplittableRandom random(String use) {
    return new SplittableRandom(seed ^ (use.hashCode() * 0x9E3779B97F4A7C15L));
  }

  /// The same take at another picture size, for instance a thumbnail.
  Take sized(int newWidth, int newHeight) {
    return new Take(
        clip, line, persona, backdrop, newWidth, newHeight, closeness, intensity, apex, seed);
  }
}
