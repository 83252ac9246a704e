package undertone.corpora.care;

import undertone.corpora.InvalidValueException;

/// What a person asks for themselves at the desk.
///
/// @param spared whether they are never handed a distressing clip
/// @param breakMinutes minutes of work before they are reminded of a break; 0 for no reminder
public record Wishes(boolean spared, int breakMinutes) {

  public static final Wishes USUAL = new Wishes(false, 45);

  public static final int SHORTEST = 5;

  public static final int LONGEST = 240;

  public Wishes {
    if (breakMinutes != 0 && (breakMinutes < SHORTEST || breakMinutes > LONGEST)) {
      throw new InvalidValueException(
          "A reminder of a break comes after %s to %s minutes, or never (0), not after %s.",
          SHORTEST, LONGEST, breakMinutes);
    }
  }
}
