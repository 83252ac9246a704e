package undertone.engine.frames;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.List;
import undertone.models.abaw.Windows;
import undertone.models.hosting.StreamNetwork;

/// Asks a network about whole clips: window by window, each half over the next, and puts together
/// what it says by the mean. Then the jitter goes: from expressions by three taps, as the authors
/// have it, from valence and arousal by the mean over neighbours, if that did better.
///
/// @param widths numbers of a step, by modality
/// @param frames of a window at most
/// @param wide frames on either side over which valence and arousal are averaged; 0 = none
record StreamEar(
    StreamNetwork network,
    List<Integer> widths,
    int stepsOfFrame,
    int frames,
    int wide,
    NDManager manager) {
  private static final int WINDOWS_AT_ONCE = 32;
  private static final int AFFECTS = 2;
  private static final double[] THREE_TAPS = {.25, .5, .25};

  StreamEar withWide(int other) {
    return new StreamEar(network, widths, stepsOfFrame, frames, other, manager);
  }

  FrameSaid says(InStep clip) {
    var cut = new Windows(clip.frames(), frames, Math.max(1, frames / 2));
    var windows =
        cut.all().stream()
            .map(one -> StreamWindow.whole(clip, one.from(), one.to() - one.from()))
            .toList();
    var columns = new ArrayList<List<double[]>>(); // classes, then affects; of each its windows
    for (int at = 0; at < windows.size(); at += WINDOWS_AT_ONCE) {
      ask(windows.subList(at, Math.min(windows.size(), at + WINDOWS_AT_ONCE)), columns);
    }
    int classes = columns.size() - AFFECTS;
    var shares = new float[clip.frames() * classes];
    var affect = new float[clip.frames() * AFFECTS];
    for (int c = 0; c < columns.size(); c++) {
      var said = cut.stitched(columns.get(c));
      if (c < classes) {
        put(Smoothing.by(said, THREE_TAPS), shares, c, classes);
      } else {
        put(Smoothing.over(said, wide), affect, c - classes, AFFECTS);
      }
    }
    return new FrameSaid(classes, shares, affect);
  }

  private static void put(double[] column, float[] table, int c, int width) {
    for (int t = 0; t < column.length; t++) {
      table[t * width + c] = (float) column[t];
    }
  }

  private void ask(List<StreamWindow> windows, List<List<double[]>> columns) {
    try (var _ = new NDScope()) {
      var told =
          network.told(
              StreamWindow.streams(windows, widths, stepsOfFrame, manager),
              StreamWindow.present(windows, manager));
      var table = told.expression().softmax(2).concat(told.affect(), 2); // [B,T,K+2]
      int width = (int) table.getShape().get(2);
      var values = table.toFloatArray();
      int length = windows.getFirst().length();
      for (int c = 0; c < width; c++) {
        if (columns.size() == c) {
          columns.add(new ArrayList<>());
        }
        for (int b = 0; b < windows.size(); b++) {
          var column = new double[length];
          for (int t = 0; t < length; t++) {
            column[t] = values[(b * length + t) * width + c];
          }
          columns.get(c).add(column);
        }
      }
    }
  }
}
