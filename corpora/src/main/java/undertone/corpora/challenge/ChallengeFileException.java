package undertone.corpora.challenge;

import undertone.corpora.Refusal;

/// A file that cannot be read at all; faults of single rows are told one by one instead.
public final class ChallengeFileException extends Refusal {
  private static final long serialVersionUID = 1;

  /// @param pattern English, with a `%s` for each value; the first is the file
  ChallengeFileException(String pattern, Object... values) {
    super(pattern, values);
  }
}
