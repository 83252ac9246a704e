package undertone.models.hicmae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Locale;
import java.util.Map;
import undertone.models.hosting.HostedAutoencoder;
import undertone.models.hosting.Port;
import undertone.models.video.Mask;
import undertone.models.video.Targets;
import undertone.models.video.Tokens;
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

  /// `faces`, `voices`.
  String plural() {
    return name().toLowerCase(Locale.ROOT);
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

  /// All pieces of it as they are to be filled in, `[B,N,P]`.
  NDArray pieces(HiCmaeConfig config, Map<String, NDArray> inputs) {
    var read = Targets.input(inputs, input);
    return switch (this) {
      case FACES -> Targets.motion(read, config.cubes());
      case VOICES -> Targets.patches(read, config.patch());
    };
  }

  /// @param filled `[B,Nm,P]`
  HostedAutoencoder.Gaps gaps(HiCmaeConfig config, Map<String, NDArray> inputs, NDArray filled) {
    return Mask.of(Targets.input(inputs, mask))
        .gaps(pieces(config, inputs), filled, config.grid(this));
  }

  /// What lies in the gaps, `[B,Nm,P]`.
  NDArray hidden(HiCmaeConfig config, Map<String, NDArray> inputs) {
    var places = Mask.of(Targets.input(inputs, mask));
    var pieces = pieces(config, inputs);
    return Tokens.pick(pieces, places.hidden(pieces.getManager()));
  }
}
