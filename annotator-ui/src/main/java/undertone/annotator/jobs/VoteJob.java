package undertone.annotator.jobs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.RunId;
import undertone.corpora.Sentence;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.media.MediaStore;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.Voting;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureProgress;
import undertone.engine.voters.VotingModel;

/// Lets a model vote on every clip of a corpus, as a machine voter under its own name.
///
/// A clip on which it holds the same as before gets no new vote; where it holds something else, the
/// new vote supersedes the old one; where it has nothing to say any more, the old one is taken
/// back. So a run that is begun again, or run twice, doubles nothing.
public final class VoteJob implements Job {

  private static final int PAGE = 256;
  private static final ClipFilter READY =
      new ClipFilter(null, ClipState.READY, null, null, null, null, null, null);

  private final Catalogue catalogue;
  private final Library library;
  private final Voting voting;
  private final MediaStore media;
  private final VotingModels models;

  VoteJob(
      Catalogue catalogue, Library library, Voting voting, MediaStore media, VotingModels models) {
    this.catalogue = catalogue;
    this.library = library;
    this.voting = voting;
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
    var scheme = catalogue.schemeOf(corpus);
    var model = models.open(plan, scheme, new FeatureCache(context.home().features()));
    var voter = MachineVoter.of(voting, corpus, model.name());
    long total = library.count(corpus, READY);
    var tally = new Tally();
    long after = -1;
    while (true) {
      context.stopIfCancelled();
      var page = library.page(corpus, READY, after, PAGE);
      if (page.isEmpty()) {
        break;
      }
      var said = look(model, page, tally.clips, total, context);
      if (!catalogue.schemeOf(corpus).equals(scheme)) {
        throw new InvalidValueException(
            "The label scheme was changed while this run was at work; start it again.");
      }
      var standing = voting.standing(page.stream().map(Clip::id).toList());
      for (var clip : page) {
        settle(
            run.id(), clip.id(), voter, said, standing.getOrDefault(clip.id(), List.of()), tally);
      }
      after = page.getLast().position();
    }
    return new Outcome(
        Sentence.of(
            "%s clips looked at: %s votes stand, %s of them new or changed; %s clips without a"
                + " face.",
            tally.clips, tally.votes, tally.changed, tally.unseen),
        JsonMapper.shared().writeValueAsString(tally.summary(model, voter)));
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
      RunId run,
      ClipId clip,
      Voter voter,
      VotingModel.Said said,
      List<Vote> standing,
      Tally tally) {
    var own = MachineVoter.own(standing, voter.id());
    var held = said.votes().get(clip.toString());
    var unreadable = said.unreadable().get(clip.toString());
    tally.clips++;
    if (unreadable != null) {
      tally.unreadable.put(clip.toString(), unreadable); // what stands is not judged by it
    } else if (held == null) {
      tally.unseen += said.unseen().contains(clip.toString()) ? 1 : 0;
      tally.outside += said.outside().contains(clip.toString()) ? 1 : 0;
      if (own != null) {
        voting.withdraw(MachineVoter.clientId(run, clip, own, CandidateSet.NONE), clip, voter.id());
        tally.withdrawn++;
      }
    } else {
      tally.votes++;
      tally.sizes.merge(held.size(), 1, Integer::sum);
      tally.changed += MachineVoter.cast(voting, run, clip, voter.id(), own, held) ? 1 : 0;
    }
  }

  private static final class Tally {
    long clips = 0;
    long votes = 0;
    long changed = 0;
    long withdrawn = 0;
    long unseen = 0;
    long outside = 0;
    final Map<Integer, Integer> sizes = new TreeMap<>();
    final Map<String, String> unreadable = new TreeMap<>();

    Map<String, Object> summary(VotingModel model, Voter voter) {
      var summary = new LinkedHashMap<String, Object>();
      summary.put("model", model.name());
      summary.put("voter", voter.id().value());
      summary.put("clips", clips);
      summary.put("votes", votes);
      summary.put("changed", changed);
      summary.put("withdrawn", withdrawn);
      summary.put("unseen", unseen);
      summary.put("outside", outside);
      summary.put("setSizes", sizes);
      summary.put("unreadable", unreadable);
      summary.put("featuresMaySeen", model.mayHaveSeen());
      return summary;
    }
  }
}
