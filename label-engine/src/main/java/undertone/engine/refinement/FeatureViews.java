package undertone.engine.refinement;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;

/// Draws altered copies of frozen features: what random crops are to images.
final class FeatureViews implements ViewSource {
  private final float[][] features; // [N,D]
  private final float[] spread; // standard deviation of each feature [D]; noise is measured in it
  private final RefinementPlan.Altering altering;

  FeatureViews(float[][] features, RefinementPlan.Altering altering) {
    this.features = features;
    this.spread = spread(features);
    this.altering = altering;
  }

  @Override
  public NDArray draw(NDManager manager, int[] rows, Kind kind, SplittableRandom random) {
    var view =
        switch (kind) {
          case PLAIN -> plain(rows);
          case WEAK -> draw(rows, altering.weakNoise(), altering.weakDrop(), random);
          case STRONG -> draw(rows, altering.strongNoise(), altering.strongDrop(), random);
        };
    return manager.create(view, new Shape(rows.length, spread.length));
  }

  /// Rows with noise of `noise` standard deviations, each number dropped with chance `drop`. Zero
  /// is the average clip.
  private float[] draw(int[] rows, double noise, double drop, SplittableRandom random) {
    int d = spread.length;
    var view = new float[rows.length * d];
    for (int i = 0; i < rows.length; i++) {
      var clip = features[rows[i]];
      for (int e = 0; e < d; e++) {
        view[i * d + e] =
            random.nextDouble() < drop
                ? 0
                : (float) (clip[e] + noise * spread[e] * random.nextGaussian());
      }
    }
    return view;
  }

  private float[] plain(int[] rows) {
    int d = spread.length;
    var view = new float[rows.length * d];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(features[rows[i]], 0, view, i * d, d);
    }
    return view;
  }

  private static float[] spread(float[][] features) {
    int d = features[0].length;
    var spread = new float[d];
    for (int e = 0; e < d; e++) {
      double sum = 0;
      double square = 0;
      for (var clip : features) {
        sum += clip[e];
        square += (double) clip[e] * clip[e];
      }
      double mean = sum / features.length;
      spread[e] = (float) Math.sqrt(Math.max(0, square / features.length - mean * mean));
    }
    return spread;
  }
}
