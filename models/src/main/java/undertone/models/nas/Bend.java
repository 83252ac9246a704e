package undertone.models.nas;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What an edge of a recurrent cell can do to a candidate state, in the order of the DARTS code.
public enum Bend {
  NONE,
  TANH,
  RELU,
  SIGMOID,
  IDENTITY;

  /// Its name in genotypes.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The bend of a name, if there is one.
  public static Optional<Bend> of(String word) {
    return Arrays.stream(values()).filter(bend -> bend.word().equals(word)).findFirst();
  }

  NDArray of(NDArray x) {
    return switch (this) {
      case NONE -> x.zerosLike();
      case TANH -> x.tanh();
      case RELU -> Activation.relu(x);
      case SIGMOID -> Activation.sigmoid(x);
      case IDENTITY -> x;
    };
  }
}
