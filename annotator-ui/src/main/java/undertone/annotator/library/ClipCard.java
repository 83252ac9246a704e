package undertone.annotator.library;

import org.jspecify.annotations.Nullable;
import undertone.annotator.media.MediaAddresses;
import undertone.corpora.Modality;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipState;

/// A clip as it stands in a list. Not for annotators: its name may give the label away.
///
/// @param position order of arrival; the key of pages
/// @param reason why it cannot be read
/// @param distressing whether it is hard to bear: shown blurred and muted until asked
/// @param noise probability of the newest run that the votes miss the true label, 0..1
public record ClipCard(
    long id,
    String name,
    long position,
    Modality modality,
    ClipState state,
    @Nullable String reason,
    MediaAddresses media,
    @Nullable String text,
    @Nullable Long durationMicros,
    boolean hasAudio,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable String conversation,
    @Nullable Integer turn,
    @Nullable String speaker,
    @Nullable String split,
    int votes,
    @Nullable String leadingLabel,
    @Nullable String decidedLabel,
    @Nullable Double noise,
    boolean distressing) {

  public static ClipCard of(Clip clip) {
    return new ClipCard(
        clip.id().value(),
        clip.name(),
        clip.position(),
        clip.modality(),
        clip.state(),
        clip.reason().orElse(null),
        MediaAddresses.of(clip),
        clip.text().orElse(null),
        clip.durationMicros().orElse(null),
        clip.hasAudio(),
        clip.width().orElse(null),
        clip.height().orElse(null),
        clip.conversation().orElse(null),
        clip.turn().orElse(null),
        clip.speaker().orElse(null),
        clip.split().orElse(null),
        clip.voteCount(),
        clip.leadingLabel().orElse(null),
        clip.decidedLabel().orElse(null),
        clip.noise().orElse(null),
        clip.distressing());
  }

  /// The clip without anything that was said of it, for whoever is to judge it unbiased.
  public ClipCard blind() {
    return new ClipCard(
        id,
        name,
        position,
        modality,
        state,
        reason,
        media,
        text,
        durationMicros,
        hasAudio,
        width,
        height,
        conversation,
        turn,
        speaker,
        split,
        0,
        null,
        null,
        null,
        distressing);
  }
}
