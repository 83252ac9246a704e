package undertone.engine.refinement;

import undertone.corpora.CandidateSet;

/// What one voter holds possible of one clip.
///
/// @param voter who; the anonymous crowd may share one name
/// @param held labels in order of belief; empty = looked and cannot tell
/// @param times how many people cast this same ballot, at least 1 (counts of an anonymous crowd)
public record Ballot(String voter, CandidateSet held, int times) {

  public Ballot {
    if (times < 1) {
      throw new IllegalArgumentException(
          "A ballot of %s was cast %d times; at least once is needed.".formatted(voter, times));
    }
  }

  public static Ballot of(String voter, CandidateSet held) {
    return new Ballot(voter, held, 1);
  }
}
