package undertone.models.pico;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;
import undertone.models.Encoder;

/// Two linear layers over features that something else has computed, in place of the papers'
/// ResNet-18: `[B,D]` to `[B,E]`.
final class FeatureEncoder extends Encoder {
  private final FeatureEncoderConfig config;
  private final @Nullable Linear first;
  private final @Nullable BatchNorm norm;
  private final @Nullable Linear second;

  FeatureEncoder(FeatureEncoderConfig config) {
    this.config = config;
    boolean hidden = config.hidden() > 0;
    first = hidden ? layer("0", linear()) : null;
    norm = hidden ? layer("1", BatchNorm.builder().build()) : null;
    second = hidden ? layer("3", linear()) : null;
  }

  private Linear linear() {
    return Linear.builder().setUnits(config.hidden()).build();
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList in, boolean training, @Nullable PairList<String, Object> extra) {
    if (first == null || norm == null || second == null) {
      return in;
    }
    var hidden = pass(norm, store, pass(first, store, in.head(), training), training); // [B,E]
    return new NDList(Activation.relu(pass(second, store, Activation.relu(hidden), training)));
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... in) {
    if (first != null && norm != null && second != null) {
      var encoded = getOutputShapes(in);
      first.initialize(manager, type, in);
      norm.initialize(manager, type, encoded);
      second.initialize(manager, type, encoded);
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] in) {
    return new Shape[] {new Shape(in[0].get(0), config.width())};
  }
}
