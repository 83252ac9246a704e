package undertone.annotator.media;

import org.jspecify.annotations.Nullable;
import undertone.corpora.Cue;
import undertone.corpora.Modality;
import undertone.corpora.clip.Clip;

/// Where a browser finds what can be seen and heard of a clip. Only the clip's number is in it.
///
/// @param mediaUrl null for text
/// @param posterUrl a still in full size, null where there is nothing to see
/// @param thumbnailUrl a small still, null where there is nothing to see
/// @param peaksUrl peaks of the waveform, null where there is no sound
/// @param framesUrl the moments of all frames, null unless video
public record MediaAddresses(
    @Nullable String mediaUrl,
    @Nullable String posterUrl,
    @Nullable String thumbnailUrl,
    @Nullable String peaksUrl,
    @Nullable String framesUrl) {

  public static MediaAddresses of(Clip clip) {
    if (clip.mediaHash().isEmpty()) {
      return new MediaAddresses(null, null, null, null, null);
    }
    var base = "/media/" + clip.id();
    boolean seen = clip.modality() == Modality.VIDEO || clip.modality() == Modality.IMAGE;
    return new MediaAddresses(
        base,
        seen ? base + "/poster" : null,
        seen ? base + "/thumbnail" : null,
        clip.hasAudio() ? base + "/peaks" : null,
        clip.modality() == Modality.VIDEO ? base + "/frames" : null);
  }

  /// What there is of a clip in a pass; every other address is left out, and would not answer.
  public static MediaAddresses of(Clip clip, Cue cue) {
    var whole = of(clip);
    var base = "/media/" + clip.id();
    return switch (cue) {
      case ALL, LISTENER -> whole;
      case FACE ->
          new MediaAddresses(
              base + "/face", whole.posterUrl(), whole.thumbnailUrl(), null, whole.framesUrl());
      case VOICE -> new MediaAddresses(base + "/voice", null, null, whole.peaksUrl(), null);
      case WORDS -> new MediaAddresses(null, null, null, null, null);
    };
  }
}
