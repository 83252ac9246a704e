package undertone.models.video;

import ai.djl.ndarray.NDArray;
import undertone.models.hosting.HostedAutoencoder;

/// Films whose hidden cubes an autoencoder has filled, for people to look at.
///
/// A network answers normalised colours; as is customary, each cube gets back the mean and the
/// spread of what was there, which the network has not seen. So brightness and contrast of a filled
/// cube are no achievement of the network; what is drawn in it is.
public final class Restoration {
  private static final float GREY = 0.5f; // where nothing is shown
  private static final float LEAST_SPREAD = 1e-6f;

  private final float[] cubes; // [B,N,3,P/3], colours 0..1
  private final float[] masked;
  private final Cubes cut;

  /// What a network predicts of a cube's second frame.
  public enum Kind {
    /// its colours
    PIXELS,
    /// how they differ from the first frame's
    MOTION
  }

  private Restoration(NDArray clips, Cubes cut) {
    this.cut = cut;
    cubes = cut.cut(Targets.colours(clips)).toFloatArray();
    masked = cubes.clone();
  }

  /// @param clips as [Targets#normalised] makes them
  /// @param prediction of the hidden cubes `[B,Nm,P]`, in ascending order of their places
  public static HostedAutoencoder.Films of(
      NDArray clips, Cubes cut, Mask mask, NDArray prediction, Kind kind) {
    var film = new Restoration(clips, cut);
    var said = prediction.toFloatArray();
    int numbers = cut.numbers();
    int from = 0;
    for (int clip = 0; clip < mask.clips(); clip++) {
      for (long place : mask.hidden(clip)) {
        film.fill((clip * cut.grid().tokens() + (int) place) * numbers, said, from, kind);
        from += numbers;
      }
    }
    return new HostedAutoencoder.Films(film.film(film.masked, clips), film.film(film.cubes, clips));
  }

  private void fill(int at, float[] said, int from, Kind kind) {
    int pixels = cut.numbers() / Cubes.CHANNELS;
    int half = pixels / 2;
    for (int channel = 0; channel < Cubes.CHANNELS; channel++) {
      int start = at + channel * pixels;
      double mean = 0;
      for (int p = 0; p < pixels; p++) {
        mean += cubes[start + p] / pixels;
      }
      double squares = 0;
      for (int p = 0; p < pixels; p++) {
        squares += (cubes[start + p] - mean) * (cubes[start + p] - mean);
      }
      double spread = Math.sqrt(squares / (pixels - 1)) + LEAST_SPREAD;
      for (int p = 0; p < pixels; p++) {
        double value = said[from + p * Cubes.CHANNELS + channel];
        if (kind == Kind.MOTION && p >= half) {
          value += said[from + (p - half) * Cubes.CHANNELS + channel];
        }
        cubes[start + p] = (float) Math.clamp(mean + spread * value, 0, 1);
        masked[start + p] = GREY;
      }
    }
  }

  private NDArray film(float[] values, NDArray clips) {
    var grid = cut.grid();
    int deep = cut.deep();
    int side = cut.side();
    return clips
        .getManager()
        .create(values)
        .reshape(-1, grid.slices(), grid.rows(), grid.columns(), Cubes.CHANNELS, deep, side, side)
        .transpose(0, 4, 1, 5, 2, 6, 3, 7)
        .reshape(clips.getShape());
  }
}
