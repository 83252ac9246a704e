package undertone.engine.refinement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where the noise sits that a run has found: q and η of every label and of every voter, over the
/// clips that nobody has confirmed and whose votes exclude something.
///
/// All are expectations under what the run says of each clip, which no network said that had
/// learned from it.
///
/// @param byLabel in the order of the scheme; labels that no clip is expected to have left out
/// @param byVoter those with most clips first
public record NoiseRates(List<Rates> byLabel, List<Rates> byVoter) {

  public NoiseRates {
    byLabel = List.copyOf(byLabel);
    byVoter = List.copyOf(byVoter);
  }

  /// @param name of the label or the voter
  /// @param clips that are expected to have the label; of a voter, those it said something of
  /// @param partialRate q: of a label, the chance that it stands in a set of a clip that does not
  ///   have it; of a voter, that a wrong label stands in its sets
  /// @param noiseRate η: of a label, the share of its clips whose set lacks it; of a voter, the
  ///   share of its sets that lack the truth
  public record Rates(String name, double clips, double partialRate, double noiseRate) {}

  /// @param clips that the run was given
  public static NoiseRates of(List<RefinementClip> clips, RefinementResult result) {
    var byId = new HashMap<String, RefinementClip>();
    clips.forEach(clip -> byId.put(clip.id(), clip));
    var labels = new TreeMap<String, Sum>();
    var voters = new TreeMap<String, Sum>();
    for (var outcome : result.clips()) {
      var clip = byId.get(outcome.clip());
      if (clip == null || clip.confirmed() != null || !outcome.informative()) {
        continue;
      }
      var set = clip.candidates();
      for (var one : outcome.top()) {
        labels
            .computeIfAbsent(one.label(), _ -> new Sum())
            .add(one.probability(), set.contains(one.label()));
      }
      var p = new HashMap<String, Double>();
      outcome.top().forEach(one -> p.put(one.label(), one.probability()));
      for (var ballot : clip.ballots()) {
        if (!ballot.held().isEmpty()) {
          voters
              .computeIfAbsent(ballot.voter(), _ -> new Sum())
              .add(ballot, p, result.labels().size());
        }
      }
    }
    var byLabel = new ArrayList<Rates>();
    for (var label : result.labels()) {
      var sum = labels.get(label);
      if (sum != null && sum.clips >= 1) {
        byLabel.add(sum.rates(label));
      }
    }
    var byVoter = new ArrayList<Rates>();
    voters.forEach((name, sum) -> byVoter.add(sum.rates(name)));
    byVoter.sort(Comparator.comparingDouble(Rates::clips).reversed());
    return new NoiseRates(byLabel, byVoter);
  }

  /// What is expected, summed over clips.
  private static final class Sum {
    private double clips = 0; // that have the label, or were voted on
    private double lacking = 0; // of these, without the truth in the set
    private double others = 0; // wrong labels that could have stood in sets
    private double standing = 0; // of these, such that did

    /// Of a label: one clip that has it with the probability p.
    void add(double p, boolean inSet) {
      clips += p;
      lacking += inSet ? 0 : p;
      others += 1 - p;
      standing += inSet ? 1 - p : 0;
    }

    /// Of a voter: one of its sets, as often as it was cast.
    void add(Ballot ballot, Map<String, Double> p, int classes) {
      double held = 0;
      for (var label : ballot.held().labels()) {
        held += p.getOrDefault(label, 0.0);
      }
      held = Math.min(1, held);
      clips += ballot.times();
      lacking += ballot.times() * (1 - held);
      others += ballot.times() * (classes - 1);
      standing += ballot.times() * (ballot.held().size() - held);
    }

    Rates rates(String name) {
      return new Rates(
          name, clips, others == 0 ? 0 : standing / others, clips == 0 ? 0 : lacking / clips);
    }
  }
}
