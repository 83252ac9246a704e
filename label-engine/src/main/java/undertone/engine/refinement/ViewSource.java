package undertone.engine.refinement;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.SplittableRandom;

/// Where a network's views of clips come from: noise on features, crops and colours of pictures.
public interface ViewSource extends AutoCloseable {

  /// How far a view is from the clip.
  enum Kind {
    /// The clip as it is; draws nothing.
    PLAIN,
    WEAK,
    STRONG
  }

  /// One view of each row, `[B,…]` as the network's encoder takes it.
  NDArray draw(NDManager manager, int[] rows, Kind kind, SplittableRandom random);

  @Override
  default void close() {
    // most hold nothing
  }
}
