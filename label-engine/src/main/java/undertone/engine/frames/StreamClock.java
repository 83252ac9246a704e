package undertone.engine.frames;

import undertone.engine.contract.ClipSteps;
import undertone.engine.contract.ModalityCard;

/// Brings a stream of any rate onto even steps of a clip's time.
///
/// Of a faster stream, what falls into a step is averaged. Steps of a slower one lie on the
/// straight lines between its own, at an end they say what the nearest says; so do those of a
/// faster one into which nothing falls. Neighbours that are far away do not count: where a face was
/// gone for seconds, its stream is missing and not made up. A vector of the whole clip is said in
/// every step where there is nothing else.
///
/// Source: arXiv:2403.15044 interpolates a slower stream and picks from a faster one; means of a
/// faster one and gaps are ours.
///
/// @param card of the stream
/// @param micros how long the clip lasts
record StreamClock(ModalityCard card, long micros) {
  private static final double REACH_MICROS = 1e6; // or two steps of a stream that is slower

  /// @return `[steps,D+1]`: behind the numbers of each step a one if there are any
  float[] evenly(ClipSteps clip, int steps) {
    int width = clip.dim() + 1;
    var even = new float[steps * width];
    if (clip.kept() == 0) {
      var whole = clip.whole().orElseThrow();
      for (int i = 0; i < steps; i++) {
        System.arraycopy(whole, 0, even, i * width, clip.dim());
        even[i * width + clip.dim()] = 1;
      }
      return even;
    }
    var times = times(clip);
    double apart = apart(clip, times);
    if (apart * steps <= micros) {
      averaged(clip, times, even, steps);
    }
    between(clip, times, Math.max(REACH_MICROS, 2 * apart), even, steps);
    return even;
  }

  /// How far steps are from one another, in microseconds; a single one without a clock of its own
  /// stands for the whole clip.
  private double apart(ClipSteps clip, double[] times) {
    var rate = card.rateHz();
    if (times.length > 1) {
      return (times[times.length - 1] - times[0]) / (times.length - 1);
    }
    return clip.seconds().isEmpty() && rate != null ? 1e6 / rate : micros;
  }

  /// When each step is, in microseconds.
  private double[] times(ClipSteps clip) {
    var seconds = clip.seconds().orElse(null);
    var rate = card.rateHz();
    var times = new double[clip.length()];
    for (int t = 0; t < times.length; t++) {
      times[t] =
          seconds != null
              ? seconds[t] * 1e6
              : rate != null ? (t + .5) / rate * 1e6 : (t + .5) * micros / times.length;
    }
    return times;
  }

  private void averaged(ClipSteps clip, double[] times, float[] even, int steps) {
    int width = clip.dim() + 1;
    var count = new int[steps];
    for (int t = 0; t < times.length; t++) {
      if (clip.has(t)) {
        int i = Math.clamp((long) (times[t] * steps / micros), 0, steps - 1);
        count[i]++;
        for (int d = 0; d < clip.dim(); d++) {
          even[i * width + d] += clip.at(t, d);
        }
      }
    }
    for (int i = 0; i < steps; i++) {
      for (int d = 0; d < clip.dim() && count[i] > 1; d++) {
        even[i * width + d] /= count[i];
      }
      even[i * width + clip.dim()] = Math.min(1, count[i]);
    }
  }

  private void between(ClipSteps clip, double[] times, double reach, float[] even, int steps) {
    int dim = clip.dim();
    int before = -1; // the last step that is there and not later
    int after = next(clip, 0); // the first that is there and later
    for (int i = 0; i < steps; i++) {
      double middle = (i + .5) * micros / steps;
      while (after < times.length && times[after] <= middle) {
        before = after;
        after = next(clip, after + 1);
      }
      if (even[i * (dim + 1) + dim] == 0) {
        double since = before < 0 ? Double.MAX_VALUE : middle - times[before];
        double until = after == times.length ? Double.MAX_VALUE : times[after] - middle;
        if (since + until <= reach) {
          line(clip, before, after, since / (since + until), even, i);
        } else if (Math.min(since, until) <= reach / 2) {
          int nearer = since <= until ? before : after;
          line(clip, nearer, nearer, 0, even, i);
        }
      }
    }
  }

  private static int next(ClipSteps clip, int from) {
    int next = from;
    while (next < clip.length() && !clip.has(next)) {
      next++;
    }
    return next;
  }

  private static void line(
      ClipSteps clip, int before, int after, double share, float[] even, int step) {
    int at = step * (clip.dim() + 1);
    for (int d = 0; d < clip.dim(); d++) {
      even[at + d] = (float) ((1 - share) * clip.at(before, d) + share * clip.at(after, d));
    }
    even[at + clip.dim()] = 1;
  }
}
