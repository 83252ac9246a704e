package undertone.annotator.jobs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import undertone.corpora.vote.Vote;

/// Shares of the votes that labels have.
final class VoteShares {

  private VoteShares() {}

  /// Each vote is spread evenly over what it holds possible; a tally by its counts.
  ///
  /// @param labels that count; others are left out
  static Map<String, Double> of(List<Vote> votes, List<String> labels) {
    var shares = new LinkedHashMap<String, Double>();
    for (var vote : votes) {
      var held = vote.tally().isEmpty() ? vote.candidates().labels() : vote.tally().keySet();
      var known = held.stream().filter(labels::contains).toList();
      double of = known.stream().mapToDouble(label -> vote.tally().getOrDefault(label, 1)).sum();
      known.forEach(
          label -> shares.merge(label, vote.tally().getOrDefault(label, 1) / of, Double::sum));
    }
    shares.values().removeIf(share -> !(share > 0));
    double all = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    shares.replaceAll((_, share) -> share / all);
    return shares;
  }
}
