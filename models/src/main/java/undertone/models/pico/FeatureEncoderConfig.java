package undertone.models.pico;

import ai.djl.ndarray.types.Shape;
import undertone.models.Encoder;
import undertone.models.EncoderConfig;

/// Sizes of a [FeatureEncoder].
///
/// @param features numbers per clip (D)
/// @param hidden width of both layers; 0 = no layer, the heads read the features as they are
public record FeatureEncoderConfig(int features, int hidden) implements EncoderConfig {

  public FeatureEncoderConfig {
    if (features < 1 || hidden < 0) {
      throw new IllegalArgumentException(
          "An encoder of features needs at least 1 of them and no negative width but was given features=%d, hidden=%d."
              .formatted(features, hidden));
    }
  }

  @Override
  public Shape input() {
    return new Shape(features);
  }

  @Override
  public int width() {
    return hidden == 0 ? features : hidden;
  }

  @Override
  public Encoder build() {
    return new FeatureEncoder(this);
  }
}
