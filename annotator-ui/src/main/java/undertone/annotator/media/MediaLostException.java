package undertone.annotator.media;

import undertone.corpora.ClipId;

/// A clip has no such media, or the file is gone from the store.
public final class MediaLostException extends RuntimeException {
  private MediaLostException(String message) {
    super(message);
  }

  static MediaLostException never(ClipId clip) {
    return new MediaLostException("Clip %s has nothing of this kind to show.".formatted(clip));
  }

  static MediaLostException gone(ClipId clip) {
    return new MediaLostException(
        "The file of clip %s is missing from the media store; an operator can bring it back from a"
                .formatted(clip)
            + " backup.");
  }
}
