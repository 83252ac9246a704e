package undertone.annotator.media;

import undertone.corpora.Refusal;

/// What is asked for is still being made.
public final class MediaNotReadyException extends Refusal {
  MediaNotReadyException() {
    super("This clip is being prepared for browsers; it plays in a little while.");
  }
}
