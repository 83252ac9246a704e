package undertone.engine.refinement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.engine.metrics.Share;
import undertone.engine.refinement.ClipOutcome.Evidence;
import undertone.engine.refinement.ClipOutcome.Neighbour;

/// Puts together what all folds say: the verdict on every clip and the figures of the run.
final class Outcomes {
  private final List<String> labels;
  private final List<RefinementClip> clips; // by row
  private final VoteTable votes;
  private final int[] settled; // [N] confirmed label, -1 = none
  private final RefinementPlan plan;
  private final boolean[][] rejected; // [N,K]

  Outcomes(
      List<String> labels,
      List<RefinementClip> clips,
      VoteTable votes,
      int[] settled,
      RefinementPlan plan) {
    this.labels = labels;
    this.clips = clips;
    this.votes = votes;
    this.settled = settled;
    this.plan = plan;
    rejected = RefinementClip.rejected(clips, labels);
  }

  /// @param fold of each clip `[N]`
  /// @param verdicts per fold
  /// @param correction learns from confirmed clips; null = not asked for
  /// @param companion weighs votes and looks instead of the model of voters; null = not asked for
  RefinementResult of(
      int[] fold,
      FoldVerdict[] verdicts,
      @Nullable TrustedCorrection correction,
      @Nullable Companion companion,
      String dataHash) {
    var p = new float[clips.size()][];
    for (int i = 0; i < p.length; i++) {
      p[i] = verdicts[fold[i]].probabilities[i];
    }
    var model = VoterModel.fit(p, votes, settled, rejected, fold);
    var corrected =
        correction == null
            ? null
            : correction.correct(model.unconfirmed(p, votes, settled, rejected, fold), p);
    var weighed = companion == null ? null : companion.judge(labels, clips, p, settled);
    var opinion = weighed != null ? weighed : corrected != null ? corrected.p : null;
    var outcomes = new ArrayList<ClipOutcome>();
    for (int i = 0; i < p.length; i++) {
      var posterior =
          opinion == null || settled[i] >= 0
              ? model.posterior(i)
              : allowed(opinion[i], rejected[i]);
      outcomes.add(outcome(i, posterior, verdicts, fold[i]));
    }
    return new RefinementResult(
        labels, outcomes, facts(outcomes, model, verdicts, corrected, dataHash));
  }

  /// Without the labels a curator has ruled out.
  private static double[] allowed(double[] p, boolean[] rejected) {
    double left =
        IntStream.range(0, p.length).filter(c -> !rejected[c]).mapToDouble(c -> p[c]).sum();
    return IntStream.range(0, p.length)
        .mapToDouble(c -> rejected[c] || left == 0 ? 0 : p[c] / left)
        .toArray();
  }

  private ClipOutcome outcome(int row, double[] posterior, FoldVerdict[] verdicts, int own) {
    var clip = clips.get(row);
    var set = votes.sets()[row];
    int size = size(set);
    boolean informative = size > 0 && size < labels.size();
    boolean open = informative && settled[row] < 0;
    double missing = open ? outside(posterior, set) : 0;
    boolean flagged = open && missing >= plan.noiseThreshold();
    int added = flagged ? best(posterior, set) : Detection.NONE;
    int proposed =
        IntStream.range(0, posterior.length)
            .reduce(0, (a, b) -> posterior[b] > posterior[a] ? b : a);

    var original = clip.candidates();
    var refined = added == Detection.NONE ? original : original.with(labels.get(added));
    var said = verdicts[own].missing[row];
    int suspected = added == Detection.NONE ? best(posterior, set) : added;
    return new ClipOutcome(
        clip.id(),
        original,
        refined,
        added == Detection.NONE ? List.of() : List.of(labels.get(added)),
        List.of(),
        labels.get(proposed),
        posterior[proposed],
        missing,
        flagged,
        informative,
        mean(verdicts[own].margins[row]),
        said.length,
        (int) Arrays.stream(said).filter(label -> label >= 0 && label == suspected).count(),
        firstFlag(row, verdicts),
        Arrays.stream(verdicts).mapToInt(verdict -> verdict.lastFlag[row]).max().orElse(0),
        Arrays.stream(verdicts).mapToInt(verdict -> verdict.flags[row]).sum(),
        trajectory(row, proposed, verdicts),
        VoteOutcome.ranked(labels, posterior),
        neighbours(row, proposed, verdicts[own]),
        evidence(row, proposed, verdicts[own]),
        true,
        VoteOutcome.ranked(labels, widened(verdicts[own].probabilities[row])));
  }

  private static int size(boolean[] set) {
    int size = 0;
    for (boolean in : set) {
      size += in ? 1 : 0;
    }
    return size;
  }

  private static double outside(double[] posterior, boolean[] set) {
    double outside = 0;
    for (int k = 0; k < set.length; k++) {
      outside += set[k] ? 0 : posterior[k];
    }
    return Math.clamp(outside, 0, 1);
  }

  /// The most probable label outside the set, -1 if the set holds all.
  private static int best(double[] posterior, boolean[] set) {
    int best = Detection.NONE;
    for (int k = 0; k < set.length; k++) {
      if (!set[k] && (best < 0 || posterior[k] > posterior[best])) {
        best = k;
      }
    }
    return best;
  }

  private static double mean(float[] margins) {
    double sum = 0;
    for (float margin : margins) {
      sum += margin;
    }
    return margins.length == 0 ? 0 : sum / margins.length;
  }

  private static int firstFlag(int row, FoldVerdict[] verdicts) {
    return Arrays.stream(verdicts)
        .mapToInt(verdict -> verdict.firstFlag[row])
        .filter(epoch -> epoch > 0)
        .min()
        .orElse(0);
  }

  /// Mean confidence in a label over the networks that learned from the clip.
  private static List<Double> trajectory(int row, int label, FoldVerdict[] verdicts) {
    var points = new ArrayList<Double>();
    for (int t = 0; t < verdicts[0].trajectory.length; t++) {
      int point = t;
      Arrays.stream(verdicts)
          .map(verdict -> verdict.trajectory[point][row])
          .filter(confidence -> confidence.length > 0)
          .mapToDouble(confidence -> confidence[label])
          .average()
          .ifPresent(points::add);
    }
    return points;
  }

  static double[] widened(float[] row) {
    return IntStream.range(0, row.length).mapToDouble(k -> row[k]).toArray();
  }

  private List<Neighbour> neighbours(int row, int proposed, FoldVerdict verdict) {
    var neighbours = new ArrayList<Neighbour>();
    for (int r = 0; r < verdict.neighbours[row].length; r++) {
      int other = verdict.neighbours[row][r];
      var label = knownLabel(other);
      neighbours.add(
          new Neighbour(
              clips.get(other).id(),
              verdict.cosines[row][r],
              clips.get(other).candidates(),
              label,
              settled[other] >= 0,
              labels.get(proposed).equals(label)));
    }
    return neighbours;
  }

  /// Confirmed, else most voted.
  private @Nullable String knownLabel(int row) {
    int label = settled[row] >= 0 ? settled[row] : votes.majority(row);
    return label < 0 ? null : labels.get(label);
  }

  private Evidence evidence(int row, int proposed, FoldVerdict verdict) {
    var clip = clips.get(row);
    int known = 0;
    int agreeing = 0;
    for (int other : verdict.neighbours[row]) {
      var label = knownLabel(other);
      known += label == null ? 0 : 1;
      agreeing += labels.get(proposed).equals(label) ? 1 : 0;
    }
    return new Evidence(
        known, agreeing, clip.voters(), VoteOutcome.overruled(clip, labels.get(proposed)));
  }

  private RefinementResult.RunFacts facts(
      List<ClipOutcome> outcomes,
      VoterModel model,
      FoldVerdict[] verdicts,
      TrustedCorrection.@Nullable Corrected corrected,
      String dataHash) {
    int classes = labels.size();
    var open =
        IntStream.range(0, outcomes.size())
            .filter(i -> outcomes.get(i).informative() && settled[i] < 0)
            .toArray();
    double eta =
        IntStream.of(open).mapToDouble(i -> outcomes.get(i).noiseProbability()).average().orElse(0);
    double meanSize =
        IntStream.of(open).mapToDouble(i -> size(votes.sets()[i])).average().orElse(1);
    double q = (meanSize - 1) / (classes - 1);
    var weights = new RunHash();
    for (var verdict : verdicts) {
      weights.add(verdict.weightsHash);
    }
    return new RefinementResult.RunFacts(
        q,
        eta,
        Schedules.kappa(q, Math.min(eta, 0.999), classes),
        model.temperature(),
        Arrays.stream(verdicts).flatMapToInt(v -> Arrays.stream(v.startEpochs)).boxed().toList(),
        IntStream.range(0, classes)
            .mapToObj(
                k -> Arrays.stream(verdicts).mapToDouble(v -> v.thresholds[k]).average().orElse(0))
            .toList(),
        (int) outcomes.stream().filter(ClipOutcome::flagged).count(),
        corrected == null ? null : corrected.worth,
        onTrusted(clips, outcomes),
        dataHash,
        RunHash.hex(weights.bytes()),
        "cpu");
  }

  /// A run measured on the gold labels of clips nobody has confirmed; none = there are none.
  static RefinementResult.@Nullable TrustedFigures onTrusted(
      List<RefinementClip> clips, List<ClipOutcome> outcomes) {
    int trusted = 0;
    int missing = 0;
    int flagged = 0;
    int hits = 0;
    int right = 0;
    for (int i = 0; i < outcomes.size(); i++) {
      var gold = clips.get(i).trusted();
      var outcome = outcomes.get(i);
      if (gold == null || clips.get(i).confirmed() != null || !outcome.informative()) {
        continue;
      }
      boolean misses = !outcome.original().contains(gold);
      trusted++;
      missing += misses ? 1 : 0;
      flagged += outcome.flagged() ? 1 : 0;
      hits += outcome.flagged() && misses ? 1 : 0;
      right += outcome.proposed().equals(gold) ? 1 : 0;
    }
    return trusted == 0
        ? null
        : new RefinementResult.TrustedFigures(
            trusted,
            missing,
            Share.of(hits, flagged),
            Share.of(hits, missing),
            Share.of(right, trusted));
  }
}
