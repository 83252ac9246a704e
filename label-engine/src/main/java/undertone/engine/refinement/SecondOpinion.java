package undertone.engine.refinement;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What somebody outside the run says of its clips, such as a network that learned from other data
/// or a reader of captions. It is no vote: confirmed clips tell how far it is to be believed
/// ([TrustedCorrection]), and without them it is not heard at all.
public final class SecondOpinion {
  private final String from;
  private final float[] @Nullable [] p; // [N,K]

  /// @param from who says so
  /// @param p probability of each label, one row per clip of the input `[N,K]`; null = cannot tell
  public SecondOpinion(String from, float[] @Nullable [] p) {
    this.from = from;
    this.p = p.clone();
  }

  /// Whether it would be heard at all where so many clips are confirmed.
  public static boolean heard(long confirmed) {
    return confirmed >= TrustedCorrection.FEWEST;
  }

  public String from() {
    return from;
  }

  int clips() {
    return p.length;
  }

  void mustTell(List<String> labels) {
    for (var row : p) {
      if (row != null && row.length != labels.size()) {
        throw new IllegalArgumentException(
            "Bug: %s tells %d labels apart where the run has %d."
                .formatted(from, row.length, labels.size()));
      }
    }
  }

  /// Centred log-probabilities by row `[N,K]`; whoever cannot tell prefers nothing.
  public double[][] preferences(int[] order, int classes) {
    var preferences = new double[order.length][];
    Arrays.setAll(
        preferences,
        row -> {
          var said = p[order[row]];
          return said == null
              ? new double[classes]
              : Softmax.preferences(TrustedCorrection.doubles(said));
        });
    return preferences;
  }

  void addTo(RunHash hash, int clip) {
    var said = p[clip];
    hash.add(from);
    if (said != null) {
      hash.add(said);
    }
  }
}
