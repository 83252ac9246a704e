package undertone.engine.voters;

import java.util.ArrayList;
import java.util.List;
import undertone.corpora.CandidateSet;

/// How a model that gives probabilities says them as a candidate set: the fewest labels that
/// together carry four fifths, the most probable first; one at least, three at most.
public final class LikelySet {
  /// What a set carries of the probability. Where the probabilities are calibrated, it then holds
  /// the truth of about four clips in five.
  static final double CARRIED = 0.8;

  /// More labels than these would say next to nothing.
  static final int MOST_LABELS = 3;

  private LikelySet() {}

  /// @param choices most probable first
  public static CandidateSet of(List<Choice> choices) {
    var held = new ArrayList<String>();
    double carried = 0;
    for (var choice : choices) {
      if (held.size() == MOST_LABELS || carried >= CARRIED) {
        break;
      }
      held.add(choice.label());
      carried += choice.probability();
    }
    return new CandidateSet(held);
  }
}
