package undertone.annotator.media;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.ClipId;
import undertone.corpora.Cue;
import undertone.corpora.Modality;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.Library;
import undertone.corpora.clip.MediaRegister;
import undertone.corpora.clip.UnknownClipException;
import undertone.corpora.media.DerivedFile;
import undertone.corpora.media.MediaStore;
import undertone.corpora.media.Spectrogram;

/// The files behind a clip, for people who may read its corpus or annotate in it. A clip of any
/// other corpus answers like one that does not exist. Where clips are judged by single cues, and of
/// turns of a conversation, annotators get what they were handed or shown, and no more.
@Service
class ClipMedia {

  // What a browser shows and never runs.
  private static final Pattern SHOWN =
      Pattern.compile("(?:video|audio|image)/(?!svg)[a-z0-9.+-]+|text/plain");

  private final Rights rights;
  private final Library library;
  private final MediaRegister register;
  private final MediaStore store;
  private final MediaPresence presence;
  private final HandedCues handed;

  ClipMedia(
      Rights rights,
      Library library,
      MediaRegister register,
      MediaStore store,
      MediaPresence presence,
      HandedCues handed) {
    this.rights = rights;
    this.library = library;
    this.register = register;
    this.store = store;
    this.presence = presence;
    this.handed = handed;
  }

  /// What plays: the copy made for browsers if there is one, else the original if browsers play it.
  ///
  /// @throws MediaNotReadyException while the copy is being made
  /// @throws MediaLostException if the clip has no media or the file is gone
  ServedFile playable(ClipId id) {
    return playable(require(id, Cue.ALL));
  }

  /// The picture without the sound.
  ServedFile face(ClipId id) {
    var clip = require(id, Cue.FACE);
    return clip.modality() == Modality.IMAGE ? playable(clip) : copy(clip, DerivedFile.FACE);
  }

  /// The sound without the picture.
  ServedFile voice(ClipId id) {
    return copy(require(id, Cue.VOICE), DerivedFile.VOICE);
  }

  private ServedFile playable(Clip clip) {
    var id = clip.id();
    var hash = hashOf(clip);
    var copy = store.derived(hash, DerivedFile.PROXY);
    if (Files.isRegularFile(copy)) {
      return derived(clip, hash, DerivedFile.PROXY);
    }
    var known = register.find(hash).orElseThrow(() -> MediaLostException.gone(id));
    if (known.browserSafe()) {
      return original(clip, hash, known.mime());
    }
    if (known.pending()) {
      throw new MediaNotReadyException();
    }
    throw MediaLostException.never(id);
  }

  /// A still in full size.
  ServedFile poster(ClipId id) {
    var clip = require(id, Cue.FACE);
    if (clip.modality() == Modality.IMAGE) {
      return playable(clip);
    }
    return made(clip, DerivedFile.POSTER);
  }

  /// A small still for lists.
  ServedFile thumbnail(ClipId id) {
    var clip = require(id, Cue.FACE);
    // The strip of a picture is one small picture; that of a video is several side by side.
    return made(
        clip, clip.modality() == Modality.IMAGE ? DerivedFile.THUMBNAILS : DerivedFile.POSTER);
  }

  /// Small stills side by side, evenly spread over the clip.
  ServedFile strip(ClipId id) {
    return made(require(id, Cue.FACE), DerivedFile.THUMBNAILS);
  }

  /// Loudest sample of each hundredth of a second, a byte each.
  ServedFile peaks(ClipId id) {
    return made(require(id, Cue.VOICE), DerivedFile.PEAKS);
  }

  /// When each picture appears, microseconds, eight bytes each.
  ServedFile frames(ClipId id) {
    return made(require(id, Cue.FACE), DerivedFile.FRAME_TIMES);
  }

  /// One picture of the spectrogram.
  ///
  /// @param tile from 0
  ServedFile spectrogram(ClipId id, int tile) {
    var clip = require(id, Cue.VOICE);
    var hash = hashOf(clip);
    var file = store.derived(hash, Spectrogram.fileName(Math.max(0, tile)));
    if (!Files.isRegularFile(file)) {
      throw MediaLostException.never(id);
    }
    return served(clip, file, Spectrogram.MIME, hash + "-" + file.getFileName());
  }

  /// @param cue what the file lets see or hear
  private Clip require(ClipId id, Cue cue) {
    var clip =
        library
            .find(id)
            .filter(c -> rights.hasPart(c.corpus()))
            .orElseThrow(() -> new UnknownClipException(id));
    if (rights.may(clip.corpus(), Right.READ)) {
      return clip;
    }
    if (!rights.may(clip.corpus(), Right.ANNOTATE)) {
      rights.require(clip.corpus(), Right.READ); // which says why not
    }
    if (!handed.allow(clip, cue)) {
      throw new UnknownClipException(id);
    }
    return clip;
  }

  private static String hashOf(Clip clip) {
    return clip.mediaHash().orElseThrow(() -> MediaLostException.never(clip.id()));
  }

  private ServedFile copy(Clip clip, DerivedFile cue) {
    var hash = hashOf(clip);
    if (!Files.isRegularFile(store.derived(hash, cue))) {
      throw MediaLostException.never(clip.id());
    }
    return derived(clip, hash, cue);
  }

  private ServedFile made(Clip clip, DerivedFile kind) {
    var hash = hashOf(clip);
    if (Files.isRegularFile(store.derived(hash, kind))) {
      return derived(clip, hash, kind);
    }
    if (register.find(hash).filter(MediaRegister.Registered::pending).isPresent()) {
      throw new MediaNotReadyException();
    }
    throw MediaLostException.never(clip.id());
  }

  private ServedFile derived(Clip clip, String hash, DerivedFile kind) {
    return served(clip, store.derived(hash, kind), kind.mime(), hash + "-" + kind.fileName());
  }

  private ServedFile original(Clip clip, String hash, String mime) {
    if (!presence.isThere(clip)) {
      throw MediaLostException.gone(clip.id());
    }
    return served(clip, store.path(hash), mime, hash);
  }

  private static ServedFile served(Clip clip, Path path, String mime, String tag) {
    var type = SHOWN.matcher(mime).matches() ? mime : "application/octet-stream";
    return new ServedFile(path, type, tag, "clip-" + clip.id());
  }
}
