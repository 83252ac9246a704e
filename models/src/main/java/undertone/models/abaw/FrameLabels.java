package undertone.models.abaw;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/// What is known of n frames, task by task; where nothing is known a label is 0 and its mask is 0.
///
/// @param expression class `[n]`, whole numbers from 0
/// @param valence −1..1, `[n]`
/// @param arousal −1..1, `[n]`
/// @param units action units `[n,A]`, 1 = active
/// @param expressionKnown `[n]`
/// @param valenceKnown `[n]`
/// @param arousalKnown `[n]`
/// @param unitsKnown `[n,A]`
public record FrameLabels(
    NDArray expression,
    NDArray valence,
    NDArray arousal,
    NDArray units,
    NDArray expressionKnown,
    NDArray valenceKnown,
    NDArray arousalKnown,
    NDArray unitsKnown) {

  /// Labels as the challenges write them: expression and units −1, valence and arousal −5 where
  /// unknown.
  public static FrameLabels marked(
      NDArray expression, NDArray valence, NDArray arousal, NDArray units) {
    return new FrameLabels(
        expression.maximum(0),
        known(valence, -1).mul(valence),
        known(arousal, -1).mul(arousal),
        number(units.maximum(0)),
        known(expression, 0),
        known(valence, -1),
        known(arousal, -1),
        known(units, 0));
  }

  /// 1 where something is known.
  ///
  /// @param least label that is none of the marks of what is unknown
  static NDArray known(NDArray labels, int least) {
    return number(labels.gte(least));
  }

  private static NDArray number(NDArray labels) {
    return labels.toType(DataType.FLOAT32, false);
  }
}
