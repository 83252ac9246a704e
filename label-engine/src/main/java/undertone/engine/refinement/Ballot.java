package undertone.engine.refinement;

import undertone.corpora.CandidateSet;

/// What one voter holds possible of one clip.
///
/// @param voter who; the anonymous crowd may share one name
/// @param held the labels; none = looked and cannot tell
/// @param ordered whether the order of the labels is the voter's order of belief
/// @param times how many people cast this same ballot, at least 1 (counts of an anonymous crowd)
public record Ballot(String voter, CandidateSet held, boolean ordered, int times) {

  public Ballot {
    if (times < 1) {
      throw new IllegalArgumentException(
          "A ballot of %s was cast %d times; at least once is needed.".formatted(voter, times));
    }
  }

  /// Labels in no order.
  public static Ballot of(String voter, CandidateSet held) {
    return new Ballot(voter, held, false, 1);
  }

  /// Labels in order of belief.
  public static Ballot ranked(String voter, CandidateSet held) {
    return new Ballot(voter, held, true, 1);
  }
}
