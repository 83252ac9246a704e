package undertone.engine.aggregation;

import java.util.BitSet;

/// What can be seen of one rule before anything is learned.
///
/// @param coverage share of items the rule says something of
/// @param overlap share of items of which another rule says something as well
/// @param conflict share of items where another rule says something else
/// @param polarity the labels the rule ever gives
/// @param right votes of the rule that are the gold label
/// @param judged votes of the rule on items with a gold label; 0 = accuracy unknown
public record RuleDiagnostics(
    double coverage, double overlap, double conflict, BitSet polarity, int right, int judged) {

  /// @param gold `[N]`, −1 = unknown
  /// @return one per voter `[M]`
  public static RuleDiagnostics[] of(Votes votes, int[] gold) {
    int rules = votes.voters();
    var covered = new int[rules];
    var overlaps = new int[rules];
    var conflicts = new int[rules];
    var right = new int[rules];
    var judged = new int[rules];
    var polarity = new BitSet[rules];
    for (int j = 0; j < rules; j++) {
      polarity[j] = new BitSet();
    }
    for (int i = 0; i < votes.items(); i++) {
      for (int p = votes.from(i); p < votes.to(i); p++) {
        int rule = votes.voter(p);
        int said = votes.label(p);
        boolean met = false;
        boolean contradicted = false;
        for (int q = votes.from(i); q < votes.to(i); q++) {
          met |= votes.voter(q) != rule;
          contradicted |= votes.voter(q) != rule && votes.label(q) != said;
        }
        covered[rule]++;
        overlaps[rule] += met ? 1 : 0;
        conflicts[rule] += contradicted ? 1 : 0;
        judged[rule] += gold[i] >= 0 ? 1 : 0;
        right[rule] += gold[i] == said ? 1 : 0;
        polarity[rule].set(said);
      }
    }
    var all = new RuleDiagnostics[rules];
    double items = Math.max(1, votes.items());
    for (int j = 0; j < rules; j++) {
      all[j] =
          new RuleDiagnostics(
              covered[j] / items,
              overlaps[j] / items,
              conflicts[j] / items,
              polarity[j],
              right[j],
              judged[j]);
    }
    return all;
  }
}
