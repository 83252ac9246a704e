package undertone.engine.recognition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import undertone.engine.metrics.CalibrationError;

/// How well a fine-tuned model tells classes apart in clips it did not learn from.
///
/// @param accuracy share of clips whose likeliest class is right (WAR)
/// @param uar mean of the recalls of classes that occur
/// @param weightedF1 mean of the classes' F1, weighted by how often they occur
/// @param ece expected calibration error after temperature scaling; each half of the clips was
///   scaled by the temperature of the other
/// @param confusion clips by true class, then by the one that was said
/// @param classes by their order
/// @param heldOut clips that these figures are of
/// @param learnedFrom clips
/// @param nothing clips, of all that were given, with nothing to look at or to listen to
/// @param note what to know of them; empty = nothing
public record RecognitionFigures(
    double accuracy,
    double uar,
    double weightedF1,
    double ece,
    List<List<Integer>> confusion,
    List<OfClass> classes,
    int heldOut,
    int learnedFrom,
    int nothing,
    String note) {

  public RecognitionFigures {
    confusion = confusion.stream().map(List::copyOf).toList();
    classes = List.copyOf(classes);
  }

  /// @param precision share of clips said to be of the class that are; 0 if none were said to be
  /// @param recall share of the class's clips that were said to be; 0 if there are none
  /// @param count held-out clips of the class
  public record OfClass(double precision, double recall, int count) {
    double f1() {
      return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }
  }

  /// Measures what was said.
  ///
  /// @param said probabilities of the clips before scaling
  /// @param truths the clips' classes
  public static RecognitionFigures of(
      List<double[]> said,
      List<Integer> truths,
      int classes,
      int learnedFrom,
      int nothing,
      String note) {
    var confusion = new int[classes][classes];
    int right = 0;
    for (int i = 0; i < said.size(); i++) {
      int likeliest = likeliest(said.get(i));
      confusion[truths.get(i)][likeliest]++;
      right += likeliest == truths.get(i) ? 1 : 0;
    }
    var each = IntStream.range(0, classes).mapToObj(k -> ofClass(confusion, k)).toList();
    int all = said.size();
    return new RecognitionFigures(
        all == 0 ? 0 : (double) right / all,
        each.stream().filter(k -> k.count > 0).mapToDouble(OfClass::recall).average().orElse(0),
        all == 0 ? 0 : each.stream().mapToDouble(k -> k.f1() * k.count).sum() / all,
        calibrationError(said, truths),
        Arrays.stream(confusion).map(row -> Arrays.stream(row).boxed().toList()).toList(),
        each,
        all,
        learnedFrom,
        nothing,
        note);
  }

  private static OfClass ofClass(int[][] confusion, int k) {
    int count = Arrays.stream(confusion[k]).sum();
    int said = Arrays.stream(confusion).mapToInt(row -> row[k]).sum();
    int both = confusion[k][k];
    return new OfClass(
        said == 0 ? 0 : (double) both / said, count == 0 ? 0 : (double) both / count, count);
  }

  private static double calibrationError(List<double[]> said, List<Integer> truths) {
    var sure = new double[said.size()];
    var right = new boolean[said.size()];
    for (int half = 0; half < 2; half++) {
      var others = new ArrayList<double[]>();
      var known = new ArrayList<Integer>();
      for (int i = 1 - half; i < said.size(); i += 2) {
        others.add(said.get(i));
        known.add(truths.get(i));
      }
      double temperature = Warmth.of(others, known);
      for (int i = half; i < said.size(); i += 2) {
        var p = Warmth.scaled(said.get(i), temperature);
        int likeliest = likeliest(p);
        sure[i] = p[likeliest];
        right[i] = likeliest == truths.get(i);
      }
    }
    return said.isEmpty() ? 0 : CalibrationError.of(sure, right);
  }

  static int likeliest(double[] p) {
    int best = 0;
    for (int k = 1; k < p.length; k++) {
      best = p[k] > p[best] ? k : best;
    }
    return best;
  }
}
