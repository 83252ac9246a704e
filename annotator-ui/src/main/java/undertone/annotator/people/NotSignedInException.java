package undertone.annotator.people;

import undertone.corpora.Refusal;

/// Nobody is signed in, or the login no longer holds.
public final class NotSignedInException extends Refusal {
  NotSignedInException() {
    super("Nobody is signed in; log in, or send a token, and try again.");
  }
}
