package undertone.engine.augmentation;

import java.util.Arrays;

/// Square pictures in memory: bytes `[N,H,W,3]`, row after row.
public final class Pictures {
  /// Red, green, blue.
  public static final int CHANNELS = 3;

  private final byte[][] pixels; // [N][H*W*3]
  private final int side;

  /// Takes over the arrays without copying.
  ///
  /// @param side height and width
  /// @throws IllegalArgumentException if a picture is not `side * side * 3` bytes long
  public Pictures(byte[][] pixels, int side) {
    this.pixels = pixels;
    this.side = side;
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i].length != side * side * CHANNELS) {
        throw new IllegalArgumentException(
            "Picture %d has %d bytes; %d pixels square in three colours are %d."
                .formatted(i, pixels[i].length, side, side * side * CHANNELS));
      }
    }
  }

  public int count() {
    return pixels.length;
  }

  /// Height and width in pixels.
  public int side() {
    return side;
  }

  /// One of them, packed red, green, blue; a copy.
  public byte[] bytes(int row) {
    return pixels[row].clone();
  }

  /// A working copy of one of them.
  Picture copy(int row) {
    return new Picture(pixels[row].clone(), side);
  }

  /// Those of some rows, in their order; nothing is copied.
  public Pictures of(int[] rows) {
    return new Pictures(
        Arrays.stream(rows).mapToObj(row -> pixels[row]).toArray(byte[][]::new), side);
  }

  /// Mean and spread of each channel over all of them, as shares of 255.
  public Normalisation normalisation() {
    var sum = new double[CHANNELS];
    var squares = new double[CHANNELS];
    for (var picture : pixels) {
      for (int at = 0; at < picture.length; at++) {
        double value = (picture[at] & 0xff) / 255.0;
        sum[at % CHANNELS] += value;
        squares[at % CHANNELS] += value * value;
      }
    }
    double n = (double) pixels.length * side * side;
    var mean = Arrays.stream(sum).map(s -> s / n).toArray();
    var spread = new double[CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      spread[c] = Math.max(1e-3, Math.sqrt(Math.max(0, squares[c] / n - mean[c] * mean[c])));
    }
    return new Normalisation(
        Arrays.stream(mean).boxed().toList(), Arrays.stream(spread).boxed().toList());
  }
}
