package undertone.annotator.jobs;

import undertone.corpora.clip.Clip;
import undertone.corpora.media.MediaStore;
import undertone.engine.features.ClipSource;

/// Clips as extractors see them.
final class ClipSources {

  private ClipSources() {}

  static ClipSource of(Clip clip, MediaStore media) {
    var hash = clip.mediaHash().orElse(null);
    return new ClipSource(
        clip.id().toString(),
        clip.modality(),
        hash == null ? null : media.path(hash),
        hash,
        clip.text().orElse(null),
        clip.language().orElse(null));
  }
}
