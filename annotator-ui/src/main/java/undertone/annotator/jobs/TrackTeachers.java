package undertone.annotator.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.VoterId;
import undertone.corpora.trace.Axis;
import undertone.corpora.trace.ReferenceTraces;
import undertone.corpora.trace.Trace;
import undertone.corpora.trace.Traces;
import undertone.corpora.track.FrameTrack;
import undertone.corpora.track.FrameTracks;
import undertone.corpora.track.Measure;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

/// What a corpus can teach of valence, arousal and action units, time by time: the tracks of one
/// voter, and before them what people traced.
public final class TrackTeachers {
  /// In the place of a voter: nobody's tracks teach.
  public static final String NONE = "none";

  private static final List<Measure> AFFECT = List.of(Measure.VALENCE, Measure.AROUSAL);
  private static final double MICROS = 1e6;
  private static final int PAGE = 1000; // clips whose votes are read at once

  private final FrameTracks tracks;
  private final Voting voting;
  private final Traces traces;
  private final ReferenceTraces references;

  TrackTeachers(FrameTracks tracks, Voting voting, Traces traces, ReferenceTraces references) {
    this.tracks = tracks;
    this.voting = voting;
    this.traces = traces;
    this.references = references;
  }

  /// Somebody who follows clips.
  ///
  /// @param clips how many
  public record Teacher(VoterId voter, String name, long clips) {}

  /// All whose tracks could teach, those of most clips first.
  ///
  /// @param affect whether only valence and arousal teach; whoever follows neither is left out
  /// @param learnedHere names of models that learned on the corpus: what they say comes last, for
  ///   it tells nothing that is not known here
  public List<Teacher> all(CorpusId corpus, boolean affect, Predicate<String> learnedHere) {
    var names = voting.votersOf(corpus).stream().collect(Collectors.toMap(Voter::id, Voter::name));
    var clips = affect ? tracks.clips(corpus, AFFECT) : tracks.clips(corpus);
    return clips.entrySet().stream()
        .map(one -> new Teacher(one.getKey(), names.getOrDefault(one.getKey(), ""), one.getValue()))
        .sorted(
            Comparator.comparing((Teacher one) -> learnedHere.test(one.name()))
                .thenComparing(Comparator.comparingLong(Teacher::clips).reversed())
                .thenComparing(Teacher::name))
        .toList();
  }

  /// Who teaches.
  ///
  /// @param named null = whoever follows most clips, of those who did not learn here
  /// @param affect whether only valence and arousal teach
  /// @throws InvalidValueException if nobody of that name follows anything that teaches
  public Optional<Teacher> of(
      CorpusId corpus, @Nullable String named, boolean affect, Predicate<String> learnedHere) {
    var all = all(corpus, affect, learnedHere);
    if (named == null) {
      return all.stream().filter(one -> !learnedHere.test(one.name())).findFirst();
    }
    if (named.equals(NONE)) {
      return Optional.empty();
    }
    return Optional.of(
        all.stream()
            .filter(one -> one.name().equals(named))
            .findFirst()
            .orElseThrow(() -> unknown(named, affect, all)));
  }

  private static InvalidValueException unknown(String named, boolean affect, List<Teacher> all) {
    var there =
        all.isEmpty() ? NONE : all.stream().map(Teacher::name).collect(Collectors.joining(", "));
    return affect
        ? new InvalidValueException(
            "\"%s\" follows neither valence nor arousal in this corpus; there is %s.", named, there)
        : new InvalidValueException(
            "\"%s\" follows no clip of this corpus; there is %s.", named, there);
  }

  /// What is known, clip by clip. Where people traced valence or arousal, their mean counts, each
  /// moved by the lag that was measured of them, and the voter's own track of it does not.
  Map<ClipId, List<FrameTrack>> known(CorpusId corpus, @Nullable Teacher teacher) {
    var known = new HashMap<ClipId, List<FrameTrack>>(traced(corpus));
    if (teacher != null) {
      for (var clip : tracks.clipsOf(corpus, teacher.voter())) {
        var all = new ArrayList<>(known.getOrDefault(clip, List.of()));
        var traced = all.stream().map(FrameTrack::measure).toList();
        tracks.of(clip).stream()
            .filter(one -> one.voter().equals(teacher.voter()))
            .flatMap(one -> one.tracks().stream())
            .filter(track -> !traced.contains(track.measure()) && track.says())
            .forEach(all::add);
        known.put(clip, List.copyOf(all));
      }
    }
    return known;
  }

  /// Valence and arousal of whole clips as people rated them, by the mean.
  Map<ClipId, Map<Measure, Double>> rated(CorpusId corpus, List<ClipId> clips) {
    var people =
        voting.votersOf(corpus).stream()
            .filter(voter -> voter.kind() == VoterKind.PERSON)
            .map(Voter::id)
            .collect(Collectors.toSet());
    var rated = new HashMap<ClipId, Map<Measure, Double>>();
    for (int from = 0; from < clips.size(); from += PAGE) {
      voting
          .standing(clips.subList(from, Math.min(clips.size(), from + PAGE)))
          .forEach((clip, all) -> {
            var votes = all.stream().filter(vote -> people.contains(vote.voter())).toList();
            var means = new HashMap<Measure, Double>();
            mean(votes, Vote::valence).ifPresent(mean -> means.put(Measure.VALENCE, mean));
            mean(votes, Vote::arousal).ifPresent(mean -> means.put(Measure.AROUSAL, mean));
            if (!means.isEmpty()) {
              rated.put(clip, means);
            }
          });
    }
    return rated;
  }

  private static OptionalDouble mean(List<Vote> votes, Function<Vote, Optional<Double>> of) {
    return votes.stream()
        .flatMap(vote -> of.apply(vote).stream())
        .mapToDouble(Double::doubleValue)
        .average();
  }

  private record Traced(ClipId clip, Axis axis) {}

  private Map<ClipId, List<FrameTrack>> traced(CorpusId corpus) {
    var lags = references.lags(corpus);
    var sums = new HashMap<Traced, Sum>();
    traces.read(
        corpus,
        series -> {
          var lag = lags.get(series.voter());
          double seconds = lag == null ? 0 : lag.found().map(found -> found.seconds()).orElse(0.0);
          sums.computeIfAbsent(new Traced(series.clip(), series.axis()), _ -> new Sum())
              .add(series.values(), (int) Math.round(seconds * Trace.SERIES_HZ));
        });
    var known = new HashMap<ClipId, List<FrameTrack>>();
    sums.forEach((of, sum) -> {
      var measure = of.axis() == Axis.VALENCE ? Measure.VALENCE : Measure.AROUSAL;
      sum.track(measure)
          .ifPresent(track -> known.computeIfAbsent(of.clip(), _ -> new ArrayList<>()).add(track));
    });
    return known;
  }

  /// What several people say at equal steps.
  private static final class Sum {
    private float[] total = new float[0];
    private int[] count = new int[0];

    /// @param late steps by which it follows behind what it is about
    void add(float[] values, int late) {
      int length = Math.max(total.length, values.length - late);
      total = Arrays.copyOf(total, length);
      count = Arrays.copyOf(count, length);
      for (int i = late; i < values.length; i++) {
        if (!Float.isNaN(values[i])) {
          total[i - late] += values[i];
          count[i - late]++;
        }
      }
    }

    Optional<FrameTrack> track(Measure measure) {
      int length = Math.min(total.length, FrameTrack.MOST_FRAMES);
      var micros = new long[length];
      var values = new float[length];
      for (int i = 0; i < length; i++) {
        micros[i] = Math.round(i * MICROS / Trace.SERIES_HZ);
        values[i] = count[i] == 0 ? Float.NaN : Math.clamp(total[i] / count[i], -1, 1);
      }
      return length == 0
          ? Optional.empty()
          : Optional.of(new FrameTrack(measure, micros, values)).filter(FrameTrack::says);
    }
  }
}
