package undertone.engine.refinement;

import java.util.Arrays;

/// What a network believes of the clips it learns from, and how that changes with each look.
final class Believing {
  private final CandidateTable table;
  private final Targets targets;
  private final float[][] lastPass; // [N,K], for the next pass; null = not looked at yet
  private final float[] ratios; // best inside / best outside, of clips looked at in this epoch
  private int looked;
  private double admitted; // λ: weight of labels outside the set

  Believing(CandidateTable table, Targets targets) {
    this.table = table;
    this.targets = targets;
    lastPass = new float[table.rows()][];
    ratios = new float[table.rows()];
  }

  /// λ, how much labels outside a set weigh.
  double admitted() {
    return admitted;
  }

  /// Goes on with another network's λ.
  void admit(double otherAdmitted) {
    admitted = otherAdmitted;
  }

  /// The label that stands for the clip while learning: the best candidate, or the best label at
  /// all where those outside the set are let in and lead clearly enough, or explain the votes.
  int working(int row, float[] p) {
    return switch (targets) {
      case MITIGATED -> best(row, p);
      case FORWARD -> table.explaining(row, p);
      default -> table.best(row, p);
    };
  }

  /// Takes one look into account.
  ///
  /// @param momentum φ
  /// @return whether the look speaks against the set
  boolean believe(int row, float[] p, float[] c, double momentum) {
    switch (targets) {
      case PROTOTYPES, RELIABLE -> table.believe(row, c, momentum);
      case OWN -> table.replace(row, p);
      case LAST_PASS -> lastPass[row] = p;
      case FORWARD -> table.explain(row, p);
      case FIXED -> {}
      case MITIGATED -> {
        int inside = Detection.bestWhere(c, table.set(row), true);
        int outside = Detection.bestWhere(c, table.set(row), false);
        if (inside >= 0 && outside >= 0 && table.isOpen(row)) {
          ratios[looked++] = c[inside] / Math.max(c[outside], 1e-12f);
        }
        int believed = best(row, c);
        table.believe(row, believed, momentum);
        return !table.set(row)[believed];
      }
    }
    return false;
  }

  private int best(int row, float[] scores) {
    int best = 0;
    double most = -1;
    for (int j = 0; j < scores.length; j++) {
      boolean open = table.isOpen(row);
      double score = scores[j] * (table.set(row)[j] ? 1 : open ? admitted : 0);
      if (score > most) {
        most = score;
        best = j;
      }
    }
    return best;
  }

  /// @param outside share of clips whose best label of all lies outside their set: what stands for
  ///   the noise rate η that nobody knows
  /// @param ready whether the network knows enough to doubt a set
  void endOfEpoch(double outside, boolean ready) {
    for (int row = 0; row < lastPass.length; row++) {
      if (lastPass[row] != null) {
        table.replace(row, lastPass[row]);
      }
    }
    Arrays.fill(lastPass, null);
    if (ready && looked > 0) {
      Arrays.sort(ratios, 0, looked);
      admitted = Math.min(1, ratios[(int) (Math.clamp(outside, 0, 1) * (looked - 1))]);
    }
    looked = 0;
  }
}
