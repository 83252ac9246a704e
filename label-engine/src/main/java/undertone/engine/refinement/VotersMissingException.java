package undertone.engine.refinement;

/// A method that weighs voters was given too few of them, or a crowd without names.
public final class VotersMissingException extends IllegalArgumentException {
  private final String method;
  private final boolean anonymous;
  private final int least;
  private final int found;

  VotersMissingException(String method, boolean anonymous, int least, int found) {
    super(
        anonymous
            ? "%s needs to know who voted, but votes here are anonymous counts; choose majority or a method that looks at clips."
                .formatted(method)
            : "%s needs at least %d voters but found %d; choose majority or a method that looks at clips."
                .formatted(method, least, found));
    this.method = method;
    this.anonymous = anonymous;
    this.least = least;
    this.found = found;
  }

  public String method() {
    return method;
  }

  /// Whether there are voters, but some go by one name.
  public boolean isAnonymous() {
    return anonymous;
  }

  public int least() {
    return least;
  }

  public int found() {
    return found;
  }
}
