package undertone.models.video;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import undertone.models.hosting.HostedAutoencoder;
import undertone.models.hosting.Port;

/// Which tokens of each clip of a batch are hidden while a network learns to fill gaps: of every
/// clip as many.
///
/// A share of a number of places is its integer part in double precision, so 0.29 of 100 are 28, as
/// in the authors' code.
///
/// Source: Tong et al. 2022, *VideoMAE*, sec. 3.3 (tubes); Sun et al. 2023, *MAE-DFER*, sec. 3.2
/// (windows).
public final class Mask {
  private static final int FEW_TOKENS = 50;
  private static final double SHARE_OF_FEW = 0.75; // ours

  private final long[][] visible;
  private final long[][] hidden;

  private Mask(boolean[][] clips) {
    visible = Arrays.stream(clips).map(clip -> places(clip, false)).toArray(long[][]::new);
    hidden = Arrays.stream(clips).map(clip -> places(clip, true)).toArray(long[][]::new);
    for (var one : hidden) {
      if (one.length != hidden[0].length) {
        throw new IllegalArgumentException(
            "Every clip of a batch must hide as many tokens, not %d here and %d there."
                .formatted(hidden[0].length, one.length));
      }
    }
  }

  private static long[] places(boolean[] clip, boolean wanted) {
    return IntStream.range(0, clip.length).filter(n -> clip[n] == wanted).asLongStream().toArray();
  }

  /// Hides nothing.
  public static Mask none(int clips, int tokens) {
    return new Mask(new boolean[clips][tokens]);
  }

  /// @param hidden `[B,N]`, 1 = hidden, 0 = visible
  public static Mask of(NDArray hidden) {
    int tokens = (int) hidden.getShape().get(1);
    var all = hidden.toType(DataType.INT32, false).toIntArray();
    var clips = new boolean[all.length / tokens][tokens];
    for (int i = 0; i < all.length; i++) {
      clips[i / tokens][i % tokens] = all[i] != 0;
    }
    return new Mask(clips);
  }

  /// The same places of the picture at every moment, so that nothing can be copied from before or
  /// after.
  public static Mask tubes(int clips, Grid grid, double share, RandomGenerator random) {
    return windows(clips, grid, grid.rows(), grid.columns(), share, random);
  }

  /// Tubes, of each window of the picture the same share.
  ///
  /// @param rows tokens of a window's height; divides the grid's
  /// @param columns tokens of a window's width; divides the grid's
  public static Mask windows(
      int clips, Grid grid, int rows, int columns, double share, RandomGenerator random) {
    if (grid.rows() % rows + grid.columns() % columns != 0) {
      throw new IllegalArgumentException(
          "Windows of %d × %d tokens do not fill %d × %d."
              .formatted(rows, columns, grid.rows(), grid.columns()));
    }
    var all = new boolean[clips][grid.tokens()];
    for (var clip : all) {
      for (int top = 0; top < grid.rows(); top += rows) {
        for (int left = 0; left < grid.columns(); left += columns) {
          for (int place : drawn(rows * columns, share, random)) {
            int row = top + place / columns;
            int column = left + place % columns;
            for (int slice = 0; slice < grid.slices(); slice++) {
              clip[slice * grid.perSlice() + row * grid.columns() + column] = true;
            }
          }
        }
      }
    }
    return new Mask(all);
  }

  /// Any tokens, as of a spectrogram.
  public static Mask scattered(int clips, int tokens, double share, RandomGenerator random) {
    return tubes(clips, new Grid(1, 1, tokens), share, random);
  }

  private static int[] drawn(int places, double share, RandomGenerator random) {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException(
          "The share of hidden tokens must lie in 0..1 but is %s.".formatted(share));
    }
    var all = IntStream.range(0, places).toArray();
    int hidden = (int) (share * places);
    for (int i = 0; i < hidden; i++) {
      int other = random.nextInt(i, places);
      int place = all[other];
      all[other] = all[i];
      all[i] = place;
    }
    return Arrays.copyOf(all, hidden);
  }

  /// Places of the visible tokens, ascending, `[B,Nv]`.
  public NDArray visible(NDManager manager) {
    return create(manager, visible);
  }

  /// Places of the hidden tokens, ascending, `[B,Nm]`.
  public NDArray hidden(NDManager manager) {
    return create(manager, hidden);
  }

  /// @param pieces all of them `[B,N,P]`
  /// @param filled what a network fills the gaps with, `[B,Nm,P]`
  public HostedAutoencoder.Gaps gaps(NDArray pieces, NDArray filled, Grid grid) {
    var manager = pieces.getManager();
    return new HostedAutoencoder.Gaps(
        Tokens.pick(pieces, hidden(manager)),
        filled,
        Tokens.pick(pieces, nearestVisible(grid, manager)));
  }

  /// For every hidden token, in their order, the visible one that lies nearest, `[B,Nm]`; of
  /// several the first. A step in time is as long as one in the picture.
  private NDArray nearestVisible(Grid grid, NDManager manager) {
    var nearest = new long[hidden.length][];
    for (int clip = 0; clip < hidden.length; clip++) {
      var shown = visible[clip];
      nearest[clip] =
          Arrays.stream(hidden[clip])
              .map(place -> {
                long best = shown[0];
                for (long other : shown) {
                  best = grid.apart(place, other) < grid.apart(place, best) ? other : best;
                }
                return best;
              })
              .toArray();
    }
    return create(manager, nearest);
  }

  private static NDArray create(NDManager manager, long[][] places) {
    var all = Arrays.stream(places).flatMapToLong(Arrays::stream).toArray();
    return manager.create(all, new Shape(places.length, places[0].length));
  }

  /// As [#of] reads it, `[B,N]`.
  public NDArray flags(NDManager manager) {
    int tokens = visible[0].length + hidden[0].length;
    var flags = new float[hidden.length * tokens];
    for (int clip = 0; clip < hidden.length; clip++) {
      for (long place : hidden[clip]) {
        flags[clip * tokens + (int) place] = 1;
      }
    }
    return manager.create(flags, new Shape(hidden.length, tokens));
  }

  /// Places of one clip's hidden tokens, ascending.
  long[] hidden(int clip) {
    return hidden[clip].clone();
  }

  /// The share of a picture that is hidden by tubes: nine tenths as published; of a picture of few
  /// tokens less, since a tenth of those would show nothing.
  public static double shareOfTubes(Grid grid) {
    return grid.perSlice() < FEW_TOKENS ? SHARE_OF_FEW : 0.9;
  }

  /// The share of a spectrogram that is hidden: four fifths as published, of few tokens less.
  public static double shareOfPatches(int tokens) {
    return tokens < FEW_TOKENS ? SHARE_OF_FEW : 0.8;
  }

  /// Clips of the batch (B).
  public int clips() {
    return visible.length;
  }

  /// Places of one clip's visible tokens, ascending.
  public long[] visible(int clip) {
    return visible[clip].clone();
  }

  /// Visible tokens of a clip (Nv).
  public int visibleTokens() {
    return visible[0].length;
  }

  /// Visible tokens of a moment, the same places at every one (S).
  ///
  /// @throws IllegalArgumentException if a clip shows other places at another moment
  public int visiblePerSlice(Grid grid) {
    int each = visibleTokens() / grid.slices();
    for (var clip : visible) {
      for (int n = 0; n < clip.length; n++) {
        if (each * grid.slices() != clip.length
            || clip[n] != clip[n % each] + (long) n / each * grid.perSlice()) {
          throw new IllegalArgumentException(
              "This network needs the same places hidden at every moment; hide tokens by tubes.");
        }
      }
    }
    return each;
  }

  /// A mask as a network reads it.
  public static Port port(String name, int tokens) {
    return new Port(name, new Shape(-1, tokens), "1 = hidden, 0 = visible");
  }
}
