package undertone.annotator.labelling;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Certainty;
import undertone.corpora.Cue;
import undertone.corpora.Meaning;
import undertone.corpora.Modality;
import undertone.corpora.clip.Speakers;

/// A clip handed to an annotator. It says nothing of where the clip came from or what anybody else,
/// person or machine, holds of it.
///
/// @param guidelines number of the guidelines that count now: a desk that knows older ones asks
///   anew
public record HandOut(LeaseInfo lease, ClipToAnnotate clip, Progress progress, int guidelines) {

  public record LeaseInfo(long id, Instant expiresAt) {}

  /// @param id number of the clip, as text: browsers know no long numbers
  /// @param cue what of the clip there is to judge by; the rest is withheld
  /// @param text what is said, or the text itself
  /// @param distressing whether it is hard to bear: shown blurred and muted until asked
  /// @param speaker who speaks, where turns around the clip are shown
  /// @param context turns of the same conversation close by, where the plan shows them
  /// @param mine what this annotator holds of the clip already, if anything
  public record ClipToAnnotate(
      String id,
      Cue cue,
      Modality modality,
      @Nullable String mediaUrl,
      @Nullable String posterUrl,
      @Nullable String peaksUrl,
      @Nullable String framesUrl,
      @Nullable SpectrogramTiles spectrogram,
      @Nullable String text,
      @Nullable Long durationMicros,
      boolean hasAudio,
      @Nullable Integer width,
      @Nullable Integer height,
      boolean distressing,
      @Nullable Speaker speaker,
      List<Turn> context,
      @Nullable MyAnswer mine) {}

  /// The pictures of the sound's pitches, side by side.
  ///
  /// @param url with `{tile}` for a number from 0
  /// @param tileMicros what each but the last covers
  public record SpectrogramTiles(
      String url, int tiles, long tileMicros, int lowHz, int highHz, int bins) {}

  /// What is said shortly before or after the clip, in order.
  ///
  /// @param speaker their name
  /// @param sign their sign in this conversation
  /// @param text empty where nothing is written down
  /// @param distressing whether it is hard to bear; then there is nothing to play
  public record Turn(
      @Nullable String speaker,
      @Nullable Speaker sign,
      String text,
      Position position,
      Modality modality,
      @Nullable String mediaUrl,
      @Nullable String posterUrl,
      boolean distressing) {}

  /// Who speaks, told apart by letters and by a colour.
  ///
  /// @param number from 0, by first appearance in the conversation
  public record Speaker(String name, int number, String letters) {
    static Speaker of(Speakers.Sign sign) {
      return new Speaker(sign.name(), sign.number(), sign.letters());
    }
  }

  public enum Position {
    @JsonProperty("before")
    BEFORE,
    @JsonProperty("after")
    AFTER
  }

  /// The annotator's own answer, as it stands or as it was before an undo.
  public record MyAnswer(
      Meaning meaning,
      List<String> candidates,
      List<String> excluded,
      @Nullable Certainty certainty,
      @Nullable Double intensity,
      @Nullable Double valence,
      @Nullable Double arousal,
      Answer.@Nullable CaptionText caption,
      List<Answer.Described> structure,
      List<Answer.Part> segments,
      List<Answer.Line> traces) {}
}
