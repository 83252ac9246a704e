package undertone.engine.frames;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.nn.Activation;
import java.util.List;
import java.util.stream.IntStream;
import undertone.models.hosting.FrameNetwork;

/// What a network says of the frames of one clip.
final class FrameSaid {
  private final int frames;
  private final int classes;
  private final int outputs;
  private final float[] shares; // [n,K]
  private final float[] affect; // [n,2]
  private final float[] units; // [n,A], 0..1

  FrameSaid(FrameNetwork.Told told) {
    var shape = told.expression().getShape();
    frames = (int) shape.get(0);
    classes = (int) shape.get(1);
    outputs = (int) told.units().getShape().get(1);
    shares = told.expression().softmax(1).toFloatArray();
    affect = told.affect().toFloatArray();
    units = Activation.sigmoid(told.units()).toFloatArray();
  }

  /// Of a network that has no head for units.
  ///
  /// @param shares `[n,K]`, each row with sum 1
  /// @param affect `[n,2]`
  FrameSaid(int classes, float[] shares, float[] affect) {
    this.frames = shares.length / classes;
    this.classes = classes;
    this.outputs = 0;
    this.shares = shares.clone();
    this.affect = affect.clone();
    this.units = new float[0];
  }

  /// A network over one film.
  static FrameSaid of(FrameNetwork network, GreyFilm film, NDManager manager) {
    try (var _ = new NDScope()) {
      var faces = IntStream.range(0, film.size()).mapToObj(film::face).toList();
      return new FrameSaid(
          network.told(FrameTensors.faces(faces, film.side(), manager), List.of(film.size())));
    }
  }

  int frames() {
    return frames;
  }

  /// Probabilities of the classes, the mean over all frames.
  double[] clip() {
    var mean = new double[classes];
    for (int i = 0; i < shares.length; i++) {
      mean[i % classes] += shares[i] / (double) frames;
    }
    return mean;
  }

  int likeliest(int frame) {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      best = shares[frame * classes + k] > shares[frame * classes + best] ? k : best;
    }
    return best;
  }

  /// Probability of a class.
  float share(int frame, int k) {
    return shares[frame * classes + k];
  }

  /// −1..1.
  float valence(int frame) {
    return Math.clamp(affect[2 * frame], -1, 1);
  }

  /// −1..1.
  float arousal(int frame) {
    return Math.clamp(affect[2 * frame + 1], -1, 1);
  }

  /// How probable it is that a unit is active.
  ///
  /// @param unit its place
  float unit(int frame, int unit) {
    return Math.clamp(units[frame * outputs + unit], 0, 1);
  }
}
