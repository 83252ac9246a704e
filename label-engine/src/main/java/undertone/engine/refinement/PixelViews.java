package undertone.engine.refinement;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import undertone.engine.augmentation.Augmentation;
import undertone.engine.augmentation.PictureViews;
import undertone.engine.augmentation.Pictures;

/// Altered views of pictures, and how long it took to draw them.
final class PixelViews implements ViewSource {
  private final PictureViews views;
  private long nanoseconds;

  PixelViews(PictureViews views) {
    this.views = views;
  }

  @Override
  public NDArray draw(NDManager manager, int[] rows, Kind kind, SplittableRandom random) {
    long began = System.nanoTime();
    var drawn =
        switch (kind) {
          case PLAIN -> views.plain(rows);
          case WEAK -> views.draw(rows, Augmentation.WEAK, random);
          case STRONG -> views.draw(rows, Augmentation.STRONG, random);
        };
    nanoseconds += System.nanoTime() - began;
    int side = views.pictures().side();
    return manager.create(drawn, new Shape(rows.length, Pictures.CHANNELS, side, side));
  }

  /// Spent on drawing since the beginning.
  double seconds() {
    return nanoseconds / 1e9;
  }
}
