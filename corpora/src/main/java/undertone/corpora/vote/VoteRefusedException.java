package undertone.corpora.vote;

/// A vote that cannot be taken as it is; the message is fit for the annotator.
public final class VoteRefusedException extends RuntimeException {
  VoteRefusedException(String message) {
    super(message);
  }
}
