package undertone.annotator.jobs;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.RunId;
import undertone.corpora.Sentence;
import undertone.corpora.caption.Captioning;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.decision.Curation;
import undertone.corpora.media.MediaStore;
import undertone.corpora.proposal.Estimate;
import undertone.corpora.proposal.NewProposal;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.rule.Rule;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voting;
import undertone.engine.features.ClipSource;
import undertone.engine.features.ClipVectors;
import undertone.engine.features.Extractors;
import undertone.engine.features.FaceExpressionFeatures;
import undertone.engine.features.FacePictures;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureProgress;
import undertone.engine.refinement.Ballot;
import undertone.engine.refinement.Checkpoints;
import undertone.engine.refinement.ClipOutcome;
import undertone.engine.refinement.ClipPictures;
import undertone.engine.refinement.EarlierRunException;
import undertone.engine.refinement.EpochReport;
import undertone.engine.refinement.FeatureTable;
import undertone.engine.refinement.Likeness;
import undertone.engine.refinement.NextToConfirm;
import undertone.engine.refinement.NoiseRates;
import undertone.engine.refinement.ProvenRefinement;
import undertone.engine.refinement.RefinementClip;
import undertone.engine.refinement.RefinementInput;
import undertone.engine.refinement.RefinementMethod;
import undertone.engine.refinement.RefinementPlan;
import undertone.engine.refinement.RefinementResult;
import undertone.engine.refinement.RunCancelledException;
import undertone.engine.refinement.RunListener;
import undertone.engine.refinement.SecondOpinion;
import undertone.engine.refinement.VotersMissingException;
import undertone.engine.voters.FaceExpressionVoter;

/// Refines the candidate sets of a corpus and puts what it finds before the curators.
///
/// Votes and features go in, estimates and proposals come out. Labels a curator settled are learned
/// as certain; gold labels are held out, and the run reports its own precision on them.
public final class RefineJob implements Job {

  private static final int PAGE = 1000;
  private static final int ASKED = 100; // clips a curator could confirm next
  private static final int MOST_MEMBERS = 100; // networks per fold, for numbering the journal
  private static final double FEATURES_SHARE = 0.3; // of the progress bar

  private final Catalogue catalogue;
  private final Library library;
  private final Voting voting;
  private final SecondOpinions opinions;
  private final Proposals proposals;
  private final Runs runs;
  private final MediaStore media;
  private final Extractors extractors;
  private final Describers describers;
  private final EarlierRefinements earlier;
  private final Curation curation;
  private final Clock clock;

  RefineJob(
      Catalogue catalogue,
      Library library,
      Voting voting,
      Captioning captioning,
      Proposals proposals,
      Runs runs,
      MediaStore media,
      Extractors extractors,
      Describers describers,
      EarlierRefinements earlier,
      Curation curation,
      Clock clock) {
    this.catalogue = catalogue;
    this.library = library;
    this.voting = voting;
    opinions = new SecondOpinions(captioning, extractors);
    this.proposals = proposals;
    this.runs = runs;
    this.media = media;
    this.extractors = extractors;
    this.describers = describers;
    this.earlier = earlier;
    this.curation = curation;
    this.clock = clock;
  }

  @Override
  public RunKind kind() {
    return RunKind.REFINE;
  }

  @Override
  public Outcome work(Run run, JobContext context) throws Exception {
    var corpus = run.corpus().orElseThrow();
    var plan = JsonMapper.shared().readValue(run.plan(), RefinePlan.class);
    var scheme = catalogue.schemeOf(corpus);
    var from = earlier.of(corpus, plan);
    var readAt = clock.instant();
    var clips = votedClips(corpus, scheme, plan, context);
    var sources = clips.stream().map(c -> ClipSources.of(c.clip(), media)).toList();
    var described = features(corpus, sources, plan, context);
    var vectors = described.vectors();
    var input =
        new RefinementInput(
            scheme.labels().stream().map(Label::id).toList(),
            clips.stream().map(VotedClip::forEngine).toList(),
            FeatureTable.of(vectors.x()),
            plan.encoder() == null ? null : faces(sources, context),
            heard(clips, sources, scheme, plan, context));
    var own = Checkpoints.in(EarlierRefinements.checkpoints(context.folder()));
    var result = learn(input, plan, from == null ? own : own.goingOnFrom(from), context);
    if (!catalogue.schemeOf(corpus).equals(scheme)) {
      throw new InvalidValueException(
          "The label scheme was changed while this run was at work; start it again.");
    }
    runs.readData(run.id(), result.facts().dataHash());
    var found = proposals(clips, input, result, plan.seed());
    var report =
        MoveReport.of(
            found,
            input.clips(),
            result,
            Boolean.TRUE.equals(plan.hold()),
            catalogue.require(corpus).leastPrecision());
    int proposed =
        proposals.publish(run.id(), corpus, estimates(clips, result), found, report.held());
    var summary = summary(result, vectors, clips.size(), proposed);
    summary.put("report", report);
    summary.put("noise", NoiseRates.of(input.clips(), result));
    if (!input.opinions().isEmpty()) {
      summary.put("heard", input.opinions().stream().map(SecondOpinion::from).toList());
    }
    summary.put("readAt", readAt.toString());
    var difference = difference(run, corpus, plan, clips);
    if (difference != null) {
      summary.put("since", difference);
    }
    if (plan.method().looks()) {
      summary.put("nextToConfirm", nextToConfirm(input, result));
    }
    summary.put("featuresMaySeen", maySeen(described, input));
    summary.put("featuresTaught", described.taught());
    extractors.missing(plan.faces()).ifPresent(told -> summary.put("featuresMissing", told));
    return new Outcome(
        Sentence.of(
            report.held()
                ? "%s clips looked at, %s flagged, %s proposals held back."
                : "%s clips looked at, %s flagged, %s proposals to review.",
            clips.size(),
            result.facts().flagged(),
            proposed),
        JsonMapper.shared().writeValueAsString(summary));
  }

  /// What became different since the run this one goes on from, or else the newest one before it;
  /// null = there is none.
  private @Nullable RunDifference difference(
      Run run, CorpusId corpus, RefinePlan plan, List<VotedClip> clips) {
    var from = plan.continues();
    var other =
        from == null
            ? earlier.before(corpus, run.id()).orElse(null)
            : runs.find(new RunId(from)).orElse(null);
    if (other == null) {
      return null;
    }
    var since = readAt(other);
    var judged = proposals.judgedBy(other.id());
    var settledSince = curation.settledSince(corpus, since);
    int added = 0;
    int voted = 0;
    int settled = 0;
    var settledEver = new HashSet<ClipId>();
    for (var clip : clips) {
      var id = clip.clip().id();
      boolean confirmed = clip.forEngine().confirmed() != null;
      if (confirmed) {
        settledEver.add(id);
      }
      if (!judged.contains(id)) {
        added++;
        continue;
      }
      voted += clip.lastVote() != null && clip.lastVote().isAfter(since) ? 1 : 0;
      settled += confirmed && settledSince.contains(id) ? 1 : 0;
    }
    return RunDifference.of(
        other.id().value(),
        from != null,
        proposals.movedBy(other.id()),
        proposals.movedBy(run.id()),
        settledEver,
        new RunDifference.Clips(added, voted, settled));
  }

  /// When a run read the votes; older ones do not say, and read them when they began.
  private static Instant readAt(Run run) {
    var said =
        run.summary()
            .map(summary -> JsonMapper.shared().readTree(summary).path("readAt").asString(""))
            .orElse("");
    return said.isEmpty() ? run.startedAt().orElse(run.createdAt()) : Instant.parse(said);
  }

  /// A clip with its standing votes, as the run sees it.
  ///
  /// @param lastVote when the newest of them was cast; null = there is none
  private record VotedClip(Clip clip, RefinementClip forEngine, @Nullable Instant lastVote) {}

  private List<VotedClip> votedClips(
      CorpusId corpus, LabelScheme scheme, RefinePlan plan, JobContext context) {
    var golds = library.goldsOf(corpus);
    var rejected = proposals.rejected(corpus);
    var counted = countedVoters(corpus, plan);
    var found = new ArrayList<VotedClip>();
    var ready = new ClipFilter(null, ClipState.READY, null, null, null, null, null, null);
    long after = -1;
    while (true) {
      context.stopIfCancelled();
      var page = library.page(corpus, ready, after, PAGE);
      if (page.isEmpty()) {
        break;
      }
      var ids = page.stream().map(Clip::id).toList();
      var votes = voting.standing(ids);
      var onProbation =
          plan.method() == RefinementMethod.LABEL_MODEL
              ? voting.onProbation(ids)
              : Map.<ClipId, List<Vote>>of();
      for (var clip : page) {
        // a label model finds out itself what each rule is worth, so it may hear all of them
        var hints =
            onProbation.getOrDefault(clip.id(), List.of()).stream()
                .filter(v -> Rule.isVoter(counted.getOrDefault(v.voter().value(), "")))
                .flatMap(v -> ballots(v, counted, scheme))
                .filter(hint -> !hint.held().isEmpty()) // its labels may be gone
                .toList();
        var standing =
            votes.getOrDefault(clip.id(), List.of()).stream()
                .filter(v -> counted.containsKey(v.voter().value()))
                .toList();
        var ballots = standing.stream().flatMap(v -> ballots(v, counted, scheme)).toList();
        found.add(
            new VotedClip(
                clip,
                new RefinementClip(
                    clip.id().toString(),
                    clip.conversation().or(clip::speaker).orElse(clip.id().toString()),
                    ballots,
                    inScheme(scheme, clip.decidedLabel().orElse(null)),
                    inScheme(scheme, golds.get(clip.id())),
                    rejected.getOrDefault(clip.id(), Set.of()),
                    hints),
                standing.stream().map(Vote::castAt).max(Comparator.naturalOrder()).orElse(null)));
      }
      after = page.getLast().position();
    }
    if (found.stream()
        .map(VotedClip::forEngine)
        .allMatch(c -> c.ballots().isEmpty() && c.hints().isEmpty())) {
      throw new InvalidValueException(
          "No clip of this corpus has a vote to learn from; annotate some, or choose other voters.");
    }
    return found;
  }

  private Map<Long, String> countedVoters(CorpusId corpus, RefinePlan plan) {
    var counted = new HashMap<Long, String>();
    for (var voter : voting.votersOf(corpus)) {
      if (plan.voters().isEmpty() || plan.voters().contains(voter.name())) {
        counted.put(voter.id().value(), voter.name());
      }
    }
    return counted;
  }

  // An anonymous crowd's tally becomes one ballot per label, cast as often as it was counted.
  private static Stream<Ballot> ballots(Vote vote, Map<Long, String> names, LabelScheme scheme) {
    var name = names.getOrDefault(vote.voter().value(), "");
    if (vote.tally().isEmpty()) {
      var held = vote.candidates().labels().stream().filter(l -> scheme.indexOf(l) >= 0).toList();
      return Stream.of(Ballot.ranked(name, new CandidateSet(held)));
    }
    return vote.tally().entrySet().stream()
        .filter(e -> e.getValue() > 0 && scheme.indexOf(e.getKey()) >= 0)
        .map(e -> new Ballot(name, CandidateSet.of(e.getKey()), false, e.getValue()));
  }

  private static @Nullable String inScheme(LabelScheme scheme, @Nullable String label) {
    return label != null && scheme.indexOf(label) >= 0 ? label : null;
  }

  private Describers.Described features(
      CorpusId corpus, List<ClipSource> sources, RefinePlan plan, JobContext context)
      throws Exception {
    return describers.describe(
        corpus,
        plan.faces(),
        sources,
        context.home(),
        heard(
            context,
            FEATURES_SHARE,
            (done, total) -> Sentence.of("features: %s of %s clips", done, total)));
  }

  private ClipPictures faces(List<ClipSource> sources, JobContext context) throws Exception {
    return ClipPictures.of(
        FaceAlbum.of(
            extractors,
            sources,
            context.home(),
            heard(context, 0, (done, total) -> Sentence.of("faces: %s of %s clips", done, total))),
        FacePictures.SIDE);
  }

  /// What else is said of the clips; nothing where no confirmed clips would weigh it.
  private List<SecondOpinion> heard(
      List<VotedClip> clips,
      List<ClipSource> sources,
      LabelScheme scheme,
      RefinePlan plan,
      JobContext context)
      throws Exception {
    long confirmed = clips.stream().filter(c -> c.forEngine().confirmed() != null).count();
    return plan.corrects() && SecondOpinion.heard(confirmed)
        ? opinions.of(
            clips.stream().map(c -> c.clip().id()).toList(),
            sources,
            scheme,
            plan.faces(),
            cache(context),
            heard(context, 0, (done, total) -> Sentence.of("captions: %s of %s read", done, total)))
        : List.of();
  }

  private static FeatureCache cache(JobContext context) {
    return new FeatureCache(context.home().features());
  }

  /// @param share of the progress bar that this fills
  private static FeatureProgress heard(
      JobContext context, double share, BiFunction<Integer, Integer, Sentence> told) {
    return new FeatureProgress() {
      @Override
      public void advanced(int done, int total) {
        context.report(FEATURES_SHARE - share + share * done / total, told.apply(done, total));
      }

      @Override
      public boolean cancelled() {
        return context.cancelled();
      }
    };
  }

  /// Data that flatter the run's figures, by how faces are described or by a model that voted.
  private static Set<String> maySeen(Describers.Described described, RefinementInput input) {
    var seen = new TreeSet<>(described.mayHaveSeen());
    if (input.clips().stream()
        .flatMap(c -> c.ballots().stream())
        .anyMatch(b -> b.voter().equals(FaceExpressionVoter.NAME))) {
      seen.add(FaceExpressionFeatures.MAY_HAVE_SEEN);
    }
    return seen;
  }

  private RefinementResult learn(
      RefinementInput input, RefinePlan plan, Checkpoints checkpoints, JobContext context) {
    var listener =
        new RunListener() {
          @Override
          public void progress(double share) {
            context.report(FEATURES_SHARE + (1 - FEATURES_SHARE) * share, Sentence.of("learning"));
          }

          @Override
          public void epoch(EpochReport report) {
            // Numbered by place, not by time, so that a resumed run writes nothing twice.
            int seq =
                ((report.fold() - 1) * MOST_MEMBERS + report.member() - 1) * report.epochs()
                    + report.epoch();
            context.journal(seq, report);
          }

          @Override
          public boolean cancelled() {
            return context.cancelled();
          }
        };
    try {
      // what curators have confirmed always counts; too little of it changes nothing
      return new ProvenRefinement(plan.recipe().refinement())
          .run(input, enginePlan(plan), checkpoints, listener);
    } catch (RunCancelledException e) {
      throw new JobCancelledException(e);
    } catch (VotersMissingException e) {
      throw refused(e);
    } catch (EarlierRunException e) {
      throw EarlierRefinements.refused(e, Objects.requireNonNull(plan.continues()));
    }
  }

  private static InvalidValueException refused(VotersMissingException e) {
    return e.isAnonymous()
        ? new InvalidValueException(
            "%s needs to know who voted, but votes here are anonymous counts; choose another method.",
            e.method())
        : new InvalidValueException(
            "%s needs at least %s voters but found %s; let more people vote, or choose another method.",
            e.method(), e.least(), e.found());
  }

  private static RefinementPlan enginePlan(RefinePlan plan) {
    var usual = RefinementPlan.DEFAULT.detection();
    var detecting =
        new RefinementPlan.Detecting(
            usual.correcting(),
            plan.correction(),
            plan.delta(),
            usual.memberQuantile(),
            usual.start());
    var base =
        RefinementPlan.DEFAULT.withEpochs(plan.epochs()).startingFrom(plan.init()).with(detecting);
    return new RefinementPlan(
        plan.seed(),
        plan.folds(),
        base.members(),
        base.components(),
        base.learning(),
        base.views(),
        base.detection(),
        plan.noiseThreshold(),
        base.neighbours(),
        base.threads());
  }

  private static List<Estimate> estimates(List<VotedClip> clips, RefinementResult result) {
    var byId = byId(clips);
    return result.clips().stream()
        .map(o ->
            new Estimate(
                require(byId, o.clip()).clip().id(),
                o.noiseProbability(),
                o.flagged(),
                shares(o.top())))
        .toList();
  }

  private static List<NewProposal> proposals(
      List<VotedClip> clips, RefinementInput input, RefinementResult result, long seed) {
    var byId = byId(clips);
    var found = new ArrayList<NewProposal>();
    for (var outcome : result.clips()) {
      var clip = require(byId, outcome.clip());
      var proposal = ProposalRule.propose(clip.clip(), clip.forEngine(), outcome);
      if (proposal != null) {
        found.add(proposal);
      }
    }
    return grouped(found, clips, input, seed);
  }

  private static Map<String, VotedClip> byId(List<VotedClip> clips) {
    var byId = new HashMap<String, VotedClip>();
    clips.forEach(c -> byId.put(c.clip().id().toString(), c));
    return byId;
  }

  private static VotedClip require(Map<String, VotedClip> byId, String id) {
    var clip = byId.get(id);
    if (clip == null) {
      throw new IllegalStateException("Bug: the run answers for unknown clip " + id);
    }
    return clip;
  }

  /// Open clips with votes, the one that teaches most first, clips of one group together.
  private static List<String> nextToConfirm(RefinementInput input, RefinementResult result) {
    var answerable =
        input.clips().stream()
            .filter(c -> c.confirmed() == null && !c.ballots().isEmpty())
            .map(RefinementClip::id)
            .collect(Collectors.toSet());
    return NextToConfirm.after(input, result, answerable, ASKED);
  }

  /// The proposals in groups of clips that look alike; as they are if they are too few to group.
  private static List<NewProposal> grouped(
      List<NewProposal> found, List<VotedClip> clips, RefinementInput input, long seed) {
    var rows = new HashMap<ClipId, Integer>();
    clips.forEach(c -> rows.put(c.clip().id(), rows.size()));
    var asked = found.stream().mapToInt(p -> rows.getOrDefault(p.clip(), -1)).toArray();
    var medoids = Likeness.medoids(input.features(), asked, seed);
    if (medoids.length == 0) {
      return found;
    }
    return IntStream.range(0, asked.length)
        .mapToObj(i -> found.get(i).near(clips.get(medoids[i]).clip().id()))
        .toList();
  }

  static Map<String, Double> shares(List<ClipOutcome.LabelProbability> ranked) {
    var shares = new LinkedHashMap<String, Double>();
    ranked.forEach(l -> shares.put(l.label(), l.probability()));
    return shares;
  }

  private static Map<String, Object> summary(
      RefinementResult result, ClipVectors vectors, int clips, int proposed) {
    var facts = result.facts();
    var summary = new LinkedHashMap<String, Object>();
    summary.put("clips", clips);
    summary.put("flagged", facts.flagged());
    summary.put("proposals", proposed);
    summary.put("partialRate", facts.partialRate());
    summary.put("noiseRate", facts.noiseRate());
    summary.put("kappa", facts.kappa());
    summary.put("temperature", facts.temperature());
    summary.put("startEpochs", facts.startEpochs());
    if (facts.onTrusted() != null) {
      summary.put("trusted", facts.onTrusted());
    }
    if (facts.correction() != null) {
      summary.put("correction", facts.correction());
    }
    if (result.proof() != null) {
      summary.put("proof", result.proof());
    }
    summary.put("features", vectors.blocks());
    summary.put("unreadable", vectors.unreadable());
    summary.put("modelHash", facts.modelHash());
    summary.put("device", facts.device());
    return summary;
  }
}
