package undertone.models;

import ai.djl.ndarray.NDArray;

/// Numbers inside a computation that is differentiated.
///
/// `x.mul(0.5f)` looks the same and is a trap: the engine makes an array of the number, closes it
/// at once, and leaves the gradient's graph pointing at memory that the next garbage collection may
/// free; the gradient then is silently wrong or NaN (DJL 0.35.1: `mul`, `div`, `pow`, `maximum`,
/// `minimum` by a number; `add`, `sub` and `clip` keep nothing and are safe). Outside a gradient
/// collector the short form is fine.
public final class Constant {
  private Constant() {}

  /// The number as an array without axes that lives as long as the manager of `array`.
  public static NDArray beside(NDArray array, double value) {
    return array.getManager().create((float) value);
  }
}
