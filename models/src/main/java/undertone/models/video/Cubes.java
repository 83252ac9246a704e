package undertone.models.video;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/// How a clip `[B,3,T,H,W]` is cut into cubes, each of which becomes a token.
///
/// @param frames of a clip (T)
/// @param height of its pictures, pixels (H)
/// @param width of its pictures, pixels (W)
/// @param deep frames of a cube
/// @param side pixels of a cube's height and width
public record Cubes(int frames, int height, int width, int deep, int side) {
  /// Red, green and blue.
  static final int CHANNELS = 3;

  /// 16 frames of 160 × 160 pixels in cubes of 2 × 16 × 16: 800 tokens.
  public static final Cubes BASE = new Cubes(16, 160, 160, 2, 16);

  /// 8 frames of 32 × 32 pixels in cubes of 2 × 8 × 8: 64 tokens.
  public static final Cubes TINY = new Cubes(8, 32, 32, 2, 8);

  public Cubes {
    if (deep < 1
        || side < 1
        || frames < deep
        || Math.min(height, width) < side
        || frames % deep + height % side + width % side != 0) {
      throw new IllegalArgumentException(
          "Cubes of %d frames and %d pixels do not fill clips of %d frames, %d × %d pixels."
              .formatted(deep, side, frames, height, width));
    }
  }

  public Grid grid() {
    return new Grid(frames / deep, height / side, width / side);
  }

  /// Numbers of one cube (P).
  public int numbers() {
    return CHANNELS * deep * side * side;
  }

  /// The cubes of clips, each channel by channel, frame by frame, row by row, as a kernel of
  /// `Conv3d` has them.
  ///
  /// @param clips `[B,3,T,H,W]`
  /// @return `[B,N,3,deep·side·side]`
  public NDArray cut(NDArray clips) {
    var expected = new Shape(clips.getShape().get(0), CHANNELS, frames, height, width);
    if (!clips.getShape().equals(expected)) {
      throw new IllegalArgumentException(
          "The network reads clips of shape %s but was given %s."
              .formatted(expected, clips.getShape()));
    }
    var grid = grid();
    return clips
        .reshape(-1, CHANNELS, grid.slices(), deep, grid.rows(), side, grid.columns(), side)
        .transpose(0, 2, 4, 6, 1, 3, 5, 7)
        .reshape(-1, grid.tokens(), CHANNELS, (long) deep * side * side);
  }
}
