package undertone.annotator.search;

import java.util.HashMap;
import java.util.Map;
import undertone.corpora.ClipId;
import undertone.corpora.vote.VoteScan;

/// How far all voters of each clip are apart, people, machines and crowds alike.
final class Dissents implements VoteScan.Reader {
  private final Map<ClipId, Map<String, Integer>> firsts = new HashMap<>();

  @Override
  public void row(VoteScan.Row row) {
    var counts = firsts.computeIfAbsent(row.clip(), _ -> new HashMap<>());
    if (row.tally().isEmpty()) {
      row.held().first().ifPresent(label -> counts.merge(label, 1, Integer::sum));
    } else {
      row.tally().forEach((label, people) -> counts.merge(label, people, Integer::sum));
    }
  }

  /// Of each clip with two first choices or more the share that is not the most frequent, 0..1.
  Map<ClipId, Double> shares() {
    var shares = new HashMap<ClipId, Double>();
    firsts.forEach((clip, counts) -> {
      int all = counts.values().stream().mapToInt(Integer::intValue).sum();
      if (all > 1) {
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        shares.put(clip, 1 - (double) most / all);
      }
    });
    return shares;
  }
}
