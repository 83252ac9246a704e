package undertone.engine.recognition;

/// A small picture.
public final class RgbPicture {
  private final int width;
  private final int height;
  private final int[] rgb;

  /// @param rgb `0xRRGGBB`, row by row; not to be changed
  RgbPicture(int width, int height, int[] rgb) {
    this.width = width;
    this.height = height;
    this.rgb = rgb;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /// `0xRRGGBB`.
  public int at(int x, int y) {
    return rgb[y * width + x];
  }

  /// `0xRRGGBB` row by row.
  public int[] rgb() {
    return rgb.clone();
  }
}
