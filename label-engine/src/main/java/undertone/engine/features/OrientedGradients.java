package undertone.engine.features;

/// Which way the edges of a face run, cell by cell: histograms of oriented gradients.
///
/// 18 directions with sign, each cell scaled by the four blocks of 2x2 cells that it belongs to;
/// kept are the mean over the blocks of the signed directions, of the unsigned ones, and the energy
/// in each block: 31 numbers instead of 108, nearly the same information. A pixel counts for the
/// nearest cells by bilinear weights, so that a shift of one pixel changes little.
///
/// Source: Dalal and Triggs 2005, *Histograms of oriented gradients*; Felzenszwalb et al. 2010,
/// *Object detection with discriminatively trained part-based models*, sec. 6.
final class OrientedGradients {
  private static final int DIRECTIONS = 18;
  private static final int PER_CELL = DIRECTIONS + DIRECTIONS / 2 + 4;
  private static final float CLIP = 0.2f;
  private static final float ENERGY = 0.2357f; // Felzenszwalb's weight: 1 / sqrt(18)

  private final int cell;
  private final int cells;

  /// @param cell side of a cell in pixels
  /// @param cells per axis; pictures have `cell * cells` pixels a side
  OrientedGradients(int cell, int cells) {
    this.cell = cell;
    this.cells = cells;
  }

  int dim() {
    return cells * cells * PER_CELL;
  }

  /// @return `[cells,cells,31]`
  float[] of(GreyImage face) {
    var histogram = histogram(face);
    var energy = energy(histogram);
    var out = new float[dim()];
    for (int row = 0; row < cells; row++) {
      for (int column = 0; column < cells; column++) {
        int at = row * cells + column;
        for (int block = 0; block < 4; block++) {
          float scale = scale(energy, row, column, block / 2 * 2 - 1, block % 2 * 2 - 1);
          collect(histogram, at * DIRECTIONS, scale, out, at * PER_CELL, block);
        }
      }
    }
    return out;
  }

  /// What [#of] would give for the mirrored face: the cells change sides, and right becomes left.
  float[] mirrored(float[] described) {
    int half = DIRECTIONS / 2;
    var out = new float[described.length];
    for (int row = 0; row < cells; row++) {
      for (int column = 0; column < cells; column++) {
        int from = (row * cells + column) * PER_CELL;
        int to = (row * cells + cells - 1 - column) * PER_CELL;
        for (int d = 0; d < DIRECTIONS; d++) {
          // Direction d is centred on (d + 1/2) parts of the circle; half a circle minus that is:
          out[to + Math.floorMod(half - 1 - d, DIRECTIONS)] = described[from + d];
        }
        for (int d = 0; d < half; d++) {
          out[to + DIRECTIONS + half - 1 - d] = described[from + DIRECTIONS + d];
        }
        for (int block = 0; block < 4; block++) {
          out[to + DIRECTIONS + half + (block ^ 1)] = described[from + DIRECTIONS + half + block];
        }
      }
    }
    return out;
  }

  private static void collect(
      float[] histogram, int from, float scale, float[] out, int to, int block) {
    int half = DIRECTIONS / 2;
    float sum = 0;
    for (int d = 0; d < DIRECTIONS; d++) {
      float signed = Math.min(histogram[from + d] * scale, CLIP);
      out[to + d] += signed / 2;
      sum += signed;
    }
    for (int d = 0; d < half; d++) {
      float unsigned = (histogram[from + d] + histogram[from + half + d]) * scale;
      out[to + DIRECTIONS + d] += Math.min(unsigned, CLIP) / 2;
    }
    out[to + DIRECTIONS + half + block] = ENERGY * sum;
  }

  // [cells,cells,18]
  private float[] histogram(GreyImage face) {
    int side = cell * cells;
    var histogram = new float[cells * cells * DIRECTIONS];
    for (int y = 0; y < side; y++) {
      float row = (y + 0.5f) / cell - 0.5f;
      int top = (int) Math.floor(row);
      float down = row - top;
      for (int x = 0; x < side; x++) {
        float dx = face.at(Math.min(x + 1, side - 1), y) - face.at(Math.max(x - 1, 0), y);
        float dy = face.at(x, Math.min(y + 1, side - 1)) - face.at(x, Math.max(y - 1, 0));
        float strength = (float) Math.sqrt(dx * dx + dy * dy);
        if (strength == 0) {
          continue;
        }
        double turn = StrictMath.atan2(dy, dx) / (2 * Math.PI); // -0.5..0.5
        float direction = (float) ((turn + 1) % 1 * DIRECTIONS - 0.5);
        int before = (int) Math.floor(direction);
        float beyond = direction - before;
        int first = Math.floorMod(before, DIRECTIONS);
        int second = (first + 1) % DIRECTIONS;
        float column = (x + 0.5f) / cell - 0.5f;
        int left = (int) Math.floor(column);
        float across = column - left;
        for (int i = 0; i < 4; i++) {
          int r = top + i / 2;
          int c = left + i % 2;
          if (r < 0 || r >= cells || c < 0 || c >= cells) {
            continue;
          }
          float share =
              strength * (i / 2 == 0 ? 1 - down : down) * (i % 2 == 0 ? 1 - across : across);
          int to = (r * cells + c) * DIRECTIONS;
          histogram[to + first] += share * (1 - beyond);
          histogram[to + second] += share * beyond;
        }
      }
    }
    return histogram;
  }

  // [cells,cells], of the unsigned directions
  private float[] energy(float[] histogram) {
    int half = DIRECTIONS / 2;
    var energy = new float[cells * cells];
    for (int i = 0; i < energy.length; i++) {
      for (int d = 0; d < half; d++) {
        float both = histogram[i * DIRECTIONS + d] + histogram[i * DIRECTIONS + half + d];
        energy[i] += both * both;
      }
    }
    return energy;
  }

  // One over the length of the block of this cell and its neighbours on one side, above or below.
  private float scale(float[] energy, int row, int column, int below, int aside) {
    int r = Math.clamp(row + below, 0, cells - 1);
    int c = Math.clamp(column + aside, 0, cells - 1);
    float sum =
        energy[row * cells + column]
            + energy[row * cells + c]
            + energy[r * cells + column]
            + energy[r * cells + c];
    return (float) (1 / Math.sqrt(sum + 1));
  }
}
