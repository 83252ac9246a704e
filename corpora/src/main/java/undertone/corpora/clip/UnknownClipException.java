package undertone.corpora.clip;

import undertone.corpora.ClipId;
import undertone.corpora.Refusal;

/// The clip asked for does not exist in the corpus it was asked of.
public final class UnknownClipException extends Refusal {
  public UnknownClipException(ClipId id) {
    super("There is no clip %s in this corpus; it may have been named by an old link.", id);
  }
}
