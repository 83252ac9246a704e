package undertone.corpora.importing;

import org.jspecify.annotations.Nullable;
import undertone.corpora.Modality;
import undertone.corpora.clip.ClipState;

/// What one row and its media say of a clip: the columns of its row in the database.
///
/// @param reason why the clip is unreadable; null when it is ready
/// @param metadata a JSON object, or null
record ClipFacts(
    String name,
    Modality modality,
    @Nullable String reason,
    @Nullable String mediaHash,
    String sourcePath,
    @Nullable String text,
    @Nullable String language,
    @Nullable Long durationMicros,
    @Nullable Integer width,
    @Nullable Integer height,
    boolean hasAudio,
    @Nullable String conversation,
    @Nullable Integer turn,
    @Nullable String speaker,
    @Nullable Long startMicros,
    @Nullable Long endMicros,
    @Nullable String split,
    @Nullable String metadata) {

  ClipState state() {
    return reason == null ? ClipState.READY : ClipState.UNREADABLE;
  }

  /// The same facts with what stands of the media: preparing them finds their length and their
  /// flaws more exactly than the first look, and the same content keeps them.
  ClipFacts withMediaAsIn(ClipFacts standing) {
    return new ClipFacts(
        name,
        modality,
        standing.reason,
        mediaHash,
        sourcePath,
        text,
        language,
        standing.durationMicros,
        standing.width,
        standing.height,
        standing.hasAudio,
        conversation,
        turn,
        speaker,
        startMicros,
        endMicros,
        split,
        metadata);
  }
}
