package undertone.models.nas;

import ai.djl.ndarray.NDArray;
import undertone.models.StateDict;

/// What reads sequences of deep features: a cell that is searched or was found, or one that is
/// known.
public sealed interface DeepStream permits RnnStream, LstmStream {

  /// What it learns by; `classifier…` is its own head.
  StateDict weights();

  /// What a head reads, `[B,H]`.
  ///
  /// @param sequences `[B,T,D]`
  /// @param there `[B,T]`, 1 = a step
  NDArray features(NDArray sequences, NDArray there, boolean training);

  /// Logits `[B,K]` of its own head.
  NDArray logits(NDArray sequences, NDArray there, boolean training);
}
