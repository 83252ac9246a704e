package undertone.corpora.vote;

import undertone.corpora.Refusal;

/// A vote that cannot be taken as it is; the message is fit for the annotator.
public final class VoteRefusedException extends Refusal {
  VoteRefusedException(String pattern, Object... values) {
    super(pattern, values);
  }
}
