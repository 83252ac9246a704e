package undertone.annotator.labelling;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import undertone.annotator.media.MediaAddresses;
import undertone.corpora.Cue;
import undertone.corpora.Modality;
import undertone.corpora.clip.Clip;

/// What an annotator is shown of a clip in one pass. What the pass withholds is not in here at all:
/// a voice is a clip of sound, words are a text.
record Shown(Clip clip, Cue cue) {

  MediaAddresses addresses() {
    return MediaAddresses.of(clip, cue);
  }

  Modality modality() {
    return switch (cue) {
      case ALL, LISTENER, FACE -> clip.modality();
      case VOICE -> Modality.AUDIO;
      case WORDS -> Modality.TEXT;
    };
  }

  @Nullable String text() {
    return !cue.single() || cue == Cue.WORDS ? clip.text().orElse(null) : null;
  }

  @Nullable Long durationMicros() {
    return cue == Cue.WORDS ? null : clip.durationMicros().orElse(null);
  }

  boolean hasAudio() {
    return (!cue.single() || cue == Cue.VOICE) && clip.hasAudio();
  }

  @Nullable Integer width() {
    return ifSeen(clip.width());
  }

  @Nullable Integer height() {
    return ifSeen(clip.height());
  }

  /// Turns around the clip tell more than the cue it is to be judged by.
  boolean withContext() {
    return !cue.single();
  }

  private @Nullable Integer ifSeen(Optional<Integer> pixels) {
    return !cue.single() || cue == Cue.FACE ? pixels.orElse(null) : null;
  }
}
