package undertone.corpora.vote;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import undertone.corpora.CandidateSet;

/// How far the people are apart who voted on a clip.
///
/// The degree is the mean of two shares: of the pairs of people whose first choices differ, and of
/// what is left when labels two people share are taken out of their sets (one minus the Dice
/// coefficient pooled over all pairs). Where all put the same label first there is no disagreement,
/// whatever else they hold possible.
final class Dissent {

  private Dissent() {}

  /// @param held what each person holds; who holds nothing does not count
  /// @return 0 they agree, or fewer than two hold something .. 1000 no two share a first choice or
  ///   any label
  static int degree(List<CandidateSet> held) {
    var firsts = new HashMap<String, Integer>();
    var holders = new HashMap<String, Integer>();
    int people = 0;
    for (var set : held) {
      if (!set.isEmpty()) {
        people++;
        firsts.merge(set.labels().getFirst(), 1, Integer::sum);
        set.labels().forEach(label -> holders.merge(label, 1, Integer::sum));
      }
    }
    if (firsts.size() < 2) {
      return 0;
    }
    double choices = 1 - (double) pairs(firsts) / ((long) people * (people - 1));
    long named = holders.values().stream().mapToLong(Integer::longValue).sum();
    double sets = 1 - (double) pairs(holders) / ((people - 1) * named);
    return (int) Math.round(500 * (choices + sets));
  }

  /// Ordered pairs of people who agree, over all labels.
  private static long pairs(Map<String, Integer> counts) {
    return counts.values().stream().mapToLong(n -> (long) n * (n - 1)).sum();
  }
}
