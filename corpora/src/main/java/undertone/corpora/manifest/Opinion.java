package undertone.corpora.manifest;

import java.util.List;
import undertone.corpora.CandidateSet;

/// What one named voter holds possible of one clip.
///
/// @param ranked whether the order is the voter's order of belief
/// @param labels scheme labels; words outside the scheme stand as [#OTHER], once, where the first
///   of them stood
/// @param others the words outside the scheme, as written
public record Opinion(boolean ranked, CandidateSet labels, List<String> others) {

  /// Stands in a candidate set for words that the scheme does not know.
  public static final String OTHER = "other";

  public Opinion {
    others = List.copyOf(others);
  }

  /// The candidate set this opinion amounts to: the first `k` of a ranking, else all labels.
  public CandidateSet candidates(int k) {
    return ranked ? labels.top(k) : labels;
  }
}
