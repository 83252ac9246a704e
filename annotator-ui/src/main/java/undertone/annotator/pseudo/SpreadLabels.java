package undertone.annotator.pseudo;

import java.util.ArrayList;
import java.util.List;
import undertone.annotator.jobs.PseudoProposals;
import undertone.corpora.pseudo.PseudoLabel;
import undertone.engine.pseudo.Gated;
import undertone.engine.pseudo.Gates;
import undertone.engine.pseudo.PseudoResult;

/// What a run says of all clips, kept in memory while somebody tries gates.
public final class SpreadLabels {
  private final PseudoProposals.Ran ran;
  private final List<Gated> pool = new ArrayList<>();
  private final List<PseudoResult.Judged> judged = new ArrayList<>();
  private final boolean machines;

  SpreadLabels(PseudoProposals.Ran ran, List<PseudoLabel> rows) {
    this.ran = ran;
    boolean someVote = false;
    for (var one : rows) {
      if (one.truth() != null) {
        judged.add(
            new PseudoResult.Judged(
                one.clip().toString(),
                ran.labels().indexOf(one.truth()),
                ran.labels().indexOf(one.label()),
                one.confidence()));
      } else if (one.proposable()) {
        pool.add(PseudoProposals.Stored.of(one, ran.labels()));
      }
      someVote |= one.agreeing().machines() > 0;
    }
    machines = someVote;
  }

  /// Ids, in the order of all figures.
  public List<String> labels() {
    return ran.labels();
  }

  /// Networks that may agree.
  public int folds() {
    return ran.folds();
  }

  /// Modalities that may agree; 0 = there is one only.
  public int modalities() {
    return ran.modalities();
  }

  /// Whether any voting model agrees anywhere.
  public boolean machines() {
    return machines;
  }

  /// What gates would let through, label by label.
  public List<Gates.Preview> preview(Gates gates) {
    return gates.preview(pool, judged);
  }
}
