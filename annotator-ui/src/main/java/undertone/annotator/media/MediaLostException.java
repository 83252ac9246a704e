package undertone.annotator.media;

import undertone.corpora.ClipId;
import undertone.corpora.Refusal;

/// A clip has no such media, or the file is gone from the store.
public final class MediaLostException extends Refusal {
  private MediaLostException(String pattern, Object... values) {
    super(pattern, values);
  }

  static MediaLostException never(ClipId clip) {
    return new MediaLostException("Clip %s has nothing of this kind to show.", clip);
  }

  static MediaLostException gone(ClipId clip) {
    return new MediaLostException(
        "The file of clip %s is missing from the media store; an operator can bring it back from a"
            + " backup.",
        clip);
  }
}
