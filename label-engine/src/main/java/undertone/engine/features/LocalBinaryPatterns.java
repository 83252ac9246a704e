package undertone.engine.features;

/// What the skin and its folds look like, tile by tile: which of eight neighbours are brighter.
///
/// Patterns with at most two changes around the circle have a bin of their own (58), all others
/// share one. The counts are square roots of shares, so that their plain product is Hellinger's
/// kernel.
///
/// Source: Ojala, Pietikäinen and Mäenpää 2002, *Multiresolution gray-scale and rotation invariant
/// texture classification with local binary patterns*; Ahonen et al. 2006 for the tiles on faces.
final class LocalBinaryPatterns {
  private static final int NEIGHBOURS = 8;
  private static final int BINS = 59;
  private static final float EQUAL = 1e-3f; // a flat region is one pattern, whatever rounding does
  private static final int[] BIN = bins();
  private static final int[] MIRRORED_BIN = mirroredBins();

  private final int tiles;
  private final float radius;

  /// @param tiles per axis
  /// @param radius of the circle of neighbours, pixels
  LocalBinaryPatterns(int tiles, float radius) {
    this.tiles = tiles;
    this.radius = radius;
  }

  int dim() {
    return tiles * tiles * BINS;
  }

  /// @return `[tiles,tiles,59]`
  float[] of(GreyImage face) {
    int side = face.width() / tiles * tiles;
    var counts = new float[dim()];
    var dx = new float[NEIGHBOURS];
    var dy = new float[NEIGHBOURS];
    for (int n = 0; n < NEIGHBOURS; n++) {
      dx[n] = (float) (radius * StrictMath.cos(2 * Math.PI * n / NEIGHBOURS));
      dy[n] = (float) (-radius * StrictMath.sin(2 * Math.PI * n / NEIGHBOURS));
    }
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        float middle = face.at(x, y) - EQUAL;
        int pattern = 0;
        for (int n = 0; n < NEIGHBOURS; n++) {
          if (face.between(x + 0.5f + dx[n], y + 0.5f + dy[n]) >= middle) {
            pattern |= 1 << n;
          }
        }
        int tile = y * tiles / side * tiles + x * tiles / side;
        counts[tile * BINS + BIN[pattern]]++;
      }
    }
    float pixels = (float) side * side / (tiles * tiles);
    for (int i = 0; i < counts.length; i++) {
      counts[i] = (float) Math.sqrt(counts[i] / pixels);
    }
    return counts;
  }

  /// What [#of] would give for the mirrored face: the tiles change sides, and so do the neighbours.
  float[] mirrored(float[] described) {
    var out = new float[described.length];
    for (int row = 0; row < tiles; row++) {
      for (int column = 0; column < tiles; column++) {
        int from = (row * tiles + column) * BINS;
        int to = (row * tiles + tiles - 1 - column) * BINS;
        for (int bin = 0; bin < BINS; bin++) {
          out[to + MIRRORED_BIN[bin]] = described[from + bin];
        }
      }
    }
    return out;
  }

  private static int[] mirroredBins() {
    var mirrored = new int[BINS];
    for (int pattern = 0; pattern < 1 << NEIGHBOURS; pattern++) {
      int image = 0;
      for (int n = 0; n < NEIGHBOURS; n++) {
        // Neighbour n stands n eighths of a circle from the right.
        image |= (pattern >> n & 1) << Math.floorMod(NEIGHBOURS / 2 - n, NEIGHBOURS);
      }
      mirrored[BIN[pattern]] = BIN[image];
    }
    return mirrored;
  }

  private static int[] bins() {
    var bins = new int[1 << NEIGHBOURS];
    int next = 0;
    for (int pattern = 0; pattern < bins.length; pattern++) {
      int turned = (pattern >> 1) | ((pattern & 1) << (NEIGHBOURS - 1));
      bins[pattern] = Integer.bitCount(pattern ^ turned) <= 2 ? next++ : BINS - 1;
    }
    return bins;
  }
}
