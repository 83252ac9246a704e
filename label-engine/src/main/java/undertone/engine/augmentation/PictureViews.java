package undertone.engine.augmentation;

import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/// Draws altered views of pictures, ready for a network.
///
/// Every view has a random stream of its own, split off in the order of the rows, so views are the
/// same whatever the number of threads.
public final class PictureViews implements AutoCloseable {
  private final Pictures pictures;
  private final float[][] numbers; // of each byte [3][256]
  private final ForkJoinPool pool;

  public PictureViews(Pictures pictures, Normalisation normalisation, int threads) {
    this.pictures = pictures;
    numbers = normalisation.table();
    pool = new ForkJoinPool(threads);
  }

  /// One view of each row, `[B,3,H,W]`, row after row.
  public float[] draw(int[] rows, Augmentation augmentation, SplittableRandom random) {
    var streams = IntStream.range(0, rows.length).mapToObj(_ -> random.split()).toList();
    int numbersEach = pictures.side() * pictures.side() * Pictures.CHANNELS;
    var views = new float[rows.length * numbersEach];
    pool.submit(() ->
            IntStream.range(0, rows.length)
                .parallel()
                .forEach(i -> {
                  var picture = pictures.copy(rows[i]);
                  augmentation.apply(picture, streams.get(i));
                  write(picture.pixels(), views, i * numbersEach);
                }))
        .join();
    return views;
  }

  /// The rows as they are, `[B,3,H,W]`.
  public float[] plain(int[] rows) {
    return draw(rows, Augmentation.NONE, new SplittableRandom(0));
  }

  private void write(byte[] pixels, float[] out, int from) {
    int plane = pixels.length / Pictures.CHANNELS;
    for (int c = 0; c < Pictures.CHANNELS; c++) {
      var table = numbers[c];
      int at = from + c * plane;
      for (int p = c; p < pixels.length; p += Pictures.CHANNELS) {
        out[at++] = table[pixels[p] & 0xff];
      }
    }
  }

  public Pictures pictures() {
    return pictures;
  }

  @Override
  public void close() {
    pool.close();
  }
}
