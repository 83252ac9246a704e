package undertone.engine.refinement;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.engine.metrics.Reliability;
import undertone.engine.metrics.Share;

/// How good a run's corrections are, counted on clips whose truth it was not told.
///
/// A correction is a probable label that the votes do not put first.
///
/// @param clips clips counted
/// @param precision of the corrections, those that name the truth
/// @param recall of the clips whose votes put a wrong label first, those corrected to the truth
/// @param perClass the same by label, labels without a case left out
/// @param reliability of the probability said of each most probable label, by whether it was the
///   truth; null = too few clips to tell
public record Corrections(
    int clips,
    Share precision,
    Share recall,
    List<OfClass> perClass,
    @Nullable Reliability reliability) {

  public Corrections {
    perClass = List.copyOf(perClass);
  }

  /// @param label the class
  /// @param precision of the corrections to this label, those that are right
  /// @param recall of the clips of this class whose votes put another first, those put right
  public record OfClass(String label, Share precision, Share recall) {}

  /// One clip.
  ///
  /// @param truth its true label
  /// @param leading the label its votes put first, -1 = none leads
  /// @param proposed the run's most probable label
  /// @param corrected whether a curator would be asked to put it before the leading one
  /// @param said the run's probability of its most probable label
  record Case(int truth, int leading, int proposed, boolean corrected, double said) {

    boolean right() {
      return proposed == truth;
    }

    boolean misled() {
      return leading != truth;
    }
  }

  static Corrections of(List<String> labels, List<Case> cases) {
    var perClass = new ArrayList<OfClass>();
    for (int k = 0; k < labels.size(); k++) {
      int label = k;
      var precision =
          share(cases.stream().filter(c -> c.corrected() && c.proposed() == label).toList());
      var recall =
          share(cases.stream().filter(c -> c.truth() == label && c.leading() != label).toList());
      if (precision.of() + recall.of() > 0) {
        perClass.add(new OfClass(labels.get(k), precision, recall));
      }
    }
    return new Corrections(
        cases.size(),
        share(cases.stream().filter(Case::corrected).toList()),
        share(cases.stream().filter(Case::misled).toList()),
        perClass,
        reliability(cases));
  }

  private static @Nullable Reliability reliability(List<Case> cases) {
    var right = new boolean[cases.size()];
    for (int i = 0; i < right.length; i++) {
      right[i] = cases.get(i).right();
    }
    return Reliability.of(cases.stream().mapToDouble(Case::said).toArray(), right);
  }

  private static Share share(List<Case> cases) {
    int hits =
        (int)
            IntStream.range(0, cases.size())
                .filter(i -> cases.get(i).corrected() && cases.get(i).right())
                .count();
    return Share.of(hits, cases.size());
  }
}
