package undertone.annotator.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.RunId;
import undertone.corpora.Sentence;
import undertone.corpora.VoterId;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.media.MediaStore;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.track.FrameTracks;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.engine.features.FeatureProgress;
import undertone.engine.voters.VotingModel;

/// Lets a model vote on every clip of a corpus, as a machine voter under its own name.
///
/// A clip on which it holds the same as before gets no new vote; where it holds something else, the
/// new vote supersedes the old one; where it has nothing to say any more, the old one is taken
/// back. So a run that is begun again, or run twice, doubles nothing.
///
/// What a model follows in faces is kept as its tracks, in place of those of its last look.
///
/// A model that was learned on the corpus votes on probation at first: curators see what it says,
/// and it counts for nothing until one lets it in.
public final class VoteJob implements Job {

  private static final int PAGE = 256;
  private static final int NAMED = 20; // clips that lack the same
  private static final ClipFilter ALL =
      new ClipFilter(null, null, null, null, null, null, null, null);
  private static final ClipFilter READY =
      new ClipFilter(null, ClipState.READY, null, null, null, null, null, null);

  private final Catalogue catalogue;
  private final Library library;
  private final Voting voting;
  private final FrameTracks tracks;
  private final MediaStore media;
  private final VotingModels models;

  VoteJob(
      Catalogue catalogue,
      Library library,
      Voting voting,
      FrameTracks tracks,
      MediaStore media,
      VotingModels models) {
    this.catalogue = catalogue;
    this.library = library;
    this.voting = voting;
    this.tracks = tracks;
    this.media = media;
    this.models = models;
  }

  @Override
  public RunKind kind() {
    return RunKind.VOTE;
  }

  @Override
  public Outcome work(Run run, JobContext context) throws Exception {
    var corpus = run.corpus().orElseThrow();
    var plan = JsonMapper.shared().readValue(run.plan(), VotePlan.class);
    return switch (Objects.requireNonNull(plan.deed())) {
      case LOOK -> look(run.id(), corpus, plan, context);
      case LET_IN -> count(corpus, plan, false, context);
      case SUSPEND -> count(corpus, plan, true, context);
    };
  }

  private Outcome look(RunId run, CorpusId corpus, VotePlan plan, JobContext context)
      throws Exception {
    var scheme = catalogue.schemeOf(corpus);
    long total = library.count(corpus, READY);
    var tally = new Tally();
    try (var model = models.open(plan, corpus, scheme, context.home())) {
      var voter =
          plan.onProbation()
              ? MachineVoter.onProbation(voting, corpus, model.name())
              : MachineVoter.of(voting, corpus, model.name());
      long after = -1;
      while (true) {
        context.stopIfCancelled();
        var page = library.page(corpus, READY, after, PAGE);
        if (page.isEmpty()) {
          return new Outcome(
              told(tally, voter, model.rates()),
              JsonMapper.shared().writeValueAsString(tally.summary(model, voter)));
        }
        var said = look(model, page, tally.clips, total, context);
        if (!catalogue.schemeOf(corpus).equals(scheme)) {
          throw new InvalidValueException(
              "The label scheme was changed while this run was at work; start it again.");
        }
        var clips = page.stream().map(Clip::id).toList();
        settle(run, clips, voter.id(), said, tally);
        follow(run, corpus, clips, voter.id(), said, tally);
        after = page.getLast().position();
      }
    }
  }

  private static Sentence told(Tally tally, Voter voter, boolean rates) {
    if (rates) {
      return Sentence.of(
          "%s clips looked at: %s rated, which stands with the tracks; %s clips it cannot say"
              + " anything of.",
          tally.clips, tally.followed, tally.unseen);
    }
    return voter.onProbation()
        ? Sentence.of(
            "%s clips looked at: %s votes for curators to see, %s of them new or changed; %s clips"
                + " it cannot say anything of.",
            tally.clips, tally.votes, tally.changed, tally.unseen)
        : Sentence.of(
            "%s clips looked at: %s votes stand, %s of them new or changed; %s clips it cannot say"
                + " anything of.",
            tally.clips, tally.votes, tally.changed, tally.unseen);
  }

  /// Lets a model's votes count or count no more, and counts every clip again. Begun again, it
  /// counts all of them once more, which changes nothing.
  private Outcome count(CorpusId corpus, VotePlan plan, boolean probation, JobContext context) {
    var voter =
        voting.votersOf(corpus).stream()
            .filter(v -> v.kind() == VoterKind.MACHINE && v.name().equals(plan.model()))
            .findFirst()
            .orElseThrow(
                () -> new InvalidValueException("%s has not voted in this corpus.", plan.model()));
    voting.setProbation(voter.id(), probation);
    long total = library.count(corpus, ALL);
    long counted = 0;
    long votes = 0;
    long after = -1;
    while (true) {
      context.stopIfCancelled();
      var page = library.page(corpus, ALL, after, PAGE);
      if (page.isEmpty()) {
        break;
      }
      var clips = page.stream().map(Clip::id).toList();
      votes += voting.heldBy(voter.id(), clips).size();
      voting.recount(clips);
      counted += clips.size();
      context.report(
          (double) counted / Math.max(total, counted),
          Sentence.of("counting: %s of %s clips", counted, total));
      after = page.getLast().position();
    }
    var summary = new LinkedHashMap<String, Object>();
    summary.put("model", plan.model());
    summary.put("voter", voter.id().value());
    summary.put("votes", votes);
    summary.put("probation", probation);
    return new Outcome(
        probation
            ? Sentence.of("%s votes of %s count no more; curators see them.", votes, plan.model())
            : Sentence.of("%s votes of %s count from now on.", votes, plan.model()),
        JsonMapper.shared().writeValueAsString(summary));
  }

  private VotingModel.Said look(
      VotingModel model, List<Clip> page, long before, long total, JobContext context)
      throws Exception {
    var progress =
        new FeatureProgress() {
          @Override
          public void advanced(int done, int of) {
            context.report(
                (double) (before + done) / Math.max(total, before + of),
                Sentence.of("looking: %s of %s clips", before + done, total));
          }

          @Override
          public void beforehand(int done, int of) {
            context.report(0, Sentence.of("looking at settled clips: %s of %s", done, of));
          }

          @Override
          public boolean cancelled() {
            return context.cancelled();
          }
        };
    try {
      return model.look(page.stream().map(c -> ClipSources.of(c, media)).toList(), progress);
    } catch (CancellationException e) {
      throw new JobCancelledException(e);
    }
  }

  private void settle(
      RunId run, List<ClipId> clips, VoterId voter, VotingModel.Said said, Tally tally) {
    var own = voting.heldBy(voter, clips);
    var held = new LinkedHashMap<ClipId, CandidateSet>();
    var gone = new LinkedHashMap<ClipId, Vote>();
    for (var clip : clips) {
      var unreadable = said.unreadable().get(clip.toString());
      var vote = said.votes().get(clip.toString());
      tally.clips++;
      if (unreadable != null) {
        tally.unreadable.put(clip.toString(), unreadable); // what stands is not judged by it
      } else if (vote == null) {
        var lacks = said.unseen().get(clip.toString());
        if (lacks != null) {
          tally.unseen(clip.toString(), lacks);
        }
        tally.outside += said.outside().contains(clip.toString()) ? 1 : 0;
        var before = own.get(clip);
        if (before != null) {
          gone.put(clip, before);
        }
      } else {
        tally.sizes.merge(vote.size(), 1, Integer::sum);
        held.put(clip, vote);
      }
    }
    tally.votes += held.size();
    tally.withdrawn += gone.size();
    tally.changed += MachineVoter.castAll(voting, run, voter, own, held);
    MachineVoter.withdrawAll(voting, run, voter, gone);
  }

  private void follow(
      RunId run,
      CorpusId corpus,
      List<ClipId> clips,
      VoterId voter,
      VotingModel.Said said,
      Tally tally) {
    for (var clip : clips) {
      var followed = said.followed().get(clip.toString());
      if (followed != null) {
        tracks.write(corpus, clip, voter, run, followed);
        tally.followed += followed.isEmpty() ? 0 : 1;
      }
    }
  }

  /// Clips that lack the same.
  ///
  /// @param clips how many
  /// @param first of them
  private record Lacking(long clips, List<String> first) {
    private Lacking and(String clip) {
      var more = new ArrayList<>(first);
      if (more.size() < NAMED) {
        more.add(clip);
      }
      return new Lacking(clips + 1, List.copyOf(more));
    }
  }

  private static final class Tally {
    long clips = 0;
    long votes = 0;
    long changed = 0;
    long withdrawn = 0;
    long unseen = 0;
    long outside = 0;
    long followed = 0;
    final Map<String, Lacking> lacking = new TreeMap<>(); // by what is lacking
    final Map<Integer, Integer> sizes = new TreeMap<>();
    final Map<String, String> unreadable = new TreeMap<>();

    void unseen(String clip, String lacks) {
      unseen++;
      lacking.put(lacks, lacking.getOrDefault(lacks, new Lacking(0, List.of())).and(clip));
    }

    Map<String, Object> summary(VotingModel model, Voter voter) {
      var summary = new LinkedHashMap<String, Object>();
      summary.put("model", model.name());
      summary.put("voter", voter.id().value());
      summary.put("probation", voter.onProbation());
      summary.put("clips", clips);
      summary.put("votes", votes);
      summary.put("changed", changed);
      summary.put("withdrawn", withdrawn);
      summary.put("unseen", unseen);
      summary.put("cannotSay", lacking);
      summary.put("outside", outside);
      summary.put("followed", followed);
      summary.put("rates", model.rates());
      summary.put("setSizes", sizes);
      summary.put("unreadable", unreadable);
      summary.put("featuresMaySeen", model.mayHaveSeen());
      summary.putAll(model.basis());
      return summary;
    }
  }
}
