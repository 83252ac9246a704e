package undertone.exports;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything a release says of one clip; one line of `data.jsonl`.
///
/// @param clip id within the corpus
/// @param media SHA-256 of the media, null for text
/// @param candidates every label some standing vote holds possible, most held first
/// @param soft share of each candidate; every voter spreads one vote over what they hold
/// @param label the decided label
/// @param labelSource who decided it
/// @param noise noise probability of the newest run
/// @param lineage human → run → curator
public record ReleasedClip(
    String clip,
    String modality,
    @Nullable String media,
    @Nullable String mime,
    @Nullable String text,
    @Nullable String language,
    @Nullable String split,
    @Nullable String conversation,
    @Nullable Integer turn,
    @Nullable String speaker,
    @Nullable Double startSeconds,
    @Nullable Double endSeconds,
    @Nullable Double durationSeconds,
    List<String> candidates,
    Map<String, Double> soft,
    @Nullable String label,
    LabelSource labelSource,
    @Nullable Double noise,
    List<ReleasedCaption> captions,
    Lineage lineage) {

  /// @param by the voter's name
  public record ReleasedCaption(String text, String language, String level, String by) {}

  /// Why the label is what it is.
  public record Lineage(
      List<ReleasedVote> votes, @Nullable RunStep run, @Nullable CuratorStep curator) {}

  /// One standing vote.
  ///
  /// @param revision how often the voter has answered this clip
  /// @param tally counts of an anonymous crowd, else empty
  public record ReleasedVote(
      String voter,
      String kind,
      int revision,
      String meaning,
      List<String> candidates,
      List<String> excluded,
      @Nullable String certainty,
      Map<String, Integer> tally,
      List<ReleasedSegment> segments,
      List<ReleasedTrace> traces,
      String castAt) {}

  /// What a vote says of a stretch of the clip.
  public record ReleasedSegment(
      double startSeconds,
      double endSeconds,
      String meaning,
      List<String> candidates,
      List<String> excluded,
      @Nullable String certainty,
      @Nullable String caption,
      @Nullable String captionLanguage) {}

  /// How one dimension went along the clip, at equal steps from 0; null before the voter began.
  ///
  /// @param axis `VALENCE` or `AROUSAL`, -1..1
  public record ReleasedTrace(String axis, double hz, List<@Nullable Float> series) {}

  /// What a run proposed, and what its proposal rests on.
  public record RunStep(
      long run,
      String kind,
      String proposed,
      double probability,
      double noise,
      @Nullable String dataHash,
      String codeVersion,
      long seed) {}

  /// What a curator settled.
  public record CuratorStep(String curator, String verdict, String reason, String decidedAt) {}
}
