package undertone.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Cue;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.pseudo.SpreadBasis;

/// Everything a release says of one clip; one line of `data.jsonl`.
///
/// @param clip id within the corpus
/// @param media SHA-256 of the media, null for text
/// @param candidates every label some standing vote holds possible, most held first
/// @param soft share of each candidate; every voter spreads one vote over what they hold
/// @param label the decided label
/// @param labelSource who decided it
/// @param noise noise probability of the newest run
/// @param valence of the whole clip, -1..1: what a curator settled, else the mean of how voters
///   rate it; this and the two below are left out where nobody said, and in releases from before
///   they were kept
/// @param arousal -1..1, likewise
/// @param intensity 0..1, likewise
/// @param preferences which of two descriptions voters prefer; left out where there are none, and
///   in releases from before they were kept
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
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double valence,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double arousal,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double intensity,
    List<ReleasedCaption> captions,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<ReleasedPreference> preferences,
    Lineage lineage) {

  /// Whether anything is said of how the whole clip feels.
  boolean rated() {
    return valence != null || arousal != null || intensity != null;
  }

  /// How sure a run was of the label, where nobody has seen it; null elsewhere, and in releases
  /// from before more than its proposal was kept.
  @Nullable Double labelConfidence() {
    var run = lineage.run();
    return labelSource == LabelSource.PSEUDO && run != null && run.spread() != null
        ? run.spread().confidence()
        : null;
  }

  /// How a curator settled that the whole clip feels; null where none did.
  @Nullable SettledRating settledRating() {
    var curator = lineage.curator();
    var parts = curator == null ? null : curator.parts();
    return parts == null ? null : parts.rating();
  }

  /// @param level `FREE` in whatever words, or of the structure beside it: `GLOBAL`, `LOCAL`,
  ///   `SUMMARY`; releases from before there was a structure call free texts `GLOBAL`
  /// @param region of a local caption, as `EYES`; left out for the others
  /// @param by the voter's name
  public record ReleasedCaption(
      String text,
      String language,
      String level,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String region,
      String by) {

    private boolean local() {
      return region != null;
    }
  }

  /// The text of the clip in a language: what a curator settled on, else what the first voter
  /// wrote.
  Optional<String> captionIn(String language) {
    var curator = lineage.curator();
    var settled =
        curator == null || curator.parts() == null
            ? Stream.<SettledCaption>empty()
            : curator.parts().captions().stream();
    return Stream.concat(
            settled.filter(c -> c.language().equals(language)).map(SettledCaption::text),
            captions.stream()
                .filter(c -> c.language().equals(language) && !c.local())
                .sorted(Comparator.comparing(c -> !c.level().equals(CaptionLevel.FREE.name())))
                .map(ReleasedCaption::text))
        .findFirst();
  }

  /// Languages of captions, settled ones included.
  Stream<String> captionLanguages() {
    var curator = lineage.curator();
    var settled =
        curator == null || curator.parts() == null
            ? Stream.<String>empty()
            : curator.parts().captions().stream().map(SettledCaption::language);
    return Stream.concat(captions.stream().map(ReleasedCaption::language), settled);
  }

  /// Which of two descriptions a voter prefers.
  ///
  /// @param preference `a1`, `a2` or `same`
  public record ReleasedPreference(String voter, String a1, String a2, String preference) {}

  /// Why the label is what it is.
  ///
  /// @param cueVotes what was held of single cues, if the release takes it: it has no part in the
  ///   label
  public record Lineage(
      List<ReleasedVote> votes,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<ReleasedVote> cueVotes,
      @Nullable RunStep run,
      @Nullable CuratorStep curator) {}

  /// One standing vote.
  ///
  /// @param cue what of the clip the voter judged by; null in releases from before there were cues
  /// @param context which turns of the conversation its voter was shown: `NONE`, `BEFORE`,
  ///   `AROUND`; left out where it was not kept, and for whoever saw no desk
  /// @param guidelines number of the guidelines in force when a person gave it; left out where none
  ///   were, or it was not kept yet
  /// @param revision how often the voter has answered this clip
  /// @param candidates labels, and what words of the voter's own stand for
  /// @param said the candidates as they were said, such words as `~word`; left out where there are
  ///   none
  /// @param intensity 0..1; this and the two below are left out where the voter did not say
  /// @param valence of the whole clip, -1..1
  /// @param arousal of the whole clip, -1..1
  /// @param tally counts of an anonymous crowd, else empty
  public record ReleasedVote(
      String voter,
      String kind,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String cue,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String context,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer guidelines,
      int revision,
      String meaning,
      List<String> candidates,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> said,
      List<String> excluded,
      @Nullable String certainty,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double intensity,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double valence,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double arousal,
      Map<String, Integer> tally,
      List<ReleasedSegment> segments,
      List<ReleasedTrace> traces,
      String castAt) {

    /// The vote as releases of any age say it, to be compared.
    ReleasedVote ofToday() {
      return new ReleasedVote(
          voter,
          kind,
          cue == null ? Cue.ALL.name() : cue,
          context,
          guidelines,
          revision,
          meaning,
          candidates,
          said,
          excluded,
          certainty,
          null, // not kept at first; whoever rates anew votes anew, which shows
          null,
          null,
          tally,
          segments,
          traces.stream().map(ReleasedTrace::drawn).toList(),
          castAt);
    }
  }

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

  /// How one dimension went along the clip, as it was followed: nothing is shifted in `series` and
  /// `events`.
  ///
  /// @param axis `VALENCE` or `AROUSAL`, -1..1
  /// @param series at equal steps from 0; null before the voter began
  /// @param events raw: media time in seconds, and the value that holds from there on; this and the
  ///   rest are null in releases from before they were kept
  /// @param lag by how much this voter's traces lag behind; null where there is not enough to say
  /// @param shifted the series with the lag taken out, if the release asks for it
  public record ReleasedTrace(
      String axis,
      double hz,
      List<@Nullable Float> series,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<List<Double>> events,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ReleasedLag lag,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<@Nullable Float> shifted) {

    /// What the voter drew, without what was reckoned from it since, to be compared.
    ReleasedTrace drawn() {
      return new ReleasedTrace(axis, hz, series, null, null, null);
    }
  }

  /// A reaction lag, as it stood when the release was made.
  ///
  /// @param low lower end of the 95 % interval
  /// @param clips calibration clips it was measured on
  public record ReleasedLag(double seconds, double low, double high, int clips) {}

  /// What a run proposed, and what its proposal rests on.
  ///
  /// @param spread all that is kept of a label that was spread; left out for every other, and in
  ///   releases from before it was
  public record RunStep(
      long run,
      String kind,
      String proposed,
      double probability,
      double noise,
      @Nullable String dataHash,
      String codeVersion,
      long seed,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SpreadBasis spread) {

    RunStep with(@Nullable SpreadBasis spread) {
      return new RunStep(
          run, kind, proposed, probability, noise, dataHash, codeVersion, seed, spread);
    }
  }

  /// What a curator settled.
  ///
  /// @param parts what was settled with the label: segments, traces, captions, how the clip feels;
  ///   left out where there is none of it
  public record CuratorStep(
      String curator,
      String verdict,
      String reason,
      String decidedAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SettledStep parts) {}

  /// Parts of the settled answer, each with the name of who said it.
  ///
  /// @param rating of the whole clip; left out where none was settled
  public record SettledStep(
      List<SettledSegment> segments,
      List<SettledTrace> traces,
      List<SettledCaption> captions,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SettledRating rating) {
    SettledStep drawn() {
      return new SettledStep(
          segments,
          traces.stream().map(t -> new SettledTrace(t.trace().drawn(), t.by())).toList(),
          captions,
          rating);
    }
  }

  /// @param valence -1..1; this and the two below are null where it says nothing of them
  /// @param arousal -1..1
  /// @param intensity 0..1
  /// @param meanOf voters whose mean it was when it was settled; empty = the curator's own
  public record SettledRating(
      @Nullable Double valence,
      @Nullable Double arousal,
      @Nullable Double intensity,
      List<String> meanOf) {}

  /// @param edited whether the curator changed what `by` had said
  public record SettledSegment(ReleasedSegment segment, String by, boolean edited) {}

  public record SettledTrace(ReleasedTrace trace, String by) {}

  /// @param edited whether the curator changed what `by` had said
  public record SettledCaption(String text, String language, String by, boolean edited) {}
}
