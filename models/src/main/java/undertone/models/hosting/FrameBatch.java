package undertone.models.hosting;

import ai.djl.ndarray.NDArray;
import java.util.List;

/// Films of faces and what is known of their frames, unknown as the challenges mark it.
///
/// @param faces grey, each of mean 0 and spread 1, `[n,1,side,side]`, one film behind the other
/// @param films frames of each; their sum is n
/// @param expression class `[n]`, whole numbers, −1 = unknown
/// @param valence −1..1, `[n]`, −5 = unknown
/// @param arousal −1..1, `[n]`, −5 = unknown
/// @param units 1 = active, 0 = not, −1 = unknown, `[n,A]`
/// @param expressionWeights of classes `[K]`
/// @param unitWeights of active units `[A]`
public record FrameBatch(
    NDArray faces,
    List<Integer> films,
    NDArray expression,
    NDArray valence,
    NDArray arousal,
    NDArray units,
    NDArray expressionWeights,
    NDArray unitWeights) {
  public FrameBatch {
    films = List.copyOf(films);
  }
}
