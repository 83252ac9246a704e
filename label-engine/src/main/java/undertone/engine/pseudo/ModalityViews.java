package undertone.engine.pseudo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import undertone.engine.refinement.ViewSource;

/// Draws altered copies of features of one or several modalities. Zero is the average clip.
final class ModalityViews implements ViewSource {
  private final float[][] features; // [N,C]
  private final List<Modality> modalities;
  private final float[] spread; // [C]
  private final PseudoPlan.Views views;

  /// @param features about mean 0 `[N,C]`
  /// @param modalities columns of these features
  ModalityViews(float[][] features, List<Modality> modalities, PseudoPlan.Views views) {
    this.features = features;
    this.modalities = modalities;
    this.views = views;
    spread = spread(features);
  }

  private static float[] spread(float[][] features) {
    var spread = new float[features[0].length];
    for (int c = 0; c < spread.length; c++) {
      double squares = 0;
      for (var clip : features) {
        squares += (double) clip[c] * clip[c];
      }
      spread[c] = (float) Math.sqrt(squares / features.length);
    }
    return spread;
  }

  @Override
  public NDArray draw(NDManager manager, int[] rows, Kind kind, SplittableRandom random) {
    int width = spread.length;
    var drawn = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(features[rows[i]], 0, drawn, i * width, width);
    }
    switch (kind) {
      case PLAIN -> {}
      case WEAK -> alter(drawn, views.weakNoise(), views.weakDrop(), random);
      case STRONG -> {
        mix(drawn, rows.length, random);
        alter(drawn, views.strongNoise(), views.strongDrop(), random);
        dropModalities(drawn, rows.length, random);
      }
    }
    return manager.create(drawn, new Shape(rows.length, width));
  }

  private void alter(float[] drawn, double noise, double drop, SplittableRandom random) {
    for (int at = 0; at < drawn.length; at++) {
      drawn[at] =
          random.nextDouble() < drop
              ? 0
              : (float) (drawn[at] + noise * spread[at % spread.length] * random.nextGaussian());
    }
  }

  /// A clip keeps the greater part of itself, so its label stays.
  private void mix(float[] drawn, int rows, SplittableRandom random) {
    if (views.mixup() == 0 || rows < 2) {
      return;
    }
    var pure = drawn.clone();
    int width = spread.length;
    int shift = 1 + random.nextInt(rows - 1);
    for (int i = 0; i < rows; i++) {
      double share = beta(views.mixup(), random);
      double kept = Math.max(share, 1 - share);
      int other = (i + shift) % rows * width;
      for (int c = 0; c < width; c++) {
        drawn[i * width + c] = (float) (kept * drawn[i * width + c] + (1 - kept) * pure[other + c]);
      }
    }
  }

  /// Beta(a, a), by Jöhnk's rejection.
  static double beta(double a, SplittableRandom random) {
    while (true) {
      double x = Math.pow(random.nextDouble(), 1 / a);
      double y = Math.pow(random.nextDouble(), 1 / a);
      if (x + y > 0 && x + y <= 1) {
        return x / (x + y);
      }
    }
  }

  private void dropModalities(float[] drawn, int rows, SplittableRandom random) {
    if (modalities.size() < 2) {
      return;
    }
    for (int i = 0; i < rows; i++) {
      if (random.nextDouble() < views.modalityDrop()) {
        var gone = modalities.get(random.nextInt(modalities.size()));
        int row = i * spread.length;
        Arrays.fill(drawn, row + gone.from(), row + gone.until(), 0);
      }
    }
  }
}
