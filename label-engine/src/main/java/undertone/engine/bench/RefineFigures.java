package undertone.engine.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import undertone.engine.metrics.Accuracy;
import undertone.engine.metrics.Auroc;
import undertone.engine.metrics.CalibrationError;
import undertone.engine.metrics.FlagQuality;
import undertone.engine.metrics.GivenLabelBaseline;
import undertone.engine.metrics.ReviewLift;
import undertone.engine.refinement.ClipOutcome;
import undertone.engine.refinement.RefinementClip;
import undertone.engine.refinement.RefinementResult;

/// What a refinement was worth, measured on the clips of a table whose truth it never learned.
final class RefineFigures {
  private static final int BASELINE_FOLDS = 5;

  private RefineFigures() {}

  /// One measured clip.
  private record Case(int truth, int first, int proposed, boolean missing, ClipOutcome outcome) {}

  static Map<String, Object> of(BenchTable table, RefinementResult result) {
    var cases = new ArrayList<Case>();
    var groups = new ArrayList<String>();
    var groupOf = new LinkedHashMap<String, String>();
    table.clips().forEach(c -> groupOf.put(c.id(), c.group()));
    for (var outcome : result.clips()) {
      var truth = table.truths().get(outcome.clip());
      var first = table.firstChoice().get(outcome.clip());
      if (truth != null && first != null) {
        cases.add(
            new Case(
                table.scheme().indexOf(truth),
                table.scheme().indexOf(first),
                table.scheme().indexOf(outcome.proposed()),
                !outcome.original().contains(truth),
                outcome));
        groups.add(groupOf.getOrDefault(outcome.clip(), outcome.clip()));
      }
    }
    int n = cases.size();
    var truths = cases.stream().mapToInt(Case::truth).toArray();
    var firsts = cases.stream().mapToInt(Case::first).toArray();
    var noise = cases.stream().mapToDouble(c -> c.outcome().noiseProbability()).toArray();
    var missing = new boolean[n];
    var flagged = new boolean[n];
    var fold = new int[n];
    int missingAfter = 0;
    for (int i = 0; i < n; i++) {
      var one = cases.get(i);
      missing[i] = one.missing();
      flagged[i] = one.outcome().flagged();
      fold[i] = Math.floorMod(groups.get(i).hashCode(), BASELINE_FOLDS);
      var truth = table.scheme().labels().get(one.truth()).id();
      missingAfter += one.outcome().refined().contains(truth) ? 0 : 1;
    }
    var flags = FlagQuality.of(flagged, missing);
    var metrics = new LinkedHashMap<String, Object>();
    metrics.put("accuracyBefore", Accuracy.of(firsts, truths));
    metrics.put(
        "accuracyAfter", Accuracy.of(cases.stream().mapToInt(Case::proposed).toArray(), truths));
    metrics.put("truthMissingBefore", share(missing));
    metrics.put("truthMissingAfter", (double) missingAfter / n);
    metrics.put("aurocNoise", Auroc.of(noise, missing));
    metrics.put(
        "aurocGivenLabel",
        GivenLabelBaseline.auroc(
            firsts, missing, fold, table.scheme().labels().size(), BASELINE_FOLDS));
    metrics.put("flagPrecision", flags.precision().value());
    metrics.put("flagRecall", flags.recall().value());
    metrics.put("flaggedShare", share(flagged));
    metrics.put("reviewTop10Lift", ReviewLift.topTenth(noise, missing));
    putWrong(metrics, table, cases);
    metrics.put("ece", CalibrationError.of(noise, missing));
    metrics.put("partialRate", result.facts().partialRate());
    metrics.put("noiseRate", result.facts().noiseRate());
    metrics.put("perClass", perClass(table, cases));
    return metrics;
  }

  /// How well the clips are found whose votes put a wrong label first, beside what their votes'
  /// disagreement alone would find.
  private static void putWrong(Map<String, Object> metrics, BenchTable table, List<Case> cases) {
    var entropies = new HashMap<String, Double>();
    table.clips().forEach(clip -> entropies.put(clip.id(), entropy(clip)));
    var wrong = new boolean[cases.size()];
    var doubt = new double[cases.size()];
    var entropy = new double[cases.size()];
    for (int i = 0; i < wrong.length; i++) {
      var one = cases.get(i);
      var first = table.scheme().labels().get(one.first()).id();
      wrong[i] = one.first() != one.truth();
      doubt[i] =
          1
              - one.outcome().top().stream()
                  .filter(p -> p.label().equals(first))
                  .mapToDouble(ClipOutcome.LabelProbability::probability)
                  .sum();
      entropy[i] = entropies.getOrDefault(one.outcome().clip(), 0.0);
    }
    metrics.put("aurocFirstWrong", Auroc.of(doubt, wrong));
    metrics.put("aurocVoteEntropy", Auroc.of(entropy, wrong));
    metrics.put("reviewTop10LiftWrong", ReviewLift.topTenth(doubt, wrong));
  }

  /// Of the labels in a clip's ballots, each ballot spread evenly over its set.
  private static double entropy(RefinementClip clip) {
    var shares = new HashMap<String, Double>();
    double all = 0;
    for (var ballot : clip.ballots()) {
      for (var label : ballot.held().labels()) {
        shares.merge(label, (double) ballot.times() / ballot.held().size(), Double::sum);
      }
      all += ballot.held().isEmpty() ? 0 : ballot.times();
    }
    double entropy = 0;
    for (double share : shares.values()) {
      entropy -= share / all * Math.log(share / all);
    }
    return entropy;
  }

  private static Map<String, Object> perClass(BenchTable table, List<Case> cases) {
    var perClass = new LinkedHashMap<String, Object>();
    for (int label = 0; label < table.scheme().labels().size(); label++) {
      int k = label;
      var mine = cases.stream().filter(c -> c.truth() == k).toList();
      if (!mine.isEmpty()) {
        perClass.put(
            table.scheme().labels().get(k).id(),
            new OfLabel(
                mine.size(),
                (double) mine.stream().filter(c -> c.first() == k).count() / mine.size(),
                (double) mine.stream().filter(c -> c.proposed() == k).count() / mine.size()));
      }
    }
    return perClass;
  }

  private record OfLabel(int clips, double accuracyBefore, double accuracyAfter) {}

  private static double share(boolean[] flags) {
    int set = 0;
    for (boolean flag : flags) {
      set += flag ? 1 : 0;
    }
    return (double) set / flags.length;
  }
}
