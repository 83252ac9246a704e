package undertone.engine.frames;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.BitSet;
import java.util.List;
import undertone.models.hosting.FeatureModel;

/// Some frames of one clip, one behind the other.
///
/// @param from the first of them
/// @param present modalities that it has and that were not taken away
record StreamWindow(InStep clip, int from, int length, BitSet present) {

  /// With all that it has.
  static StreamWindow whole(InStep clip, int from, int length) {
    var present = new BitSet();
    for (int m = 0; m < FeatureModel.MODALITIES.size(); m++) {
      present.set(m, clip.has(m, from, length));
    }
    return new StreamWindow(clip, from, length, present);
  }

  /// `[B,T·R,D_m]` by modality.
  ///
  /// @param windows of one length
  /// @param widths numbers of a step, by modality
  static NDList streams(
      List<StreamWindow> windows, List<Integer> widths, int stepsOfFrame, NDManager manager) {
    int length = windows.getFirst().length;
    var streams = new NDList();
    for (int m = 0; m < widths.size(); m++) {
      int ofWindow = length * stepsOfFrame * widths.get(m);
      var numbers = new float[windows.size() * ofWindow];
      for (int b = 0; b < windows.size(); b++) {
        var window = windows.get(b);
        if (window.present.get(m)) {
          window.clip.copy(m, window.from, length, numbers, b * ofWindow);
        }
      }
      streams.add(
          manager.create(
              numbers, new Shape(windows.size(), (long) length * stepsOfFrame, widths.get(m))));
    }
    return streams;
  }

  /// `[B,3]`
  static NDArray present(List<StreamWindow> windows, NDManager manager) {
    int modalities = FeatureModel.MODALITIES.size();
    var present = new float[windows.size() * modalities];
    for (int b = 0; b < windows.size(); b++) {
      for (int m = 0; m < modalities; m++) {
        present[b * modalities + m] = windows.get(b).present.get(m) ? 1 : 0;
      }
    }
    return manager.create(present, new Shape(windows.size(), modalities));
  }
}
