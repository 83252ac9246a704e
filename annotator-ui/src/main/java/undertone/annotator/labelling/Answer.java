package undertone.annotator.labelling;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import undertone.annotator.faults.InvalidRequestException;
import undertone.corpora.CandidateSet;
import undertone.corpora.Certainty;
import undertone.corpora.ClipId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.LabelScheme;
import undertone.corpora.Meaning;
import undertone.corpora.VoterId;
import undertone.corpora.caption.Caption;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Place;
import undertone.corpora.caption.Region;
import undertone.corpora.scheme.OpenWord;
import undertone.corpora.segment.Segment;
import undertone.corpora.trace.Axis;
import undertone.corpora.trace.Trace;
import undertone.corpora.vote.Ballot;

/// What an annotator says of a clip.
///
/// @param clientId made by the browser; the same answer sent twice is one answer
/// @param leaseId of the hand-out it answers
/// @param candidates labels held possible, in order of belief, and words of one's own written
///   `~word`
/// @param excluded labels ruled out
/// @param intensity 0..1
/// @param valence how pleasant the whole clip is, -1..1
/// @param arousal how excited the whole clip is, -1..1
/// @param caption null leaves what was written before; an empty text takes it back
/// @param structure the caption's structure as it stands now, beside the free text; null leaves
///   what was written before
/// @param segments stretches of the clip; a newer answer brings its own whole list
/// @param traces valence and arousal as they were followed, at most one each
/// @param wordings what became of wordings that were offered; those not named stay open
public record Answer(
    UUID clientId,
    long leaseId,
    Meaning meaning,
    List<String> candidates,
    List<String> excluded,
    @Nullable Certainty certainty,
    @Nullable Double intensity,
    @Nullable Double valence,
    @Nullable Double arousal,
    @Nullable CaptionText caption,
    @Nullable List<Described> structure,
    List<Part> segments,
    List<Line> traces,
    List<Chosen> wordings) {

  public static final int LONGEST_CAPTION = 4000;
  public static final int MOST_SEGMENTS = 500;

  /// A browser rounds times: a segment drawn to the very end may reach a little past it.
  private static final long ROUNDING_MICROS = 100_000;

  public Answer {
    candidates = List.copyOf(candidates);
    excluded = List.copyOf(excluded);
    structure = structure == null ? null : List.copyOf(structure);
    segments = List.copyOf(segments);
    traces = List.copyOf(traces);
    wordings = List.copyOf(wordings);
  }

  /// What became of an offered wording.
  ///
  /// @param offer its number
  /// @param taken whether it was taken, changed or not; else it was rejected
  public record Chosen(long offer, boolean taken) {}

  /// Free text in a language, given as a tag such as `en`.
  public record CaptionText(String text, String language) {
    public CaptionText {
      if (text.length() > LONGEST_CAPTION) {
        throw new InvalidRequestException(
            "A caption has up to %s characters; shorten it.", LONGEST_CAPTION);
      }
      if (!language.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?")) {
        throw new InvalidRequestException("A language is a tag such as en or zh.");
      }
    }
  }

  /// Words at one place of a caption's structure.
  ///
  /// @param region of a local caption; null for the others
  public record Described(
      CaptionLevel level, @Nullable Region region, String text, String language) {
    public Described {
      if (level == CaptionLevel.FREE || text.isBlank()) {
        throw new InvalidRequestException(
            "The structure of a caption holds words at its places; the free text stands beside it.");
      }
    }

    /// @throws InvalidValueException if a local caption names no region, or another one does
    Place place() {
      return new Place(level, region);
    }

    static Described of(Caption caption) {
      return new Described(
          caption.place().level(), caption.place().region(), caption.text(), caption.language());
    }
  }

  /// What is said of a stretch of the clip.
  ///
  /// @param id made by the browser; the stretch keeps it from answer to answer
  public record Part(
      UUID id,
      long startMicros,
      long endMicros,
      Meaning meaning,
      List<String> candidates,
      List<String> excluded,
      @Nullable Certainty certainty,
      @Nullable Double intensity,
      @Nullable CaptionText caption) {

    static Part of(Segment segment) {
      var words = segment.caption();
      var language = segment.captionLanguage();
      return new Part(
          segment.key(),
          segment.startMicros(),
          segment.endMicros(),
          segment.meaning(),
          segment.candidates().labels(),
          segment.excluded().labels(),
          segment.certainty(),
          segment.intensity(),
          words == null || language == null ? null : new CaptionText(words, language));
    }

    private Segment segment() {
      return new Segment(
          id,
          startMicros,
          endMicros,
          meaning,
          new CandidateSet(candidates),
          new CandidateSet(excluded),
          certainty,
          intensity,
          caption == null ? null : caption.text().strip(),
          caption == null ? null : caption.language());
    }
  }

  /// One dimension along the clip.
  ///
  /// @param events media time in microseconds and value -1..1, in order of time
  public record Line(Axis axis, List<List<Double>> events) {

    static Line of(Trace trace) {
      var events = new ArrayList<List<Double>>();
      for (int i = 0; i < trace.size(); i++) {
        events.add(List.of((double) trace.micros(i), (double) trace.value(i)));
      }
      return new Line(trace.axis(), events);
    }

    private Trace trace() {
      var micros = new long[events.size()];
      var values = new float[events.size()];
      for (int i = 0; i < micros.length; i++) {
        var event = events.get(i);
        if (event.size() != 2) {
          throw new InvalidRequestException("An event of a trace is a time and a value.");
        }
        micros[i] = Math.round(event.get(0));
        values[i] = event.get(1).floatValue();
      }
      return new Trace(axis, micros, values);
    }
  }

  /// The words of one's own among the candidates.
  ///
  /// @throws InvalidRequestException if one is no word
  List<OpenWord> words() {
    try {
      return candidates.stream().filter(OpenWord::is).map(OpenWord::ofCandidate).toList();
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
  }

  /// @throws InvalidRequestException if a label is not of the scheme, or the answer contradicts
  ///   itself
  Ballot ballot(ClipId clip, VoterId voter, LabelScheme scheme) {
    check(candidates.stream().filter(candidate -> !OpenWord.is(candidate)).toList(), scheme);
    check(excluded, scheme);
    try {
      return new Ballot(
          clientId,
          clip,
          voter,
          meaning,
          new CandidateSet(candidates.stream().map(Answer::written).toList()),
          new CandidateSet(excluded),
          certainty,
          intensity,
          valence,
          arousal);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(e);
    }
  }

  /// @param durationMicros of the clip
  /// @throws InvalidRequestException if a segment leaves the clip, says nothing or contradicts
  ///   itself
  List<Segment> segments(LabelScheme scheme, long durationMicros) {
    if (segments.size() > MOST_SEGMENTS) {
      throw new InvalidRequestException("A clip has up to %s segments.", MOST_SEGMENTS);
    }
    var seen = new HashSet<UUID>();
    for (var part : segments) {
      check(part.candidates(), scheme);
      check(part.excluded(), scheme);
      if (part.endMicros() > durationMicros + ROUNDING_MICROS) {
        throw new InvalidRequestException(
            "A segment ends at %s microseconds, but the clip at %s; reload the page.",
            part.endMicros(), durationMicros);
      }
      if (!seen.add(part.id())) {
        throw new InvalidRequestException("Two segments bear the same id; reload the page.");
      }
    }
    try {
      return segments.stream().map(Part::segment).toList();
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(e);
    }
  }

  /// @throws InvalidRequestException if an axis comes twice, or events are out of order or bounds
  List<Trace> lines() {
    if (traces.stream().map(Line::axis).distinct().count() < traces.size()) {
      throw new InvalidRequestException("A clip has at most one trace of each dimension.");
    }
    try {
      return traces.stream().map(Line::trace).toList();
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(e);
    }
  }

  /// @throws InvalidRequestException if two say something at one place, or at no place there is
  void checkStructure() {
    if (structure == null) {
      return;
    }
    try {
      if (structure.stream().map(Described::place).distinct().count() < structure.size()) {
        throw new InvalidRequestException("The structure of a caption has each place once.");
      }
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
  }

  /// What is said of the clip in sentences, by place.
  Map<Place, CaptionText> sentences() {
    var words = new LinkedHashMap<Place, CaptionText>();
    if (caption != null && !caption.text().isBlank()) {
      words.put(Place.FREE, caption);
    }
    if (structure != null) {
      structure.forEach(d -> words.put(d.place(), new CaptionText(d.text(), d.language())));
    }
    return words;
  }

  /// Whether the answer says, if only by silence, what is written at a place.
  boolean speaksOf(Place place) {
    return place.equals(Place.FREE) ? caption != null : structure != null;
  }

  private static String written(String candidate) {
    return OpenWord.is(candidate) ? OpenWord.ofCandidate(candidate).candidate() : candidate;
  }

  private static void check(List<String> labels, LabelScheme scheme) {
    for (var label : labels) {
      if (scheme.indexOf(label) < 0) {
        throw new InvalidRequestException(
            "The label scheme %s has no label of that name; reload the page.", scheme.name());
      }
    }
  }
}
