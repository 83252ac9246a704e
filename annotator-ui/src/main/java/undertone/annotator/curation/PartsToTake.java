package undertone.annotator.curation;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Certainty;
import undertone.corpora.ClipRating;
import undertone.corpora.Meaning;
import undertone.corpora.trace.Axis;

/// Segments, traces and captions a curator wants in a decision, each with the name of who said it,
/// and how the whole clip feels.
///
/// @param rating null = nothing is settled of that
public record PartsToTake(
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<SegmentToTake> segments,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<TraceToTake> traces,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<CaptionToTake> captions,
    @Nullable RatingToTake rating) {

  public static final PartsToTake NONE = new PartsToTake(List.of(), List.of(), List.of(), null);

  public PartsToTake {
    segments = List.copyOf(segments);
    traces = List.copyOf(traces);
    captions = List.copyOf(captions);
  }

  /// A rating alone.
  public static PartsToTake of(@Nullable RatingToTake rating) {
    return new PartsToTake(List.of(), List.of(), List.of(), rating);
  }

  public boolean isEmpty() {
    return segments.isEmpty() && traces.isEmpty() && captions.isEmpty() && rating == null;
  }

  /// A stretch of the clip as the curator would have it, in microseconds.
  ///
  /// @param intensity 0..1
  public record SegmentToTake(
      String voter,
      long startMicros,
      long endMicros,
      Meaning meaning,
      List<String> candidates,
      List<String> excluded,
      @Nullable Certainty certainty,
      @Nullable Double intensity,
      @Nullable String caption,
      @Nullable String captionLanguage) {

    public SegmentToTake {
      candidates = List.copyOf(candidates);
      excluded = List.copyOf(excluded);
    }
  }

  /// The trace that stands of a voter; it is taken as it is.
  public record TraceToTake(String voter, Axis axis) {}

  public record CaptionToTake(String voter, String text, String language) {}

  /// How the whole clip feels, as the curator would have it; null = not said.
  ///
  /// @param valence -1..1
  /// @param arousal -1..1
  /// @param intensity 0..1
  public record RatingToTake(
      @Nullable Double valence, @Nullable Double arousal, @Nullable Double intensity) {

    /// Nothing is taken of a rating that says nothing.
    public static @Nullable RatingToTake of(ClipRating rating) {
      return rating.saysNothing()
          ? null
          : new RatingToTake(rating.valence(), rating.arousal(), rating.intensity());
    }

    /// @throws undertone.corpora.InvalidValueException if a number lies outside its scale
    ClipRating checked() {
      return new ClipRating(valence, arousal, intensity);
    }
  }
}
