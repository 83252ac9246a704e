package undertone.engine.frames;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.models.abaw.FrameScore;

/// Asks a network about clips of which something is known, and marks what it says.
final class FrameExam {
  private static final double LEAST = 1e-12; // of a probability

  private final FrameHeads heads;
  private final FrameScore score;
  private final List<double[]> said = new ArrayList<>(); // of labelled clips
  private final List<Integer> labels = new ArrayList<>();
  private final int[] active;
  private final int[] known;
  private final int classes;
  private int frames;
  private int expressions;
  private int valences;
  private int arousals;

  private FrameExam(int classes, FrameHeads heads) {
    this.classes = classes;
    this.heads = heads;
    score = new FrameScore(classes, heads.units().size());
    active = new int[heads.units().size()];
    known = new int[heads.units().size()];
  }

  /// @param says what the network makes of a clip
  static <T extends Taught> FrameExam of(
      Function<T, FrameSaid> says, List<T> clips, int classes, FrameHeads heads) {
    var exam = new FrameExam(classes, heads);
    for (var clip : clips) {
      exam.mark(clip, says.apply(clip));
    }
    return exam;
  }

  private void mark(Taught clip, FrameSaid told) {
    if (clip.lesson().labelled()) {
      said.add(told.clip());
      labels.add(clip.lesson().label());
    }
    var truths = heads.truths(clip);
    frames += truths.size();
    for (int t = 0; t < truths.size(); t++) {
      var truth = truths.get(t);
      score.expression(told.likeliest(t), truth.expression());
      expressions += truth.expression() >= 0 ? 1 : 0;
      score.valence(told.valence(t), truth.valence());
      score.arousal(told.arousal(t), truth.arousal());
      valences += truth.valence() >= -1 ? 1 : 0;
      arousals += truth.arousal() >= -1 ? 1 : 0;
      for (int a = 0; a < known.length; a++) {
        int state = truth.units().get(a);
        score.unit(a, told.unit(t, a) > .5, state);
        active[a] += state == 1 ? 1 : 0;
        known[a] += state >= 0 ? 1 : 0;
      }
    }
  }

  /// Probabilities of the clips whose label is known.
  List<double[]> said() {
    return said;
  }

  /// Their labels.
  List<Integer> labels() {
    return labels;
  }

  /// As the challenge's P, of what was taught.
  double score() {
    return score.total();
  }

  double logLoss() {
    double loss = 0;
    for (int i = 0; i < said.size(); i++) {
      loss -= Math.log(Math.max(LEAST, said.get(i)[labels.get(i)]));
    }
    return loss;
  }

  FrameFigures figures() {
    var each = new ArrayList<FrameFigures.OfUnit>();
    for (int a = 0; a < known.length; a++) {
      if (active[a] > 0) {
        each.add(
            new FrameFigures.OfUnit(heads.units().get(a), score.f1OfUnit(a), active[a], known[a]));
      }
    }
    double f1 = IntStream.range(0, classes).mapToDouble(score::f1OfExpression).average().orElse(0);
    return new FrameFigures(
        orAbsent(f1, expressions),
        orAbsent(score.cccOfValence(), valences),
        orAbsent(score.cccOfArousal(), arousals),
        orAbsent(
            each.stream().mapToDouble(FrameFigures.OfUnit::f1).average().orElse(0), each.size()),
        each,
        frames);
  }

  private static @Nullable Double orAbsent(double figure, int count) {
    return count == 0 ? null : figure;
  }
}
