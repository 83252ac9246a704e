package undertone.corpora.proposal;

import org.jspecify.annotations.Nullable;
import undertone.corpora.clip.ClipFilter;

/// Which open proposals to look at; a null field does not narrow.
///
/// @param from label most voters put first; empty for clips without a label
/// @param to label proposed
/// @param minNoise 0..1
/// @param minProbability of the proposed label, 0..1
/// @param overruled name of a voter who holds something else than the proposed label
/// @param near the clip in the middle of a group of clips that look alike
/// @param clips what the clips themselves are narrowed to, as the list of clips is
public record ReviewFilter(
    @Nullable String from,
    @Nullable String to,
    @Nullable Double minNoise,
    @Nullable Double minProbability,
    @Nullable ProposalKind kind,
    @Nullable String overruled,
    @Nullable Long near,
    ClipFilter clips) {

  public static final ReviewFilter ALL = new ReviewFilter(null, null, null, null, null, null, null);

  /// Whatever the clips.
  public ReviewFilter(
      @Nullable String from,
      @Nullable String to,
      @Nullable Double minNoise,
      @Nullable Double minProbability,
      @Nullable ProposalKind kind,
      @Nullable String overruled,
      @Nullable Long near) {
    this(from, to, minNoise, minProbability, kind, overruled, near, ClipFilter.ALL);
  }

  /// The proposals that go against what a voter holds.
  public static ReviewFilter overruling(String voter) {
    return new ReviewFilter(null, null, null, null, null, voter, null);
  }

  /// The proposals on clips that look like one of them.
  public static ReviewFilter near(long middle) {
    return new ReviewFilter(null, null, null, null, null, null, middle);
  }

  /// The same, of one move alone.
  ///
  /// @param from empty for clips without a label
  public ReviewFilter moving(String from, String to) {
    return new ReviewFilter(from, to, minNoise, minProbability, kind, overruled, near, clips);
  }

  /// The same, from a noise and a probability on; null = from any on.
  public ReviewFilter atLeast(@Nullable Double noise, @Nullable Double probability) {
    return new ReviewFilter(from, to, noise, probability, kind, overruled, near, clips);
  }

  /// The same, of some clips alone.
  public ReviewFilter of(ClipFilter some) {
    return new ReviewFilter(from, to, minNoise, minProbability, kind, overruled, near, some);
  }

  /// The proposals that move one label to another.
  public static ReviewFilter move(@Nullable String from, @Nullable String to) {
    return new ReviewFilter(from, to, null, null, null, null, null);
  }
}
