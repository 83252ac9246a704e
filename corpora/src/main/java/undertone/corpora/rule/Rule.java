package undertone.corpora.rule;

import java.util.List;
import java.util.regex.Pattern;
import undertone.corpora.CandidateSet;
import undertone.corpora.InvalidValueException;

/// Something written down that votes: who says "haha" is held to be happy. It says nothing of clips
/// it does not find anything in.
///
/// Source: labelling functions of weak supervision (Ratner et al. 2017, *Snorkel*).
///
/// @param name under which it is kept, and votes as `rule:NAME`
/// @param looksFor it speaks of a clip that has one of these
/// @param unless and none of these
/// @param labels it holds possible then, the likeliest first
public record Rule(
    String name, Reads reads, List<String> looksFor, List<String> unless, CandidateSet labels) {
  private static final String VOTER = "rule:";
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final int MOST = 100; // things looked for
  private static final int LONGEST = 80; // characters of one

  /// @throws InvalidValueException if it could never speak, or would say nothing
  public Rule {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidValueException(
          "A rule's name is 1 to 40 of a-z, 0-9 and hyphens, but not \"%s\".", name);
    }
    looksFor = looksFor.stream().map(String::strip).filter(one -> !one.isEmpty()).toList();
    unless = unless.stream().map(String::strip).filter(one -> !one.isEmpty()).toList();
    if (looksFor.isEmpty() || looksFor.size() > MOST || unless.size() > MOST) {
      throw new InvalidValueException(
          "A rule looks for 1 to %s things, and for as many that speak against it at most.", MOST);
    }
    for (var one : looksFor) {
      mustBeReadable(reads, one);
    }
    for (var one : unless) {
      mustBeReadable(reads, one);
    }
    if (labels.isEmpty()) {
      throw new InvalidValueException("A rule holds at least one label possible.");
    }
  }

  private static void mustBeReadable(Reads reads, String one) {
    if (one.length() > LONGEST) {
      throw new InvalidValueException(
          "What a rule looks for is at most %s characters long; \"%s…\" is longer.",
          LONGEST, one.substring(0, 20));
    }
    if (one.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidValueException(
          "What a rule looks for is written in one line; give it several things instead.");
    }
    reads.mustBeReadable(one);
  }

  /// The name of its voter.
  public String voter() {
    return voter(name);
  }

  static String voter(String name) {
    return VOTER + name;
  }

  /// Whether a voter of this name is a rule.
  public static boolean isVoter(String voter) {
    return voter.startsWith(VOTER);
  }

  /// Whether it says anything of a clip.
  public boolean speaksOf(ClipFacts clip) {
    return looksFor.stream().anyMatch(one -> reads.finds(one, clip))
        && unless.stream().noneMatch(one -> reads.finds(one, clip));
  }
}
