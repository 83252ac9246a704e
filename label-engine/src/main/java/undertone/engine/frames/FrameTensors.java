package undertone.engine.frames;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Faces and what is known of them as tensors.
final class FrameTensors {
  private FrameTensors() {}

  /// `[n,1,side,side]`, each face to mean 0 and spread 1.
  ///
  /// @param faces brightness, row by row
  static NDArray faces(List<byte[]> faces, int side, NDManager manager) {
    int pixels = side * side;
    var values = new float[faces.size() * pixels];
    for (int i = 0; i < faces.size(); i++) {
      var face = faces.get(i);
      double sum = 0;
      double squares = 0;
      for (byte pixel : face) {
        int bright = pixel & 0xff;
        sum += bright;
        squares += bright * bright;
      }
      double mean = sum / pixels;
      double spread = Math.sqrt(Math.max(1, squares / pixels - mean * mean));
      for (int p = 0; p < pixels; p++) {
        values[i * pixels + p] = (float) (((face[p] & 0xff) - mean) / spread);
      }
    }
    return manager.create(values, new Shape(faces.size(), 1, side, side));
  }

  /// `[n]`, −1 = unknown.
  static NDArray expressions(List<FrameTruth> truths, NDManager manager) {
    var values = truths.stream().mapToLong(FrameTruth::expression).toArray();
    return manager.create(values, new Shape(values.length));
  }

  /// `[n]`.
  static NDArray numbers(
      List<FrameTruth> truths, ToDoubleFunction<FrameTruth> number, NDManager manager) {
    var values = new float[truths.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) number.applyAsDouble(truths.get(i));
    }
    return manager.create(values, new Shape(values.length));
  }

  /// `[n,A]`, −1 = unknown.
  ///
  /// @param outputs A, of which those behind the units that are told of stay unknown
  static NDArray units(List<FrameTruth> truths, int outputs, NDManager manager) {
    var values = new float[truths.size() * outputs];
    for (int i = 0; i < truths.size(); i++) {
      var units = truths.get(i).units();
      for (int a = 0; a < outputs; a++) {
        values[i * outputs + a] = a < units.size() ? units.get(a) : -1;
      }
    }
    return manager.create(values, new Shape(truths.size(), outputs));
  }
}
