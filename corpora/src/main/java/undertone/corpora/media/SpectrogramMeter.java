package undertone.corpora.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.jtransforms.fft.FloatFFT_1D;

/// Draws how loud each pitch is over time: grey pictures with time to the right and low pitches
/// below, as in [Spectrogram].
///
/// Windows of 25 ms (Hann) every 10 ms, triangles equally wide on the mel scale; -80 dB of a full
/// wave and below is clear, 0 dB opaque. The scale is fixed, so that clips can be compared by eye.
final class SpectrogramMeter {

  private static final double WINDOW_SECONDS = 0.025;
  private static final float QUIETEST_DB = -80;

  private final int channels;
  private final double hop; // samples between columns
  private final float[] hann;
  private final float[] window; // the newest samples, as a ring
  private final float[] work;
  private final FloatFFT_1D fft;
  private final float[][] triangles; // [BINS][lines]
  private byte[] columns = new byte[1000 * Spectrogram.BINS];
  private int count;
  private long heard; // samples

  SpectrogramMeter(int rateHz, int channels) {
    this.channels = channels;
    hop = (double) rateHz / Spectrogram.COLUMNS_PER_SECOND;
    int length = (int) Math.round(rateHz * WINDOW_SECONDS);
    int size = Integer.highestOneBit(Math.max(1, length - 1)) * 2;
    hann = new float[length];
    for (int i = 0; i < length; i++) {
      hann[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / length));
    }
    window = new float[length];
    work = new float[size];
    fft = new FloatFFT_1D(size);
    triangles = triangles(rateHz, size);
  }

  void hear(float[] interleaved) {
    for (int i = 0; i < interleaved.length; i += channels) {
      float sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        sum += interleaved[i + channel];
      }
      window[(int) (heard % window.length)] = sum / channels;
      heard++;
      // A column stands for the window that ends half a window after it.
      if (heard - window.length / 2 >= (count + 1) * hop - hop / 2) {
        addColumn();
      }
    }
  }

  /// Writes the pictures, [Spectrogram#TILE_COLUMNS] columns each.
  void write(Path folder) throws IOException {
    int tiles = (count + Spectrogram.TILE_COLUMNS - 1) / Spectrogram.TILE_COLUMNS;
    for (int tile = 0; tile < tiles; tile++) {
      int from = tile * Spectrogram.TILE_COLUMNS;
      int width = Math.min(Spectrogram.TILE_COLUMNS, count - from);
      var picture = new BufferedImage(width, Spectrogram.BINS, BufferedImage.TYPE_INT_ARGB);
      for (int x = 0; x < width; x++) {
        for (int bin = 0; bin < Spectrogram.BINS; bin++) {
          int level = columns[(from + x) * Spectrogram.BINS + bin] & 0xff;
          picture.setRGB(x, Spectrogram.BINS - 1 - bin, level << 24 | 0x808080);
        }
      }
      ImageIO.write(picture, "png", folder.resolve(Spectrogram.fileName(tile)).toFile());
    }
  }

  private void addColumn() {
    Arrays.fill(work, 0);
    for (int i = 0; i < window.length; i++) {
      work[i] = window[(int) ((heard + i) % window.length)] * hann[i];
    }
    fft.realForward(work);
    if ((count + 1) * Spectrogram.BINS > columns.length) {
      columns = Arrays.copyOf(columns, 2 * columns.length);
    }
    for (int bin = 0; bin < Spectrogram.BINS; bin++) {
      var triangle = triangles[bin];
      float power = 0;
      for (int k = 1; k < triangle.length; k++) {
        if (triangle[k] > 0) {
          power += triangle[k] * (work[2 * k] * work[2 * k] + work[2 * k + 1] * work[2 * k + 1]);
        }
      }
      // A full sine fills its line with (window sum / 2)², the Hann window's sum being half its
      // length.
      float full = window.length / 4f;
      double db = 10 * Math.log10(power / (full * full) + 1e-12);
      double share = Math.clamp(1 - db / QUIETEST_DB, 0, 1);
      columns[count * Spectrogram.BINS + bin] = (byte) Math.round(255 * share);
    }
    count++;
  }

  private static float[][] triangles(int rateHz, int size) {
    var edges = new double[Spectrogram.BINS + 2];
    double low = mel(Spectrogram.LOW_HZ);
    double high = mel(Spectrogram.HIGH_HZ);
    for (int m = 0; m < edges.length; m++) {
      edges[m] = hz(low + m * (high - low) / (edges.length - 1));
    }
    var triangles = new float[Spectrogram.BINS][size / 2];
    double line = (double) rateHz / size;
    for (int m = 0; m < Spectrogram.BINS; m++) {
      for (int k = 0; k < size / 2; k++) {
        double rising = (k * line - edges[m]) / (edges[m + 1] - edges[m]);
        double falling = (edges[m + 2] - k * line) / (edges[m + 2] - edges[m + 1]);
        triangles[m][k] = (float) Math.max(0, Math.min(rising, falling));
      }
      int middle = (int) Math.round(edges[m + 1] / line);
      if (middle < size / 2) {
        // A triangle narrower than the lines would fall between them and hear nothing.
        triangles[m][middle] = Math.max(triangles[m][middle], 0.5f);
      }
    }
    return triangles;
  }

  private static double mel(double hz) {
    return 2595 * Math.log10(1 + hz / 700);
  }

  private static double hz(double mel) {
    return 700 * (Math.pow(10, mel / 2595) - 1);
  }
}
