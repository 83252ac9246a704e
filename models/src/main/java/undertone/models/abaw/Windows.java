package undertone.models.abaw;

import java.util.ArrayList;
import java.util.List;

/// Cuts long videos into windows and puts what was told of them together again. Every frame lies in
/// one window at least.
///
/// @param frames of the whole video
/// @param length of a window; a shorter video is one window
/// @param stride from one window to the next
public record Windows(int frames, int length, int stride) {

  public Windows {
    if (frames < 1 || length < 1 || stride < 1 || stride > length) {
      throw new IllegalArgumentException(
          "Windows of %d frames every %d leave gaps in %d frames; the stride lies in 1..length."
              .formatted(length, stride, frames));
    }
  }

  /// Frames `from` to before `to`.
  public record Window(int from, int to) {}

  /// All windows in order; the last ends where the video ends and is no shorter than the others
  /// unless the video is.
  public List<Window> all() {
    var windows = new ArrayList<Window>();
    int from = 0;
    while (from + length < frames) {
      windows.add(new Window(from, from + length));
      from += stride;
    }
    windows.add(new Window(Math.max(0, frames - length), frames));
    return windows;
  }

  /// The mean of what windows tell of each frame.
  ///
  /// @param told of each window in order, a number for each of its frames
  public double[] stitched(List<double[]> told) {
    var sum = new double[frames];
    var count = new int[frames];
    var windows = all();
    for (int w = 0; w < windows.size(); w++) {
      var window = windows.get(w);
      for (int t = window.from; t < window.to; t++) {
        sum[t] += told.get(w)[t - window.from];
        count[t]++;
      }
    }
    for (int t = 0; t < frames; t++) {
      sum[t] /= count[t];
    }
    return sum;
  }
}
