package undertone.engine.search;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import undertone.corpora.ClipId;

/// A clip that was found, once, whatever of it was.
///
/// @param score how surprising it is that the clip fits so well, 0 or more, summed over the ways of
///   the search; candidates of one search are compared with each other, so it says nothing beyond
///   the order
/// @param best what of the clip fits best
/// @param caption the caption that fits best, or the sentence of one that does; null = none was
///   found
/// @param moment the stretch that fits best; null = none was found, or the whole clip fits as well
/// @param ranks its place in each ranking that it was found by, from 1: `words` or a model's id
public record SearchHit(
    ClipId clip,
    double score,
    SearchEntry best,
    @Nullable SearchEntry caption,
    @Nullable SearchEntry moment,
    Map<String, Integer> ranks) {
  public SearchHit {
    ranks = Map.copyOf(ranks);
  }
}
