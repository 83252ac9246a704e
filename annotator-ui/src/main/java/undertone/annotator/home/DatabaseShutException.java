package undertone.annotator.home;

import java.sql.SQLException;
import org.h2.api.ErrorCode;

/// The database of a home folder cannot be opened; the message says what to do.
public final class DatabaseShutException extends RuntimeException {
  private DatabaseShutException(String message, SQLException cause) {
    super(message, cause);
  }

  static DatabaseShutException of(HomeFolder home, SQLException e) {
    var advice =
        switch (e.getErrorCode()) {
          case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
              "is open in another program; close that one first.";
          case ErrorCode.WRONG_USER_OR_PASSWORD ->
              "does not take the password in db/secret; bring both back from the same backup.";
          case ErrorCode.FILE_CORRUPTED_1 ->
              "is damaged (%s); bring the folder back from a backup.".formatted(e.getMessage());
          default -> "cannot be opened: " + e.getMessage();
        };
    return new DatabaseShutException("The database in %s %s".formatted(home.db(), advice), e);
  }
}
