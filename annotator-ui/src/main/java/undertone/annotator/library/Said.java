package undertone.annotator.library;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Certainty;
import undertone.corpora.ClipRating;
import undertone.corpora.Context;
import undertone.corpora.Cue;
import undertone.corpora.Meaning;
import undertone.corpora.caption.Caption;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Region;
import undertone.corpora.comment.Comment;
import undertone.corpora.decision.Decision;
import undertone.corpora.decision.Verdict;
import undertone.corpora.segment.Segment;
import undertone.corpora.trace.Axis;
import undertone.corpora.trace.Trace;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.VoterKind;

/// Who said what of a clip, with names, as curators see it.
public final class Said {

  private Said() {}

  /// @param cue what of the clip the voter judged by
  /// @param candidates labels; words of the voter's own among them as the labels they stand for,
  ///   but in a ledger as they were said, `~word`
  /// @param words of the voter's own, as they were said
  /// @param valence of the whole clip, -1..1
  /// @param arousal of the whole clip, -1..1
  /// @param tally counts of an anonymous crowd, else empty
  /// @param withdrawn whether this entry takes the earlier ones back
  /// @param goldCheck whether the clip was mixed in to be checked against its gold label
  /// @param context what of the conversation around the clip they were shown, where known
  /// @param guidelines number of the guidelines in force when a person cast it, where known
  public record VoteSaid(
      long id,
      String voter,
      VoterKind kind,
      Cue cue,
      int revision,
      Meaning meaning,
      List<String> candidates,
      List<String> words,
      List<String> excluded,
      @Nullable Certainty certainty,
      @Nullable Double intensity,
      @Nullable Double valence,
      @Nullable Double arousal,
      Map<String, Integer> tally,
      boolean withdrawn,
      boolean goldCheck,
      @Nullable Context context,
      @Nullable Integer guidelines,
      List<SegmentSaid> segments,
      List<TraceSaid> traces,
      Instant castAt) {

    /// How the voter rates the whole clip.
    public ClipRating rating() {
      return new ClipRating(valence, arousal, intensity);
    }

    public static VoteSaid of(Vote vote, Voter voter, List<Segment> segments, List<Trace> traces) {
      return new VoteSaid(
          vote.id(),
          voter.name(),
          voter.kind(),
          vote.cue(),
          vote.revision(),
          vote.meaning(),
          vote.candidates().labels(),
          vote.words(),
          vote.excluded().labels(),
          vote.certainty().orElse(null),
          vote.intensity().orElse(null),
          vote.valence().orElse(null),
          vote.arousal().orElse(null),
          vote.tally(),
          vote.withdrawn(),
          vote.goldCheck(),
          vote.context().orElse(null),
          vote.guidelineRevision().orElse(null),
          segments.stream().map(SegmentSaid::of).toList(),
          traces.stream().map(TraceSaid::of).toList(),
          vote.castAt());
    }
  }

  /// A stretch of the clip, in microseconds.
  ///
  /// @param key the same stretch keeps it from vote to vote
  public record SegmentSaid(
      UUID key,
      long startMicros,
      long endMicros,
      Meaning meaning,
      List<String> candidates,
      List<String> excluded,
      @Nullable Certainty certainty,
      @Nullable Double intensity,
      @Nullable String caption,
      @Nullable String captionLanguage) {

    public static SegmentSaid of(Segment segment) {
      return new SegmentSaid(
          segment.key(),
          segment.startMicros(),
          segment.endMicros(),
          segment.meaning(),
          segment.candidates().labels(),
          segment.excluded().labels(),
          segment.certainty(),
          segment.intensity(),
          segment.caption(),
          segment.captionLanguage());
    }
  }

  /// How a dimension went along the clip, coarsely: the raw events stay with the vote.
  ///
  /// @param stepMicros between two values
  /// @param values -1..1 from the clip's start on; null where nothing was said yet
  public record TraceSaid(Axis axis, long stepMicros, List<@Nullable Double> values) {
    private static final int MOST_VALUES = 200;

    static TraceSaid of(Trace trace) {
      long end = trace.micros(trace.size() - 1);
      double hz = Math.min(Trace.SERIES_HZ, (MOST_VALUES - 1) * 1e6 / Math.max(1, end));
      var values = new ArrayList<@Nullable Double>();
      for (float value : trace.series(hz)) {
        values.add(Float.isNaN(value) ? null : (Double) (double) value);
      }
      return new TraceSaid(trace.axis(), Math.round(1e6 / hz), values);
    }
  }

  /// A remark for the curators.
  ///
  /// @param id made by the browser; an answer names it
  /// @param atMicros the moment it speaks of, null for the whole clip
  /// @param answers the remark it answers, whose writer reads it; null for none
  public record CommentSaid(
      UUID id,
      String by,
      String text,
      @Nullable Long atMicros,
      @Nullable UUID answers,
      Instant writtenAt) {

    public static CommentSaid of(Comment comment) {
      return new CommentSaid(
          comment.clientId(),
          comment.byName(),
          comment.text(),
          comment.atMicros(),
          comment.answers(),
          comment.writtenAt());
    }
  }

  /// What a voter wrote of a clip.
  ///
  /// @param region of a local caption, else null
  /// @param revision counted from 1 for each place and language
  public record CaptionSaid(
      String voter,
      VoterKind kind,
      CaptionLevel level,
      @Nullable Region region,
      int revision,
      String text,
      String language,
      Instant writtenAt) {

    public static CaptionSaid of(Caption caption, Voter voter) {
      return new CaptionSaid(
          voter.name(),
          voter.kind(),
          caption.place().level(),
          caption.place().region(),
          caption.revision(),
          caption.text(),
          caption.language(),
          caption.writtenAt());
    }
  }

  /// A caption as the ledger of its clip holds it.
  ///
  /// @param stands whether no newer revision has taken its place, and it was not taken back
  public record CaptionWritten(CaptionSaid caption, boolean stands) {}

  /// Segments, traces and captions that a decision took, and how it says the whole clip feels.
  ///
  /// @param rating null where nothing was settled of that
  public record PartsTaken(
      List<SegmentTaken> segments,
      List<TraceTaken> traces,
      List<CaptionTaken> captions,
      @Nullable RatingTaken rating) {

    public static final PartsTaken NONE = new PartsTaken(List.of(), List.of(), List.of(), null);
  }

  /// @param meanOf voters whose mean it was; empty = the curator's own
  public record RatingTaken(ClipRating rating, List<String> meanOf) {}

  /// @param edited whether the curator changed what the voter said
  public record SegmentTaken(String voter, boolean edited, SegmentSaid segment) {}

  public record TraceTaken(String voter, Axis axis) {}

  /// @param edited whether the curator changed what the voter said
  public record CaptionTaken(String voter, boolean edited, String text, String language) {}

  /// @param label settled on; null after a rejection or an undo
  /// @param candidates settled on, the label first; empty where there is no label
  /// @param reverts the decision an undo takes back
  /// @param parts settled with the label, each with who said it
  /// @param batch shared by decisions made together by a rule
  public record DecisionSaid(
      long id,
      long clip,
      @Nullable Long proposal,
      String curator,
      Verdict verdict,
      @Nullable String label,
      List<String> candidates,
      PartsTaken parts,
      String reason,
      @Nullable Long reverts,
      @Nullable String batch,
      Instant decidedAt) {

    public static DecisionSaid of(Decision decision, String curator, PartsTaken parts) {
      return new DecisionSaid(
          decision.id(),
          decision.clip().value(),
          decision.proposal().map(p -> p.value()).orElse(null),
          curator,
          decision.verdict(),
          decision.label().orElse(null),
          decision.candidates().labels(),
          parts,
          decision.reason(),
          decision.reverts().orElse(null),
          decision.batch().map(Object::toString).orElse(null),
          decision.decidedAt());
    }
  }
}
