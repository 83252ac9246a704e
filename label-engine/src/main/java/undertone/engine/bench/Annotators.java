package undertone.engine.bench;

/// Who is simulated where a table does not name its voters.
///
/// @param count how many; 0 = ten where the method must know who voted, else none
/// @param least ability of the least able, the chance that they hold on to what they took
/// @param most ability of the most able; the others lie evenly between
/// @param ofGold whether they all look at a clip's gold label, whatever the table has of votes;
///   else each takes one of the crowd's votes
public record Annotators(int count, double least, double most, boolean ofGold) {
  /// As many as a method needs.
  public static final Annotators AS_NEEDED = new Annotators(0, .5, .95, false);

  public Annotators {
    if (count < 0) {
      throw new IllegalArgumentException(
          "--annotators must be at least 0 but is %d.".formatted(count));
    }
    if (!(least >= 0 && least <= most && most <= 1)) {
      throw new IllegalArgumentException(
          "--abilities go from 0 to 1, the least able first, as in .45-.85, and not %s-%s."
              .formatted(least, most));
    }
  }

  /// As many, of the usual abilities.
  public static Annotators of(int count) {
    return new Annotators(count, AS_NEEDED.least, AS_NEEDED.most, false);
  }

  /// The same with abilities that a command line names.
  ///
  /// @param written such as `.45-.85`
  public Annotators of(String written) {
    var ends = written.split("-", -1);
    try {
      if (ends.length == 2) {
        return new Annotators(
            count, Double.parseDouble(ends[0]), Double.parseDouble(ends[1]), ofGold);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "--abilities go from one number to another, as in .45-.85, and not \"%s\"."
            .formatted(written));
  }
}
