package undertone.annotator.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import undertone.corpora.ClipId;
import undertone.corpora.vote.TrackRecords;
import undertone.engine.metrics.Share;

/// How a model's votes fared on settled clips that it has not learned from.
///
/// @param first clips whose truth it put first
/// @param held clips whose truth is among what it holds possible
/// @param setSize labels it holds possible on average; 0 = nothing to go by
/// @param learned settled clips it has voted on that it learned from, which are left out
/// @param labels of each label how often it put it first, and how often that was right
public record TrackRecord(
    Share first, Share held, double setSize, int learned, List<OfLabel> labels) {

  /// Precision of one label.
  public record OfLabel(String label, Share right) {}

  public TrackRecord {
    labels = List.copyOf(labels);
  }

  /// @param order ids of labels, in the order they are told in
  /// @param learned clips the model learned from
  static TrackRecord of(List<TrackRecords.Judged> judged, List<String> order, Set<ClipId> learned) {
    var said = new LinkedHashMap<String, Integer>();
    var right = new LinkedHashMap<String, Integer>();
    order.forEach(label -> said.put(label, 0));
    int first = 0;
    int held = 0;
    int labels = 0;
    int all = 0;
    for (var one : judged) {
      if (learned.contains(one.clip())) {
        continue;
      }
      all++;
      labels += one.held().size();
      held += one.held().labels().contains(one.truth()) ? 1 : 0;
      var put = one.held().first().orElse("");
      said.merge(put, 1, Integer::sum);
      if (put.equals(one.truth())) {
        first++;
        right.merge(put, 1, Integer::sum);
      }
    }
    var byLabel = new ArrayList<OfLabel>();
    for (var label : order) {
      byLabel.add(
          new OfLabel(label, Share.of(right.getOrDefault(label, 0), said.getOrDefault(label, 0))));
    }
    return new TrackRecord(
        Share.of(first, all),
        Share.of(held, all),
        all == 0 ? 0 : (double) labels / all,
        judged.size() - all,
        byLabel);
  }
}
