package undertone.models.hicmae;

import ai.djl.ndarray.types.Shape;
import undertone.models.hosting.Port;
import undertone.models.video.Mask;
import undertone.models.video.VideoClassifier;

/// One of the two that HiCMAE has.
///
/// What stands behind the names of its weights, what its arrays are called, and what it reads.
enum Sense {
  FACES("", "video", "clip", "mask"),
  VOICES("_audio", "audio", "spectrogram", "mask_audio");

  private final String suffix;
  private final String word;
  private final String input;
  private final String mask;

  Sense(String suffix, String word, String input, String mask) {
    this.suffix = suffix;
    this.word = word;
    this.input = input;
    this.mask = mask;
  }

  String suffix() {
    return suffix;
  }

  String word() {
    return word;
  }

  String input() {
    return input;
  }

  String mask() {
    return mask;
  }

  /// Whether a weight is of the part that reads this sense.
  boolean encodes(String weight) {
    return weight.startsWith("encoder%s.".formatted(suffix));
  }

  Port port(HiCmaeConfig config) {
    return switch (this) {
      case FACES -> VideoClassifier.clips(config.cubes());
      case VOICES ->
          new Port(
              input,
              new Shape(-1, 1, config.frames(), config.bands()),
              "logarithms of power in mel bands, frames of 10 ms, by the mean and spread of AudioSet");
    };
  }

  Port maskPort(HiCmaeConfig config) {
    return Mask.port(mask, config.tokens(this));
  }

  /// What is filled in of it.
  Port filled(String name, HiCmaeConfig config) {
    return switch (this) {
      case FACES ->
          new Port(
              name,
              new Shape(-1, -1, config.numbers(this)),
              "normalised colours of each hidden cube's first frame, then their motion");
      case VOICES ->
          new Port(
              name,
              new Shape(-1, -1, config.numbers(this)),
              "normalised power in each hidden patch");
    };
  }
}
