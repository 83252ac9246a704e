package undertone.engine.refinement;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import undertone.engine.augmentation.Augmentation;
import undertone.engine.augmentation.PictureViews;
import undertone.engine.augmentation.Pictures;

/// Altered views of pictures, and how long it took to draw them.
public final class PixelViews implements ViewSource {
  private final PictureViews views;
  private final ClipPictures clips;
  private long nanoseconds;

  public PixelViews(PictureViews views, ClipPictures clips) {
    this.views = views;
    this.clips = clips;
  }

  @Override
  public NDArray draw(NDManager manager, int[] rows, Kind kind, SplittableRandom random) {
    long began = System.nanoTime();
    var drawn =
        switch (kind) {
          case PLAIN -> views.plain(clips.middle(rows));
          case WEAK -> views.draw(clips.any(rows, random), Augmentation.WEAK, random);
          case STRONG -> views.draw(clips.any(rows, random), Augmentation.STRONG, random);
        };
    nanoseconds += System.nanoTime() - began;
    int side = views.pictures().side();
    return manager.create(drawn, new Shape(rows.length, Pictures.CHANNELS, side, side));
  }

  @Override
  public void close() {
    views.close();
  }

  /// Spent on drawing since the beginning.
  double seconds() {
    return nanoseconds / 1e9;
  }
}
