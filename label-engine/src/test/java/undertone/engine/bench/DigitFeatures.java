package undertone.engine.bench;

import java.util.Optional;
import java.util.Random;
import undertone.engine.features.Channel;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureExtractor;

/// Reads the first digit of a text as a blurred one-hot vector.
record DigitFeatures(Optional<String> mayHaveSeen) implements FeatureExtractor {
  @Override
  public String id() {
    return "digits";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String parameters() {
    return "";
  }

  @Override
  public Channel channel() {
    return Channel.TEXT;
  }

  @Override
  public int dim() {
    return 6;
  }

  @Override
  public boolean supports(ClipSource clip) {
    return clip.text() != null;
  }

  @Override
  public Optional<float[]> extract(ClipSource clip) {
    var text = String.valueOf(clip.text());
    var blur = new Random(text.hashCode());
    var vector = new float[6];
    for (int e = 0; e < 6; e++) {
      vector[e] = (float) (.3 * blur.nextGaussian());
    }
    vector[text.charAt(0) - '0'] += 2;
    return Optional.of(vector);
  }
}
