package undertone.annotator.media;

import org.springframework.stereotype.Component;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.MediaRegister;
import undertone.corpora.media.MediaStore;

/// Whether the file of a clip is still in the store. The first who misses one marks its clips, so
/// that everybody reads why and nobody is handed them.
@Component
public class MediaPresence {

  private final MediaStore store;
  private final MediaRegister register;

  MediaPresence(MediaStore store, MediaRegister register) {
    this.store = store;
    this.register = register;
  }

  /// Text needs no file and is always there.
  public boolean isThere(Clip clip) {
    var missing = clip.mediaHash().filter(hash -> !store.holds(hash));
    missing.ifPresent(register::lost);
    return missing.isEmpty();
  }
}
