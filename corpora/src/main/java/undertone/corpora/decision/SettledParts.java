package undertone.corpora.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CandidateSet;
import undertone.corpora.Certainty;
import undertone.corpora.ClipRating;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Meaning;
import undertone.corpora.VoterId;
import undertone.corpora.scheme.Reading;
import undertone.corpora.segment.Segment;
import undertone.corpora.trace.Axis;

/// What a curator took into a decision beside the labels of the clip, each part with who said it.
///
/// @param rating how the whole clip feels; null where nothing was settled of that
public record SettledParts(
    List<TakenSegment> segments,
    List<TakenTrace> traces,
    List<TakenCaption> captions,
    @Nullable TakenRating rating) {

  public static final SettledParts NONE = new SettledParts(List.of(), List.of(), List.of());

  public static final int MOST = 500;
  public static final int LONGEST_CAPTION = 10_000;

  public SettledParts {
    segments = List.copyOf(segments);
    traces = List.copyOf(traces);
    captions = List.copyOf(captions);
    if (segments.size() + traces.size() + captions.size() > MOST) {
      throw new InvalidValueException("A decision takes up to %s parts; take fewer.", MOST);
    }
  }

  public SettledParts(
      List<TakenSegment> segments, List<TakenTrace> traces, List<TakenCaption> captions) {
    this(segments, traces, captions, null);
  }

  /// These parts with another rating.
  public SettledParts rated(@Nullable TakenRating other) {
    return new SettledParts(segments, traces, captions, other);
  }

  /// @param edited whether the curator changed what was said
  public record TakenSegment(Segment segment, VoterId saidBy, boolean edited) {}

  /// A trace is taken as it was drawn: votes are never erased, so it stays where it is.
  public record TakenTrace(long vote, Axis axis, VoterId saidBy) {}

  /// @param edited whether the curator changed what was said
  public record TakenCaption(String text, String language, VoterId saidBy, boolean edited) {
    public TakenCaption {
      text = text.strip();
      if (text.isEmpty() || text.length() > LONGEST_CAPTION) {
        throw new InvalidValueException("A caption has 1 to %s characters.", LONGEST_CAPTION);
      }
    }
  }

  /// @param meanOf whose mean it was when it was settled; empty = the curator's own
  public record TakenRating(ClipRating rating, List<VoterId> meanOf) {
    public TakenRating {
      meanOf = List.copyOf(meanOf);
      if (rating.saysNothing()) {
        throw new InvalidValueException(
            "A rating says something of valence, arousal or intensity.");
      }
    }
  }

  public boolean isEmpty() {
    return segments.isEmpty() && traces.isEmpty() && captions.isEmpty() && rating == null;
  }

  /// The parts as the words of today say them.
  public SettledParts read(Reading reading) {
    return new SettledParts(
        segments.stream()
            .map(s -> new TakenSegment(s.segment().read(reading), s.saidBy(), s.edited()))
            .toList(),
        traces,
        captions,
        rating);
  }

  /// The written form, as JSON; null where nothing was taken.
  @Nullable String written() {
    if (isEmpty()) {
      return null;
    }
    return JsonMapper.shared()
        .writeValueAsString(
            new Written(
                segments.stream().map(WrittenSegment::of).toList(),
                traces.stream()
                    .map(t -> new WrittenTrace(t.vote(), t.axis(), t.saidBy().value()))
                    .toList(),
                captions.stream()
                    .map(c ->
                        new WrittenCaption(c.text(), c.language(), c.saidBy().value(), c.edited()))
                    .toList(),
                rating == null ? null : WrittenRating.of(rating)));
  }

  /// Reads the written form.
  public static SettledParts parse(@Nullable String written) {
    if (written == null) {
      return NONE;
    }
    var read = JsonMapper.shared().readValue(written, Written.class);
    return new SettledParts(
        read.segments().stream().map(WrittenSegment::read).toList(),
        read.traces().stream()
            .map(t -> new TakenTrace(t.vote(), t.axis(), new VoterId(t.voter())))
            .toList(),
        read.captions().stream()
            .map(c -> new TakenCaption(c.text(), c.language(), new VoterId(c.voter()), c.edited()))
            .toList(),
        read.rating() == null ? null : read.rating().read());
  }

  private record Written(
      List<WrittenSegment> segments,
      List<WrittenTrace> traces,
      List<WrittenCaption> captions,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable WrittenRating rating) {}

  private record WrittenRating(
      @Nullable Double valence,
      @Nullable Double arousal,
      @Nullable Double intensity,
      List<Long> voters) {

    static WrittenRating of(TakenRating taken) {
      var rating = taken.rating();
      return new WrittenRating(
          rating.valence(),
          rating.arousal(),
          rating.intensity(),
          taken.meanOf().stream().map(VoterId::value).toList());
    }

    TakenRating read() {
      return new TakenRating(
          new ClipRating(valence, arousal, intensity), voters.stream().map(VoterId::new).toList());
    }
  }

  private record WrittenTrace(long vote, Axis axis, long voter) {}

  private record WrittenCaption(String text, String language, long voter, boolean edited) {}

  private record WrittenSegment(
      UUID key,
      long startMicros,
      long endMicros,
      Meaning meaning,
      String candidates,
      String excluded,
      @Nullable Certainty certainty,
      @Nullable Double intensity,
      @Nullable String caption,
      @Nullable String captionLanguage,
      long voter,
      boolean edited) {

    static WrittenSegment of(TakenSegment taken) {
      var segment = taken.segment();
      return new WrittenSegment(
          segment.key(),
          segment.startMicros(),
          segment.endMicros(),
          segment.meaning(),
          segment.candidates().written(),
          segment.excluded().written(),
          segment.certainty(),
          segment.intensity(),
          segment.caption(),
          segment.captionLanguage(),
          taken.saidBy().value(),
          taken.edited());
    }

    TakenSegment read() {
      return new TakenSegment(
          new Segment(
              key,
              startMicros,
              endMicros,
              meaning,
              CandidateSet.parse(candidates),
              CandidateSet.parse(excluded),
              certainty,
              intensity,
              caption,
              captionLanguage),
          new VoterId(voter),
          edited);
    }
  }
}
