package undertone.models.nas;

import java.util.List;

/// Sizes of a [CnnStream].
///
/// @param in channels of what comes in, 1 of a spectrogram
/// @param height of what comes in: bands (F)
/// @param width of what comes in: frames (T)
/// @param channels of the first cells' nodes (C); each reduction doubles them
/// @param stem how many times that the stem has
/// @param cells on top of each other
/// @param reductions which of them reduce, from 0
/// @param nodes inner nodes of a cell
/// @param operations what an edge can be
/// @param outputs classes
/// @param dropout 0..1, before the head, of a network that was found
/// @param dropPath 0..1, share of clips for which a wire is cut, of a network that was found
public record CnnConfig(
    int in,
    int height,
    int width,
    int channels,
    int stem,
    int cells,
    List<Integer> reductions,
    int nodes,
    List<Operation> operations,
    int outputs,
    float dropout,
    float dropPath) {

  public CnnConfig {
    reductions = List.copyOf(reductions);
    operations = List.copyOf(operations);
    int smallest = Math.min(Math.min(in, stem), Math.min(cells, nodes));
    if (smallest < 1 || channels < 2 || channels % 2 != 0 || operations.size() < 2) {
      throw new IllegalArgumentException(
          "A convolutional stream needs positive sizes, an even number of channels and two operations but was given in=%d, stem=%d, cells=%d, nodes=%d, channels=%d, operations=%s."
              .formatted(in, stem, cells, nodes, channels, operations));
    }
    int halved = 1 << reductions.size();
    if (height % halved != 0 || width % halved != 0) {
      throw new IllegalArgumentException(
          "Maps of %d x %d cannot be halved %d times; crop or pad them to multiples of %d."
              .formatted(height, width, reductions.size(), halved));
    }
  }

  /// What two processor cores search in minutes: 64 bands, 100 frames, three cells.
  public static CnnConfig light(int outputs) {
    return new CnnConfig(
        1,
        64,
        100,
        8,
        1,
        3,
        List.of(1),
        2,
        List.of(
            Operation.NONE,
            Operation.MAX_POOL_3X3,
            Operation.SKIP_CONNECT,
            Operation.SEP_CONV_3X3,
            Operation.SEP_CONV_5X5,
            Operation.DIL_CONV_3X3),
        outputs,
        .3f,
        .2f);
  }

  /// As DARTS searches: eight cells with reductions at one and two thirds, 16 channels, four nodes.
  public static CnnConfig published(int outputs) {
    return new CnnConfig(
        1, 64, 200, 16, 3, 8, List.of(2, 5), 4, List.of(Operation.values()), outputs, .3f, .2f);
  }

  boolean reduces(int cell) {
    return reductions.contains(cell);
  }
}
