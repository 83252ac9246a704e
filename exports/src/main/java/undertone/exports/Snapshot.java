package undertone.exports;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.ClipRating;
import undertone.corpora.CorpusId;
import undertone.corpora.Meaning;
import undertone.corpora.RunId;
import undertone.corpora.VoterId;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.decision.SettledParts;
import undertone.corpora.preference.Preferences;
import undertone.corpora.preference.StandingPreference;
import undertone.corpora.pseudo.SpreadBases;
import undertone.corpora.pseudo.SpreadBasis;
import undertone.corpora.scheme.SchemePast;
import undertone.corpora.segment.Segment;
import undertone.corpora.trace.Axis;
import undertone.corpora.trace.ReactionLag;
import undertone.corpora.trace.ReferenceTraces;
import undertone.corpora.trace.Trace;
import undertone.corpora.trace.Traces;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.Voting;

/// Reads what stands now, page by page, as a release will say it.
final class Snapshot {

  private static final int PAGE = 1000;

  private final Library library;
  private final Voting voting;
  private final Catalogue catalogue;
  private final ReferenceTraces references;
  private final JdbcClient jdbc;
  private final SpreadBases bases;

  Snapshot(
      Library library,
      Voting voting,
      Catalogue catalogue,
      ReferenceTraces references,
      JdbcClient jdbc) {
    this.references = references;
    this.library = library;
    this.voting = voting;
    this.catalogue = catalogue;
    this.jdbc = jdbc;
    bases = new SpreadBases(jdbc);
  }

  /// Takes one page of released clips.
  interface Sink {
    void page(List<ReleasedClip> clips, double share);
  }

  /// Walks over the clips of a corpus in order of arrival and hands on those the policy lets in.
  void read(CorpusId corpus, ReleasePolicy policy, Sink sink) {
    var filter =
        new ClipFilter(null, ClipState.READY, null, policy.split(), null, null, null, null);
    var voters =
        voting.votersOf(corpus).stream().collect(Collectors.toMap(Voter::id, Function.identity()));
    var past = catalogue.past(corpus);
    var lags = references.lags(corpus);
    long all = Math.max(1, library.count(corpus, filter));
    long after = -1;
    long seen = 0;
    while (true) {
      var page = library.page(corpus, filter, after, PAGE);
      if (page.isEmpty()) {
        return;
      }
      var votes = voting.standing(page.stream().map(Clip::id).toList());
      var cueVotes =
          policy.takesCueVotes()
              ? voting.standingOfCues(page.stream().map(Clip::id).toList())
              : Map.<ClipId, List<Vote>>of();
      var range = new Range(corpus, page.getFirst().position(), page.getLast().position());
      var parts = new Parts(segments(range, past), traces(range, lags, policy.shiftsTraces()));
      var captions = captions(range);
      var decisions = decisions(range, past, voters, parts);
      var mimes = mimes(range);
      var preferences = Preferences.standing(jdbc, page.stream().map(Clip::id).toList());
      var released = new ArrayList<ReleasedClip>();
      for (var clip : page) {
        var standing = votes.getOrDefault(clip.id(), List.of());
        var decision = decisions.get(clip.id());
        boolean preferred =
            policy.takesPreferences() && !preferences.getOrDefault(clip.id(), List.of()).isEmpty();
        if (preferred || lets(policy, standing, decision)) {
          var line =
              line(
                  clip,
                  mimes.get(clip.id()),
                  standing.stream().map(v -> released(v, voters, parts)).toList(),
                  cueVotes.getOrDefault(clip.id(), List.of()).stream()
                      .map(v -> released(v, voters, parts))
                      .toList(),
                  captions.getOrDefault(clip.id(), List.of()),
                  preferences.getOrDefault(clip.id(), List.of()).stream()
                      .map(p -> released(p, voters))
                      .toList(),
                  decision,
                  policy);
          if (preferred || !policy.labelledOnly() || line.label() != null) {
            released.add(line);
          }
        }
      }
      after = range.to();
      seen += page.size();
      sink.page(released, (double) seen / all);
    }
  }

  /// Clips of one page by their positions: an index range, however many there are.
  private record Range(CorpusId corpus, long from, long to) {}

  /// @param unseen whether a label that was spread was accepted together with others
  /// @param rating settled of the whole clip
  private record StandingDecision(
      @Nullable String label,
      boolean unseen,
      ClipRating rating,
      ReleasedClip.CuratorStep curator,
      ReleasedClip.@Nullable RunStep run) {

    StandingDecision with(SpreadBasis basis) {
      return new StandingDecision(
          label, unseen, rating, curator, run == null ? null : run.with(basis));
    }
  }

  private static boolean lets(
      ReleasePolicy policy, List<Vote> votes, @Nullable StandingDecision decision) {
    boolean settled = decision != null && decision.label() != null;
    return settled || votes.size() >= policy.minVotes();
  }

  private static ReleasedClip line(
      Clip clip,
      @Nullable String mime,
      List<ReleasedClip.ReleasedVote> votes,
      List<ReleasedClip.ReleasedVote> cueVotes,
      List<ReleasedClip.ReleasedCaption> captions,
      List<ReleasedClip.ReleasedPreference> preferences,
      @Nullable StandingDecision decision,
      ReleasePolicy policy) {
    var soft = shares(votes);
    String label = null;
    var source = LabelSource.NONE;
    if (decision != null && decision.label() != null) {
      label = decision.label();
      source = decision.unseen() ? LabelSource.PSEUDO : LabelSource.CURATOR;
    } else if (policy.decisions() == DecisionPolicy.CURATOR_ELSE_MAJORITY) {
      label = majority(votes).orElse(null);
      source = label == null ? LabelSource.NONE : LabelSource.MAJORITY;
    }
    var rating = rating(votes, decision);
    return new ReleasedClip(
        clip.name(),
        clip.modality().name(),
        clip.mediaHash().orElse(null),
        mime,
        clip.text().orElse(null),
        clip.language().orElse(null),
        clip.split().orElse(null),
        clip.conversation().orElse(null),
        clip.turn().orElse(null),
        clip.speaker().orElse(null),
        seconds(clip.startMicros()),
        seconds(clip.endMicros()),
        seconds(clip.durationMicros()),
        List.copyOf(soft.keySet()),
        soft,
        label,
        source,
        clip.noise().orElse(null),
        rating.valence(),
        rating.arousal(),
        rating.intensity(),
        captions,
        preferences,
        new ReleasedClip.Lineage(
            votes,
            cueVotes,
            decision == null ? null : decision.run(),
            decision == null ? null : decision.curator()));
  }

  /// What a curator settled, and of what they left open the mean of the votes.
  private static ClipRating rating(
      List<ReleasedClip.ReleasedVote> votes, @Nullable StandingDecision decision) {
    var mean =
        ClipRating.mean(
            votes.stream()
                .map(v -> new ClipRating(v.valence(), v.arousal(), v.intensity()))
                .toList());
    return decision == null ? mean : decision.rating().orElse(mean);
  }

  private static @Nullable Double seconds(Optional<Long> micros) {
    return micros.map(m -> m / 1e6).orElse(null);
  }

  /// Shares by label, largest first, ties by word.
  static Map<String, Double> shares(List<ReleasedClip.ReleasedVote> votes) {
    var weights = new HashMap<String, Double>();
    for (var vote : votes) {
      if (vote.tally().isEmpty()) {
        vote.candidates()
            .forEach(l -> weights.merge(l, 1.0 / vote.candidates().size(), Double::sum));
      } else {
        vote.tally().forEach((l, n) -> weights.merge(l, (double) n, Double::sum));
      }
    }
    double total = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    var ordered = new LinkedHashMap<String, Double>();
    weights.entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .sorted(
            Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(e -> ordered.put(e.getKey(), e.getValue() / total));
    return ordered;
  }

  /// The label most voters put first; none when the best are tied.
  static Optional<String> majority(List<ReleasedClip.ReleasedVote> votes) {
    var firsts = new HashMap<String, Integer>();
    for (var vote : votes) {
      if (!vote.tally().isEmpty()) {
        vote.tally().forEach((l, n) -> firsts.merge(l, n, Integer::sum));
      } else if (!vote.candidates().isEmpty()) {
        firsts.merge(vote.candidates().getFirst(), 1, Integer::sum);
      }
    }
    int most = firsts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    var best = firsts.entrySet().stream().filter(e -> e.getValue() == most).toList();
    return most > 0 && best.size() == 1 ? Optional.of(best.getFirst().getKey()) : Optional.empty();
  }

  /// What votes say of stretches of clips and along them, by the vote's row.
  private record Parts(
      Map<Long, List<ReleasedClip.ReleasedSegment>> segments,
      Map<Long, List<ReleasedClip.ReleasedTrace>> traces) {}

  private static ReleasedClip.ReleasedVote released(
      Vote vote, Map<VoterId, Voter> voters, Parts parts) {
    var voter = Objects.requireNonNull(voters.get(vote.voter()), "Bug: a vote without a voter");
    return new ReleasedClip.ReleasedVote(
        voter.name(),
        voter.kind().name(),
        vote.cue().name(),
        vote.context().map(Enum::name).orElse(null),
        vote.guidelineRevision().orElse(null),
        vote.revision(),
        vote.meaning().name(),
        vote.candidates().labels(),
        vote.words().isEmpty() ? null : vote.said().labels(),
        vote.excluded().labels(),
        vote.certainty().map(Enum::name).orElse(null),
        vote.intensity().orElse(null),
        vote.valence().orElse(null),
        vote.arousal().orElse(null),
        vote.tally(),
        parts.segments().getOrDefault(vote.id(), List.of()),
        parts.traces().getOrDefault(vote.id(), List.of()),
        vote.castAt().toString());
  }

  /// What a curator settled beside the label, with names.
  private static ReleasedClip.SettledStep settled(
      SettledParts parts, Map<VoterId, Voter> voters, Parts said) {
    return new ReleasedClip.SettledStep(
        parts.segments().stream()
            .map(s ->
                new ReleasedClip.SettledSegment(
                    released(s.segment()), name(s.saidBy(), voters), s.edited()))
            .toList(),
        parts.traces().stream()
            .flatMap(t ->
                said.traces().getOrDefault(t.vote(), List.of()).stream()
                    .filter(trace -> trace.axis().equals(t.axis().name()))
                    .map(trace -> new ReleasedClip.SettledTrace(trace, name(t.saidBy(), voters))))
            .toList(),
        parts.captions().stream()
            .map(c ->
                new ReleasedClip.SettledCaption(
                    c.text(), c.language(), name(c.saidBy(), voters), c.edited()))
            .toList(),
        parts.rating() == null ? null : released(parts.rating(), voters));
  }

  private static ReleasedClip.SettledRating released(
      SettledParts.TakenRating taken, Map<VoterId, Voter> voters) {
    var rating = taken.rating();
    return new ReleasedClip.SettledRating(
        rating.valence(),
        rating.arousal(),
        rating.intensity(),
        taken.meanOf().stream().map(id -> name(id, voters)).toList());
  }

  private static ReleasedClip.ReleasedSegment released(Segment segment) {
    var certainty = segment.certainty();
    return new ReleasedClip.ReleasedSegment(
        segment.startMicros() / 1e6,
        segment.endMicros() / 1e6,
        segment.meaning().name(),
        segment.candidates().labels(),
        segment.excluded().labels(),
        certainty == null ? null : certainty.name(),
        segment.caption(),
        segment.captionLanguage());
  }

  private static ReleasedClip.ReleasedPreference released(
      StandingPreference held, Map<VoterId, Voter> voters) {
    return new ReleasedClip.ReleasedPreference(
        name(held.voter(), voters), held.pair().a1(), held.pair().a2(), held.preference().word());
  }

  private static String name(VoterId id, Map<VoterId, Voter> voters) {
    return Objects.requireNonNull(voters.get(id), "Bug: a part without a voter").name();
  }

  private Map<ClipId, List<ReleasedClip.ReleasedCaption>> captions(Range range) {
    var byClip = new HashMap<ClipId, List<ReleasedClip.ReleasedCaption>>();
    jdbc.sql(
            """
            select t.clip_id, t.content, t.language, t.level, t.region, v.name from caption t
            join clip c on c.id = t.clip_id join voter v on v.id = t.voter_id
            where c.corpus_id = ? and c.position between ? and ? and t.content <> ''
              and not exists (select 1 from caption n where n.clip_id = t.clip_id
                and n.voter_id = t.voter_id and n.level = t.level and n.region = t.region
                and n.language = t.language and n.revision > t.revision)
            order by t.clip_id, v.name, t.level, t.region, t.language
            """)
        .params(range.corpus().value(), range.from(), range.to())
        .query((row, _) ->
            byClip
                .computeIfAbsent(new ClipId(row.getLong(1)), _ -> new ArrayList<>())
                .add(
                    new ReleasedClip.ReleasedCaption(
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5).isEmpty() ? null : row.getString(5),
                        row.getString(6))))
        .list();
    return byClip;
  }

  private Map<Long, List<ReleasedClip.ReleasedSegment>> segments(Range range, SchemePast past) {
    var byVote = new HashMap<Long, List<ReleasedClip.ReleasedSegment>>();
    jdbc.sql(
            """
            select s.vote_id, s.start_micros, s.end_micros, s.meaning, s.candidates, s.excluded,
              s.certainty, s.caption, s.caption_language, v.cast_at
            from clip c join vote v on v.clip_id = c.id and v.corpus_id = c.corpus_id
            join segment s on s.vote_id = v.id
            where c.corpus_id = ? and c.position between ? and ?
            order by s.vote_id, s.start_micros, s.end_micros, s.id
            """)
        .params(range.corpus().value(), range.from(), range.to())
        .query(row -> {
          var reading = past.at(row.getObject(10, OffsetDateTime.class).toInstant());
          var candidates = CandidateSet.parse(row.getString(5));
          byVote
              .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
              .add(
                  new ReleasedClip.ReleasedSegment(
                      row.getLong(2) / 1e6,
                      row.getLong(3) / 1e6,
                      reading.meaning(Meaning.valueOf(row.getString(4)), candidates).name(),
                      reading.candidates(candidates).labels(),
                      reading.excluded(CandidateSet.parse(row.getString(6)), candidates).labels(),
                      row.getString(7),
                      row.getString(8),
                      row.getString(9)));
        });
    return byVote;
  }

  private Map<Long, List<ReleasedClip.ReleasedTrace>> traces(
      Range range, Map<VoterId, ReactionLag.Estimate> lags, boolean shift) {
    var byVote = new HashMap<Long, List<ReleasedClip.ReleasedTrace>>();
    jdbc.sql(
            """
            select t.vote_id, t.axis, t.series_hz, t.series, t.events, v.voter_id
            from clip c join vote v on v.clip_id = c.id and v.corpus_id = c.corpus_id
            join trace t on t.vote_id = v.id
            where c.corpus_id = ? and c.position between ? and ?
            order by t.vote_id, t.axis desc
            """)
        .params(range.corpus().value(), range.from(), range.to())
        .query((row, _) ->
            byVote
                .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                .add(
                    released(
                        Traces.trace(Axis.valueOf(row.getString(2)), row.getBytes(5)),
                        row.getDouble(3),
                        series(row.getBytes(4)),
                        lag(lags.get(new VoterId(row.getLong(6)))),
                        shift)))
        .list();
    return byVote;
  }

  private static ReleasedClip.ReleasedTrace released(
      Trace trace,
      double hz,
      List<@Nullable Float> series,
      ReleasedClip.@Nullable ReleasedLag lag,
      boolean shift) {
    var events = new ArrayList<List<Double>>();
    for (int event = 0; event < trace.size(); event++) {
      events.add(List.of(trace.micros(event) / 1e6, (double) trace.value(event)));
    }
    return new ReleasedClip.ReleasedTrace(
        trace.axis().name(),
        hz,
        series,
        events,
        lag,
        shift && lag != null ? shifted(series, hz, lag.seconds()) : null);
  }

  /// What was drawn a lag later stands where it was meant; the end has nothing to stand there.
  private static List<@Nullable Float> shifted(
      List<@Nullable Float> series, double hz, double lagSeconds) {
    int steps = (int) Math.min(series.size(), Math.round(lagSeconds * hz));
    return new ArrayList<@Nullable Float>(series.subList(steps, series.size()));
  }

  private static ReleasedClip.@Nullable ReleasedLag lag(ReactionLag.@Nullable Estimate estimate) {
    return estimate == null
        ? null
        : estimate
            .found()
            .map(
                f -> new ReleasedClip.ReleasedLag(f.seconds(), f.low(), f.high(), estimate.clips()))
            .orElse(null);
  }

  private static List<@Nullable Float> series(byte[] bytes) {
    var values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    var series = new ArrayList<@Nullable Float>();
    while (values.hasRemaining()) {
      float value = values.get();
      series.add(Float.isNaN(value) ? null : Float.valueOf(value));
    }
    return series;
  }

  private Map<ClipId, String> mimes(Range range) {
    var byClip = new HashMap<ClipId, String>();
    jdbc.sql(
            "select c.id, m.mime from clip c join media_file m on m.hash = c.media_hash where"
                + " c.corpus_id = ? and c.position between ? and ?")
        .params(range.corpus().value(), range.from(), range.to())
        .query((row, _) -> byClip.put(new ClipId(row.getLong(1)), row.getString(2)))
        .list();
    return byClip;
  }

  private Map<ClipId, StandingDecision> decisions(
      Range range, SchemePast past, Map<VoterId, Voter> voters, Parts said) {
    var byClip = new HashMap<ClipId, StandingDecision>();
    var spread = new HashMap<RunId, List<ClipId>>();
    jdbc.sql(
            """
            select d.clip_id, d.label, d.verdict, d.reason, d.decided_at, a.display_name,
              p.run_id, r.kind, p.label, p.probability, p.noise, r.data_hash, r.code_version, r.seed,
              d.parts, s.verdict = 'ACCEPT' and p.kind = 'PSEUDO_LABEL' and s.batch is not null,
              p.kind = 'PSEUDO_LABEL'
            from standing_decision d
            join decision s on s.id = d.settling_id
            join clip c on c.id = d.clip_id
            join account a on a.id = d.curator_id
            left join proposal p on p.id = s.proposal_id
            left join run r on r.id = p.run_id
            where c.corpus_id = ? and c.position between ? and ?
            """)
        .params(range.corpus().value(), range.from(), range.to())
        .query((row, _) -> {
          long run = row.getLong(7);
          var step =
              row.wasNull()
                  ? null
                  : new ReleasedClip.RunStep(
                      run,
                      row.getString(8),
                      row.getString(9),
                      row.getDouble(10),
                      row.getDouble(11),
                      row.getString(12),
                      row.getString(13),
                      row.getLong(14),
                      null);
          if (step != null && row.getBoolean(17)) {
            spread
                .computeIfAbsent(new RunId(run), _ -> new ArrayList<>())
                .add(new ClipId(row.getLong(1)));
          }
          var decidedAt = row.getObject(5, OffsetDateTime.class).toInstant();
          // Nothing is settled any more if its label was split or retired since.
          var label =
              Optional.ofNullable(row.getString(2))
                  .flatMap(past.at(decidedAt)::single)
                  .orElse(null);
          var parts = SettledParts.parse(row.getString(15)).read(past.at(decidedAt));
          var taken = parts.rating();
          var rating = taken == null ? ClipRating.NONE : taken.rating();
          var curator =
              new ReleasedClip.CuratorStep(
                  row.getString(6),
                  row.getString(3),
                  row.getString(4),
                  decidedAt.toString(),
                  parts.isEmpty() ? null : settled(parts, voters, said));
          return byClip.put(
              new ClipId(row.getLong(1)),
              new StandingDecision(label, row.getBoolean(16), rating, curator, step));
        })
        .list();
    spread.forEach((run, clips) ->
        bases
            .of(run, clips)
            .forEach((clip, basis) ->
                byClip.computeIfPresent(clip, (_, decision) -> decision.with(basis))));
    return byClip;
  }

  /// The written form of a released clip's candidates.
  static String written(List<String> candidates) {
    return new CandidateSet(candidates).written();
  }
}
