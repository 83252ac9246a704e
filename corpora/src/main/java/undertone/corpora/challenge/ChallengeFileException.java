package undertone.corpora.challenge;

/// A file that cannot be read at all; faults of single rows are told one by one instead.
public final class ChallengeFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ChallengeFileException(String file, String trouble) {
    super("%s: %s".formatted(file, trouble));
  }
}
