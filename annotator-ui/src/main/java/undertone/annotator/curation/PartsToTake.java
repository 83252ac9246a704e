package undertone.annotator.curation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Certainty;
import undertone.corpora.Meaning;
import undertone.corpora.trace.Axis;

/// Segments, traces and captions a curator wants in a decision, each with the name of who said it.
public record PartsToTake(
    List<SegmentToTake> segments, List<TraceToTake> traces, List<CaptionToTake> captions) {

  public static final PartsToTake NONE = new PartsToTake(List.of(), List.of(), List.of());

  public PartsToTake {
    segments = List.copyOf(segments);
    traces = List.copyOf(traces);
    captions = List.copyOf(captions);
  }

  public boolean isEmpty() {
    return segments.isEmpty() && traces.isEmpty() && captions.isEmpty();
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
}
