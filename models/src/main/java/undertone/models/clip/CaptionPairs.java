package undertone.models.clip;

import java.util.Arrays;

/// Which texts of a batch belong to which clips, `[N,M]`: shares that sum to 1 over each clip's
/// texts, and pairs of which nobody can say whether they belong together.
public final class CaptionPairs {
  private final float[][] shares; // Q [N,M]
  private final boolean[][] banded; // [N,M]

  private CaptionPairs(float[][] shares, boolean[][] banded) {
    this.shares = shares;
    this.banded = banded;
  }

  /// Each clip has one text, its own: plain CLIP.
  public static CaptionPairs own(int clips) {
    var weights = new float[clips][clips];
    for (int i = 0; i < clips; i++) {
      weights[i][i] = 1;
    }
    return of(weights, new boolean[clips][clips]);
  }

  /// Each clip has some texts of its own, with equal weight.
  ///
  /// @param owners clip of each text `[M]`
  public static CaptionPairs owned(int clips, int[] owners) {
    var weights = new float[clips][owners.length];
    for (int j = 0; j < owners.length; j++) {
      weights[owners[j]][j] = 1;
    }
    return of(weights, new boolean[clips][owners.length]);
  }

  /// Soft targets.
  ///
  /// @param weights 0 or more, `[N,M]`; rows are scaled to sum to 1, each needs a positive weight
  /// @param banded pairs that count neither as positive nor as negative; none with a weight
  public static CaptionPairs of(float[][] weights, boolean[][] banded) {
    var shares = new float[weights.length][];
    for (int i = 0; i < weights.length; i++) {
      double sum = 0;
      for (int j = 0; j < weights[i].length; j++) {
        if (!(weights[i][j] >= 0) || (weights[i][j] > 0 && banded[i][j])) {
          throw new IllegalArgumentException(
              "Pair %d, %d has the weight %s%s; a weight is 0 or more, and 0 where the pair is uncertain."
                  .formatted(i, j, weights[i][j], banded[i][j] ? " and is uncertain" : ""));
        }
        sum += weights[i][j];
      }
      if (!(sum > 0)) {
        throw new IllegalArgumentException("Clip %d of the batch has no text.".formatted(i));
      }
      shares[i] = new float[weights[i].length];
      for (int j = 0; j < weights[i].length; j++) {
        shares[i][j] = (float) (weights[i][j] / sum);
      }
    }
    return new CaptionPairs(
        shares, Arrays.stream(banded).map(boolean[]::clone).toArray(boolean[][]::new));
  }

  public int clips() {
    return shares.length;
  }

  public int texts() {
    return shares[0].length;
  }

  /// Share of text j in what clip i should find.
  public float share(int i, int j) {
    return shares[i][j];
  }

  /// Whether pair i, j is left out.
  public boolean banded(int i, int j) {
    return banded[i][j];
  }

  /// Q, row after row `[N*M]`.
  float[] ofClips() {
    var flat = new float[clips() * texts()];
    for (int i = 0; i < clips(); i++) {
      System.arraycopy(shares[i], 0, flat, i * texts(), texts());
    }
    return flat;
  }

  /// Q with columns scaled to sum to 1, in the same places `[N*M]`; a text without a clip stays 0.
  float[] ofTexts() {
    var flat = ofClips();
    for (int j = 0; j < texts(); j++) {
      double sum = 0;
      for (int i = 0; i < clips(); i++) {
        sum += shares[i][j];
      }
      for (int i = 0; i < clips() && sum > 0; i++) {
        flat[i * texts() + j] = (float) (shares[i][j] / sum);
      }
    }
    return flat;
  }

  /// `kept` where a pair counts and `left` where it is banded, row after row `[N*M]`.
  float[] band(float kept, float left) {
    var flat = new float[clips() * texts()];
    for (int i = 0; i < clips(); i++) {
      for (int j = 0; j < texts(); j++) {
        flat[i * texts() + j] = banded[i][j] ? left : kept;
      }
    }
    return flat;
  }
}
