package undertone.models.mer;

import ai.djl.ndarray.NDArray;

/// One opinion of several networks, each trained without one fold: the mean of what they say.
/// Scores are averaged before any softmax, so a network that is surer counts more.
///
/// Source: the organisers' code of 2023 and 2024.
public final class FoldMean {
  private FoldMean() {}

  /// @param scores `[F,N,K]` or valence `[F,N]`
  /// @return `[N,K]` or `[N]`
  public static NDArray of(NDArray scores) {
    return scores.mean(new int[] {0});
  }

  /// The class of each clip.
  ///
  /// @param scores `[F,N,K]`
  /// @return `[N]`, whole numbers from 0
  public static NDArray classes(NDArray scores) {
    return of(scores).argMax(1);
  }
}
