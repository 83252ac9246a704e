package undertone.corpora.segment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.corpora.Certainty;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Meaning;
import undertone.corpora.scheme.Reading;

/// A stretch of a clip and what a voter holds of it. Segments may overlap.
///
/// @param key made by the browser; the same stretch keeps it from vote to vote
/// @param startMicros from the start of the clip's media
/// @param endMicros after the start
/// @param candidates in order of belief; none only beside a caption, or when one cannot tell
/// @param intensity 0..1
/// @param caption free text on this stretch
/// @param captionLanguage a tag such as `en`
public record Segment(
    UUID key,
    long startMicros,
    long endMicros,
    Meaning meaning,
    CandidateSet candidates,
    CandidateSet excluded,
    @Nullable Certainty certainty,
    @Nullable Double intensity,
    @Nullable String caption,
    @Nullable String captionLanguage) {

  /// The segment as the words of today say it.
  public Segment read(Reading reading) {
    return reading == Reading.LITERAL
        ? this
        : new Segment(
            key,
            startMicros,
            endMicros,
            reading.meaning(meaning, candidates),
            reading.candidates(candidates),
            reading.excluded(excluded, candidates),
            certainty,
            intensity,
            caption,
            captionLanguage);
  }

  public Segment {
    if (startMicros < 0 || endMicros <= startMicros) {
      throw new InvalidValueException(
          "A segment ends after its start; this one runs from %s to %s microseconds.",
          startMicros, endMicros);
    }
    boolean wordless = caption == null || caption.isBlank();
    if (meaning != Meaning.CANNOT_TELL && candidates.isEmpty() && wordless) {
      throw new InvalidValueException(
          "A segment needs a label or a caption; delete it if it says nothing.");
    }
    for (var label : excluded.labels()) {
      if (candidates.contains(label)) {
        throw new InvalidValueException(
            "\"%s\" is both a candidate and ruled out; choose one.", label);
      }
    }
    if (intensity != null && !(intensity >= 0 && intensity <= 1)) {
      throw new InvalidValueException("Intensity must be 0..1 but was %s.", intensity);
    }
  }
}
