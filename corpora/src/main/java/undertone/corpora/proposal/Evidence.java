package undertone.corpora.proposal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Why a run suggests what it suggests, as it is shown to the curator.
///
/// @param before probability of each label from the votes alone
/// @param after probability of each label by the run
/// @param agreeing of the nearest clips, how many hold the proposed label (confirmed or majority)
/// @param neighbours the nearest clips, nearest first
/// @param voters how many voters hold a standing vote
/// @param overruled how many of them do not hold the proposed label
/// @param viewsAgree share of the augmented views that flagged the clip with the same label, 0..1
/// @param flags in how many epochs the clip was flagged
/// @param trajectory probability of the proposed label over training, at most 16 points
/// @param outOfFold whether the clip was judged only by models that had not trained on it
/// @param content probability of each label from the clip alone, by a model that had not trained on
///   it; empty where no model looked, and in evidence of older runs
/// @param written the caption that speaks of another label; null where none was read
/// @param spread who else would call it the same; null where no label was spread
public record Evidence(
    Map<String, Double> before,
    Map<String, Double> after,
    int agreeing,
    List<Neighbour> neighbours,
    int voters,
    int overruled,
    double viewsAgree,
    int flags,
    List<Double> trajectory,
    boolean outOfFold,
    Map<String, Double> content,
    @Nullable Written written,
    @Nullable Spread spread) {

  public Evidence {
    // Jackson hands over null for what older evidence does not name.
    content = Objects.requireNonNullElse(content, Map.of());
  }

  /// Evidence of votes and clip weighed together, the clip's own not kept apart.
  public Evidence(
      Map<String, Double> before,
      Map<String, Double> after,
      int agreeing,
      List<Neighbour> neighbours,
      int voters,
      int overruled,
      double viewsAgree,
      int flags,
      List<Double> trajectory,
      boolean outOfFold) {
    this(
        before,
        after,
        agreeing,
        neighbours,
        voters,
        overruled,
        viewsAgree,
        flags,
        trajectory,
        outOfFold,
        Map.of(),
        null,
        null);
  }

  /// Evidence of what was written of a clip, against the votes.
  ///
  /// @param before probability of each label from the votes alone
  /// @param after probability of each label by the caption alone
  public static Evidence of(
      Written written,
      Map<String, Double> before,
      Map<String, Double> after,
      int voters,
      int overruled) {
    return new Evidence(
        before, after, 0, List.of(), voters, overruled, 0, 0, List.of(), true, Map.of(), written,
        null);
  }

  /// Evidence of a label that was spread from others.
  ///
  /// @param before probability of each label from the votes alone; empty = there are none
  /// @param after probability of each label by the run
  /// @param agreeing of the nearest labelled clips, how many carry the label
  public static Evidence of(
      Spread spread,
      Map<String, Double> before,
      Map<String, Double> after,
      int agreeing,
      List<Neighbour> neighbours,
      int voters,
      int overruled) {
    return new Evidence(
        before,
        after,
        agreeing,
        neighbours,
        voters,
        overruled,
        0,
        0,
        List.of(),
        true,
        Map.of(),
        null,
        spread);
  }

  /// Who else would call a clip what a run that spreads labels calls it.
  ///
  /// @param folds networks, each of which learned from other labelled clips
  /// @param ofFolds how many there are
  /// @param modalities such as face and voice, each judged alone
  /// @param ofModalities how many there are; 0 = one only
  /// @param threshold least confidence its label had to have, 0..1
  public record Spread(
      int folds, int ofFolds, int modalities, int ofModalities, double threshold) {}

  /// What somebody wrote of the clip.
  ///
  /// @param language a tag such as `en`
  public record Written(String text, String language) {}

  /// Whether nothing but votes was looked at.
  public boolean ofVotesOnly() {
    return content.isEmpty()
        && neighbours.isEmpty()
        && flags == 0
        && written == null
        && spread == null;
  }

  /// @param cosine likeness in the run's embedding, -1..1
  /// @param label confirmed or majority label when the run looked; empty if none
  /// @param confirmed whether a curator had settled it
  public record Neighbour(long clip, double cosine, String label, boolean confirmed) {}
}
