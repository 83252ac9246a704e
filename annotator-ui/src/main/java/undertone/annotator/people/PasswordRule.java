package undertone.annotator.people;

import java.nio.charset.StandardCharsets;
import undertone.annotator.faults.InvalidRequestException;
import undertone.corpora.people.Account;

/// What makes a password and a login acceptable. Length is what counts; no character classes.
public final class PasswordRule {

  /// Characters a password has at least.
  public static final int SHORTEST = 10;

  // bcrypt reads no further than this.
  private static final int MOST_BYTES = 72;

  private PasswordRule() {}

  /// @throws InvalidRequestException saying what to change
  static void check(String password, String login) {
    if (password.codePointCount(0, password.length()) < SHORTEST) {
      throw new InvalidRequestException("The password needs at least %s characters.", SHORTEST);
    }
    if (password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw new InvalidRequestException(
          "The password is longer than %s bytes; choose a shorter one.", MOST_BYTES);
    }
    if (Account.normalised(password).contains(Account.normalised(login))) {
      throw new InvalidRequestException("The password contains the login; choose another.");
    }
  }

  /// @throws InvalidRequestException saying what to change
  static void checkLogin(String login) {
    if (!Account.normalised(login).matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{1,59}")) {
      throw new InvalidRequestException(
          "A login has 2 to 60 letters, digits, dots, dashes or underscores.");
    }
  }

  /// @throws InvalidRequestException saying what to change
  static void checkName(String displayName) {
    var name = displayName.strip();
    if (name.isEmpty() || name.length() > 100) {
      throw new InvalidRequestException("A name has 1 to 100 characters.");
    }
    if (name.codePoints().anyMatch(PasswordRule::unseen)) {
      throw new InvalidRequestException("A name cannot hold control or direction marks.");
    }
  }

  // Control and direction marks make one name look like another.
  private static boolean unseen(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.FORMAT;
  }
}
