package undertone.models.abaw;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// The score P of the multi-task challenge, over the frames of all videos together: mean F1 of
/// expressions, mean CCC of valence and arousal, mean F1 of action units; 0..3.
///
/// Frames are added as they come, and only where their label is known. The authors of
/// arXiv:2207.11389 average the CCC of videos instead, which is not the official score.
public final class FrameScore {
  private final List<int[]> expressions = new ArrayList<>(); // told, truth
  private final List<double[]> valences = new ArrayList<>();
  private final List<double[]> arousals = new ArrayList<>();
  private final List<List<int[]>> units = new ArrayList<>();
  private final int classes;

  /// @param classes expressions (K)
  /// @param units action units (A)
  public FrameScore(int classes, int units) {
    this.classes = classes;
    for (int a = 0; a < units; a++) {
      this.units.add(new ArrayList<>());
    }
  }

  /// Adds the expression of a frame.
  ///
  /// @param truth negative = unknown
  public void expression(int told, int truth) {
    if (truth >= 0) {
      expressions.add(new int[] {told, truth});
    }
  }

  /// Adds the valence of a frame.
  ///
  /// @param truth below −1 = unknown
  public void valence(double told, double truth) {
    if (truth >= -1) {
      valences.add(new double[] {told, truth});
    }
  }

  /// Adds the arousal of a frame.
  ///
  /// @param truth below −1 = unknown
  public void arousal(double told, double truth) {
    if (truth >= -1) {
      arousals.add(new double[] {told, truth});
    }
  }

  /// Adds one action unit of a frame.
  ///
  /// @param told whether it is said to be active: more probable than not
  /// @param truth negative = unknown
  public void unit(int unit, boolean told, int truth) {
    if (truth >= 0) {
      units.get(unit).add(new int[] {told ? 1 : 0, truth});
    }
  }

  /// F1 of one expression against all others; 0 where it never occurs and is never told.
  public double f1OfExpression(int expression) {
    return f1(expressions, expression);
  }

  /// F1 of one action unit.
  public double f1OfUnit(int unit) {
    return f1(units.get(unit), 1);
  }

  private static double f1(List<int[]> frames, int one) {
    double told = count(frames, i -> frames.get(i)[0] == one);
    double is = count(frames, i -> frames.get(i)[1] == one);
    double right = count(frames, i -> frames.get(i)[0] == one && frames.get(i)[1] == one);
    return told + is == 0 ? 0 : 2 * right / (told + is);
  }

  private static double count(List<int[]> frames, IntPredicate holds) {
    return IntStream.range(0, frames.size()).filter(holds).count();
  }

  /// Lin's CCC of valence.
  public double cccOfValence() {
    return ccc(valences);
  }

  /// Lin's CCC of arousal.
  public double cccOfArousal() {
    return ccc(arousals);
  }

  private static double ccc(List<double[]> frames) {
    double x = frames.stream().mapToDouble(frame -> frame[0]).average().orElse(0);
    double y = frames.stream().mapToDouble(frame -> frame[1]).average().orElse(0);
    double both = 0;
    double spread = 0;
    for (var frame : frames) {
      both += (frame[0] - x) * (frame[1] - y);
      spread += Math.pow(frame[0] - x, 2) + Math.pow(frame[1] - y, 2);
    }
    double below = spread + frames.size() * Math.pow(x - y, 2);
    return below == 0 ? 0 : 2 * both / below;
  }

  /// P.
  public double total() {
    double expression =
        IntStream.range(0, classes).mapToDouble(this::f1OfExpression).average().orElse(0);
    double unit = IntStream.range(0, units.size()).mapToDouble(this::f1OfUnit).average().orElse(0);
    return expression + (cccOfValence() + cccOfArousal()) / 2 + unit;
  }
}
