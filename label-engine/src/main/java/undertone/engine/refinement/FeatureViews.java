package undertone.engine.refinement;

import java.util.SplittableRandom;

/// Draws altered copies of frozen features: what random crops are to images.
final class Views {
  private final float[] spread; // standard deviation of each feature [D]; noise is measured in it

  private Views(float[] spread) {
    this.spread = spread;
  }

  /// Rows of `features` with noise of `noise` standard deviations, each number dropped with chance
  /// `drop`. Zero is the average clip.
  ///
  /// @return `[B,D]`, row after row
  float[] draw(float[][] features, int[] rows, double noise, double drop, SplittableRandom random) {
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

  /// The rows as they are `[B,D]`.
  float[] plain(float[][] features, int[] rows) {
    int d = spread.length;
    var view = new float[rows.length * d];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(features[rows[i]], 0, view, i * d, d);
    }
    return view;
  }

  static Views of(float[][] features) {
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
    return new Views(spread);
  }
}
