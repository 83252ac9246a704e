package undertone.engine.refinement;

/// An earlier run cannot be gone on from; said before anything is learned.
public final class EarlierRunException extends IllegalArgumentException {

  /// Why not.
  public enum Why {
    /// It left nothing, or not all of it can be read.
    GONE("The earlier run has left nothing to go on from, or its files are damaged (%s%s)"),
    LABELS("The earlier run knew the labels %s, this one has %s"),
    WAY("The earlier run learned by %s, this one is to learn by %s"),
    FOLDS("The earlier run has %s folds, this one is to have %s"),
    NETWORKS("The earlier run has networks of another kind (%s, this one %s)"),
    FEATURES("The earlier run read %s numbers per clip, now there are %s"),
    /// Clips that belong together now were in different folds.
    GROUPS(
        "Networks of the earlier run have learned from clips that they would have to judge (%s%s)");

    private final String pattern;

    Why(String pattern) {
      this.pattern = pattern;
    }
  }

  private final Why why;
  private final String then;
  private final String now;

  EarlierRunException(Why why, Object then, Object now) {
    super(why.pattern.formatted(then, now) + "; start from scratch.");
    this.why = why;
    this.then = String.valueOf(then);
    this.now = String.valueOf(now);
  }

  public Why why() {
    return why;
  }

  /// What the earlier run had; of [Why#GONE] the missing piece, of [Why#GROUPS] the group.
  public String then() {
    return then;
  }

  /// What this run has; empty where there is nothing to compare.
  public String now() {
    return now;
  }
}
