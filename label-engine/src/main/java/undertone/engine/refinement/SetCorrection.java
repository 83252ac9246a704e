package undertone.engine.refinement;

import java.util.Arrays;
import java.util.List;

/// Declares clips noisy while a network learns, and corrects their sets.
///
/// Source: Lian et al. 2022, *IRNet*, arXiv:2211.04774, sec. 3.2 and 3.3; `train_merge.py`.
final class SetCorrection {
  private final Rule rule;
  private final CandidateTable table;
  private final int epochs;
  private final double[] memberMargins; // per class, what its own clips lead by [K]
  private int startEpoch;

  /// @param active whether anything is corrected at all
  /// @param start first epoch with correction; 0 = a start rule decides
  /// @param furtherViews that must agree with the view just learned
  /// @param inTraining whether further views pass with the statistics of their batch, as published,
  ///   or with those of all batches, so that a clip's verdict does not hang on its batch
  /// @param byClusters whether prototypes judge, or else the classifier
  /// @param first margin τ in the first epoch with correction
  /// @param last margin τ in the last epoch
  /// @param memberQuantile a clip must lead in its new class more clearly than this share of the
  ///   clips that hold the class themselves; 0 = the same τ for all classes
  /// @param kappa likelihood ratio below which a clip is noisy, 0 = never; NaN = by margin
  /// @param admission what a corrected row believes of its new label
  /// @param deletion whether the weakest old candidate goes when a new one comes
  record Rule(
      boolean active,
      int start,
      List<ViewSource.Kind> furtherViews,
      boolean inTraining,
      boolean byClusters,
      double first,
      double last,
      double memberQuantile,
      double kappa,
      CandidateTable.Admission admission,
      boolean deletion) {

    Rule {
      furtherViews = List.copyOf(furtherViews);
    }

    static Rule inFold(RefinementPlan plan, int classes, double partialRate) {
      var detecting = plan.detection();
      double threshold = Detection.threshold(detecting.delta(), classes);
      return new Rule(
          detecting.correcting(),
          detecting.start(),
          detecting.rules().views().further(),
          false,
          plan.byClusters(),
          threshold,
          threshold,
          detecting.memberQuantile(),
          plan.byClusters()
              ? Double.NaN
              : Schedules.kappa(partialRate, Schedules.USUAL_NOISE, classes),
          detecting.rules().update().admission(),
          detecting.rules().deletion());
    }
  }

  SetCorrection(Rule rule, CandidateTable table, int epochs) {
    this.rule = rule;
    this.table = table;
    this.epochs = epochs;
    memberMargins = new double[table.set(0).length];
  }

  /// Whether sets are corrected in an epoch.
  ///
  /// @param ready what a start rule has said so far
  boolean activeIn(int epoch, boolean ready) {
    boolean active = rule.active && (rule.start > 0 ? epoch >= rule.start : ready);
    if (active && startEpoch == 0) {
      startEpoch = epoch;
    }
    return active;
  }

  /// Goes on from where another network's correction stood.
  void goOn(int otherStart, double[] otherMargins) {
    startEpoch = otherStart;
    System.arraycopy(otherMargins, 0, memberMargins, 0, memberMargins.length);
  }

  /// Per class, what its own clips lead by `[K]`.
  double[] memberMargins() {
    return memberMargins.clone();
  }

  /// First epoch with correction, 0 if there was none.
  int startEpoch() {
    return startEpoch;
  }

  /// Corrects one row if all views miss the same label in its set.
  ///
  /// @param views scores `[views][K]`, those of the view just learned first
  /// @return whether the clip was declared noisy
  boolean correct(int epoch, int row, float[][] views) {
    int missing = table.isOpen(row) ? missing(views, table.set(row), epoch) : Detection.NONE;
    if (missing == Detection.NONE) {
      return false;
    }
    int weakest = weakest(views[0], table.set(row));
    table.admit(epoch, row, missing, rule.admission, views[0][missing]);
    if (rule.deletion) {
      table.drop(epoch, row, weakest);
    }
    return true;
  }

  private static int weakest(float[] scores, boolean[] set) {
    int weakest = -1;
    for (int j = 0; j < scores.length; j++) {
      if (set[j] && (weakest < 0 || scores[j] < scores[weakest])) {
        weakest = j;
      }
    }
    return weakest;
  }

  /// The label that all views miss in a set, as things stand at the end.
  int missing(float[][] views, boolean[] set) {
    return missing(views, set, epochs);
  }

  private int missing(float[][] views, boolean[] set, int epoch) {
    return Double.isNaN(rule.kappa)
        ? Detection.byMargin(views, set, thresholds(epoch))
        : Detection.byRatio(views, set, rule.kappa);
  }

  /// τ per class as they stand.
  double[] thresholds() {
    return thresholds(epochs);
  }

  private double[] thresholds(int epoch) {
    int from = startEpoch == 0 ? rule.start : startEpoch;
    double least = Schedules.margin(epoch, from, epochs, rule.first, rule.last);
    return Arrays.stream(memberMargins).map(margin -> Math.max(least, margin)).toArray();
  }

  /// A clip moves to a class only if it leads there as clearly as the weakest quarter of the clips
  /// whose own set already holds that class: rare classes have weaker prototypes and other margins.
  void endOfEpoch(EpochSums sums) {
    for (int k = 0; k < memberMargins.length; k++) {
      memberMargins[k] = sums.memberMargin(k, rule.memberQuantile);
    }
  }
}
