package undertone.annotator.runs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.home.CodeVersion;
import undertone.annotator.jobs.CaptionPlan;
import undertone.annotator.jobs.DescribePlan;
import undertone.annotator.jobs.DescribingModels;
import undertone.annotator.jobs.EarlierRefinements;
import undertone.annotator.jobs.ImportPlan;
import undertone.annotator.jobs.JobTasks;
import undertone.annotator.jobs.LlmRunPlan;
import undertone.annotator.jobs.MerImportPlan;
import undertone.annotator.jobs.PseudoJobPlan;
import undertone.annotator.jobs.RefinePlan;
import undertone.annotator.jobs.ReleasePlan;
import undertone.annotator.jobs.RobustnessPlan;
import undertone.annotator.jobs.TrainPlan;
import undertone.annotator.jobs.TrainedModels;
import undertone.annotator.jobs.VotePlan;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.RunId;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.decision.Curation;
import undertone.corpora.proposal.ProposalState;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.rule.Rule;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;
import undertone.corpora.vote.TrackRecords;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.engine.metrics.Share;

/// Starts, watches and stops runs, for people with the right to.
@Service
public class RunDesk {

  private static final Set<RunKind> PROPOSING =
      Set.of(RunKind.REFINE, RunKind.CONTRADICT, RunKind.PSEUDO);

  private final Runs runs;
  private final Catalogue catalogue;
  private final Voting voting;
  private final TrackRecords records;
  private final Proposals proposals;
  private final Curation curation;
  private final JobTasks.Desk engine;
  private final Rights rights;
  private final CurrentPerson person;
  private final ImportFolders folders;
  private final EarlierRefinements earlier;
  private final TrainedModels trained;
  private final DescribingModels describing;

  RunDesk(
      Runs runs,
      Catalogue catalogue,
      Voting voting,
      TrackRecords records,
      Proposals proposals,
      Curation curation,
      JobTasks.Desk engine,
      Rights rights,
      CurrentPerson person,
      ImportFolders folders,
      EarlierRefinements earlier,
      TrainedModels trained,
      DescribingModels describing) {
    this.runs = runs;
    this.catalogue = catalogue;
    this.voting = voting;
    this.records = records;
    this.proposals = proposals;
    this.curation = curation;
    this.engine = engine;
    this.rights = rights;
    this.person = person;
    this.folders = folders;
    this.earlier = earlier;
    this.trained = trained;
    this.describing = describing;
  }

  /// Brings a folder on the server into a corpus.
  ///
  /// @param folder administrators may name any; owners one below the settings' `import-roots`
  public Run importFolder(CorpusId corpus, Path folder, int topK) {
    rights.require(corpus, Right.MANAGE);
    folders.check(folder);
    return start(RunKind.IMPORT, corpus, new ImportPlan(folder.toString(), topK));
  }

  /// Brings a file of a MER challenge into a corpus that holds its clips.
  ///
  /// @throws InvalidRequestException if a file lies where the person may not look, or is none
  public Run importMer(CorpusId corpus, MerImportPlan plan) {
    rights.require(corpus, Right.MANAGE);
    folders.check(plan);
    return start(RunKind.MER, corpus, plan);
  }

  /// Refines the candidate sets of a corpus.
  ///
  /// @throws InvalidRequestException if the run that it is to go on from does not fit, or a model
  ///   is named that has not described the corpus
  public Run refine(CorpusId corpus, RefinePlan plan) {
    rights.require(corpus, Right.MANAGE);
    try {
      var whole = plan.seeing(describing.mustDescribe(corpus, plan.faces()));
      earlier.of(corpus, whole); // the engine asks again, and reads more than can be seen from here
      return start(RunKind.REFINE, corpus, whole, whole.seed());
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
  }

  /// Refinements that a new one can go on from, newest first.
  public List<EarlierRefinements.Earlier> earlier(CorpusId corpus) {
    rights.require(corpus, Right.MANAGE);
    return earlier.of(corpus);
  }

  /// Lets a model vote on a corpus.
  ///
  /// @throws InvalidRequestException if the model cannot vote under the corpus' label scheme, or is
  ///   not in this build
  public Run vote(CorpusId corpus, VotePlan plan) {
    rights.require(corpus, Right.MANAGE);
    try {
      var learned = trained.of(corpus);
      var whole = plan.whole(learned);
      whole.mustSuit(catalogue.schemeOf(corpus), learned);
      return start(RunKind.VOTE, corpus, whole, 0);
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
  }

  /// Whether the space that was learned from captions can vote here.
  public boolean captionsVote(CorpusId corpus) {
    rights.require(corpus, Right.READ);
    return trained.of(corpus).captions();
  }

  /// The voter that a model is; empty = it has not voted.
  public Optional<Voter> voter(CorpusId corpus, String model) {
    rights.require(corpus, Right.READ);
    return voting.votersOf(corpus).stream()
        .filter(voter -> voter.kind() == VoterKind.MACHINE && voter.name().equals(model))
        .findFirst();
  }

  /// How the votes of a model fared on clips that were settled, whether they count or not.
  ///
  /// @param first clips whose truth it put first
  /// @param held clips whose truth is among what it holds possible
  public record Fared(Share first, Share held) {}

  public Fared fared(CorpusId corpus, Voter voter) {
    rights.require(corpus, Right.REVIEW);
    int first = 0;
    int held = 0;
    var judged = records.of(corpus, voter.id());
    for (var one : judged) {
      first += one.held().first().filter(one.truth()::equals).isPresent() ? 1 : 0;
      held += one.held().contains(one.truth()) ? 1 : 0;
    }
    return new Fared(Share.of(first, judged.size()), Share.of(held, judged.size()));
  }

  /// Says what noise and blur cost a model that votes.
  ///
  /// @throws InvalidRequestException if the model cannot vote under the corpus' label scheme, or
  ///   the folder of noise may not be read
  public Run robustness(CorpusId corpus, RobustnessPlan plan) {
    rights.require(corpus, Right.MANAGE);
    folders.check(plan);
    try {
      plan.mustSuit(catalogue.schemeOf(corpus), trained.of(corpus));
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
    return start(RunKind.ROBUSTNESS, corpus, plan, plan.seed());
  }

  /// Lets a hosted recognition model learn from a corpus.
  ///
  /// @throws InvalidRequestException if what it is to start from does not fit
  public Run train(CorpusId corpus, TrainPlan plan) {
    rights.require(corpus, Right.MANAGE);
    try {
      trained.mustStart(corpus, plan);
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
    return start(RunKind.TRAIN, corpus, plan, plan.seed());
  }

  /// Asks a language model about a corpus; whether it may is for [LlmDesk] to say.
  Run llm(CorpusId corpus, LlmRunPlan plan) {
    rights.require(corpus, Right.MANAGE);
    return start(RunKind.LLM, corpus, plan, plan.seed());
  }

  /// Learns from the captions of a corpus, for its search.
  public Run caption(CorpusId corpus, CaptionPlan plan) {
    rights.require(corpus, Right.MANAGE);
    return start(RunKind.CAPTION, corpus, plan, plan.seed());
  }

  /// Brings clips that came since into the space that was learned from captions.
  public Run embed(CorpusId corpus) {
    rights.require(corpus, Right.MANAGE);
    return start(RunKind.EMBED, corpus, Map.of(), 0);
  }

  /// Whether rules have voted, which a label model hears.
  public boolean rulesVote(CorpusId corpus) {
    rights.require(corpus, Right.READ);
    return voting.votersOf(corpus).stream().anyMatch(voter -> Rule.isVoter(voter.name()));
  }

  /// Lets the rules of a corpus vote.
  public Run rules(CorpusId corpus) {
    rights.require(corpus, Right.MANAGE);
    return start(RunKind.RULES, corpus, Map.of(), 0);
  }

  /// Looks for captions that contradict the label sets of their clips.
  public Run contradict(CorpusId corpus) {
    rights.require(corpus, Right.MANAGE);
    return start(RunKind.CONTRADICT, corpus, Map.of(), 0);
  }

  /// Lets a model that learned on a corpus, or was brought in, describe its clips.
  ///
  /// @throws InvalidRequestException if it is not there, or reads anything but clips
  public Run describe(CorpusId corpus, DescribePlan plan) {
    rights.require(corpus, Right.MANAGE);
    try {
      var whole = describing.whole(corpus, plan);
      describing.mustRead(corpus, whole);
      return start(RunKind.DESCRIBE, corpus, whole, 0);
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
  }

  /// Names of the models that have described a corpus, those first that learned on it.
  public List<String> describers(CorpusId corpus) {
    rights.require(corpus, Right.READ);
    return describing.of(corpus);
  }

  /// Spreads the labels of some clips over the others.
  ///
  /// @throws InvalidRequestException if a model is named that has not described the corpus, or a
  ///   label that it has not
  public Run pseudo(CorpusId corpus, PseudoJobPlan plan) {
    rights.require(corpus, Right.MANAGE);
    try {
      var whole = plan.seeing(describing.mustDescribe(corpus, plan.faces()));
      whole.mustFit(catalogue.schemeOf(corpus));
      return start(RunKind.PSEUDO, corpus, whole, whole.seed());
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
  }

  /// Has everything made that annotators need of a corpus' media and is not there yet.
  public Run prepare(CorpusId corpus) {
    rights.require(corpus, Right.MANAGE);
    return start(RunKind.PREPARE, corpus, Map.of(), 0);
  }

  /// Names of everybody who votes in a corpus, people and machines.
  public List<String> votersOf(CorpusId corpus) {
    rights.require(corpus, Right.MANAGE);
    return voting.votersOf(corpus).stream().map(Voter::name).toList();
  }

  /// Writes a release.
  public Run release(CorpusId corpus, ReleasePlan plan) {
    rights.require(corpus, Right.MANAGE);
    return start(RunKind.RELEASE, corpus, plan);
  }

  /// The newest runs of a corpus.
  public List<Run> of(CorpusId corpus) {
    rights.require(corpus, Right.READ);
    return runs.newest(corpus);
  }

  /// One run of a corpus one may read.
  ///
  /// @throws UnknownRunException if there is none, or one has no part in its corpus
  public Run require(RunId id) {
    return require(id, Right.READ);
  }

  /// What a run found, as JSON, as far as the person who asks may see it: how each voter fares is
  /// for those who review.
  public Optional<String> summary(Run run) {
    boolean reviews = run.corpus().filter(c -> rights.may(c, Right.REVIEW)).isPresent();
    return reviews ? run.summary() : run.summary().map(RunDesk::withoutVoters);
  }

  private static String withoutVoters(String summary) {
    var found = JsonMapper.shared().readTree(summary);
    if (found.path("report") instanceof ObjectNode report) {
      report.remove("overruled");
    }
    if (found.path("noise") instanceof ObjectNode noise) {
      noise.remove("byVoter");
    }
    return found.toString();
  }

  /// Journal entries (JSON) after a number (exclusive; start with -1).
  public List<String> journal(RunId id, int after) {
    require(id, Right.READ);
    return runs.journal(id, after);
  }

  public void cancel(RunId id) {
    require(id, Right.MANAGE);
    runs.cancel(id);
  }

  /// Lets a failed or cancelled run go on from its last checkpoint.
  ///
  /// @throws InvalidRequestException if it reads what the person may not bring in, though somebody
  ///   else could
  public void again(RunId id) {
    folders.check(require(id, Right.MANAGE));
    if (runs.again(id)) {
      engine.submit(id);
    }
  }

  /// What withdrawing a run took away.
  public record Withdrawn(int proposals, int decisions) {}

  /// Puts the proposals of a run that was held back before the curators.
  ///
  /// @return how many are asked now
  @Transactional
  public int letIn(RunId id) {
    var run = require(id, Right.MANAGE);
    mustStand(run);
    return proposals.letIn(id, run.corpus().orElseThrow());
  }

  /// Takes back all a run proposed.
  ///
  /// @param decisionsToo whether decisions on its proposals are taken back with it
  @Transactional
  public Withdrawn withdraw(RunId id, boolean decisionsToo) {
    var run = require(id, Right.MANAGE);
    mustStand(run);
    var by = person.account().id();
    int decisions = decisionsToo ? curation.undoRun(id, by) : 0;
    if (!runs.withdraw(id, by)) {
      throw withdrawnAlready();
    }
    return new Withdrawn(proposals.withdraw(id), decisions);
  }

  /// Whether runs of a kind put proposals before the curators.
  public static boolean proposes(RunKind kind) {
    return PROPOSING.contains(kind);
  }

  // Holds the run too: of two who let it in or withdraw it, the second is told.
  private void mustStand(Run run) {
    if (!proposes(run.kind()) || run.state() != RunState.DONE) {
      throw new InvalidRequestException(
          "Only a refinement, a search for contradictions or a run that spreads labels proposes"
              + " anything, once it has ended well.");
    }
    if (!runs.lockStanding(run.id())) {
      throw withdrawnAlready();
    }
  }

  private static InvalidRequestException withdrawnAlready() {
    return new InvalidRequestException("This run has been withdrawn already.");
  }

  /// How many proposals of a run are held back.
  public long held(RunId id) {
    require(id);
    return proposals.count(id, ProposalState.HELD);
  }

  /// How many decisions on a run's proposals nobody has taken back.
  public long decided(RunId id) {
    require(id);
    return curation.countOf(id);
  }

  /// What two runs of one corpus propose, clip by clip.
  public Proposals.Comparison compare(RunId first, RunId second) {
    if (!require(first).corpus().equals(require(second).corpus())) {
      throw new InvalidRequestException("These runs are of different corpora.");
    }
    return proposals.compare(first, second);
  }

  /// One run, for people with a right in its corpus.
  ///
  /// @throws UnknownRunException if there is none, or one has no part in its corpus
  public Run require(RunId id, Right right) {
    var run = runs.find(id).orElseThrow(() -> new UnknownRunException(id));
    var corpus =
        run.corpus().filter(rights::hasPart).orElseThrow(() -> new UnknownRunException(id));
    rights.require(corpus, right);
    return run;
  }

  private Run start(RunKind kind, CorpusId corpus, Object plan) {
    return start(kind, corpus, plan, ThreadLocalRandom.current().nextLong(1L << 31));
  }

  private Run start(RunKind kind, @Nullable CorpusId corpus, Object plan, long seed) {
    var run =
        runs.queue(
            kind,
            corpus,
            JsonMapper.shared().writeValueAsString(plan),
            seed,
            CodeVersion.current(),
            person.account().id());
    engine.submit(run.id());
    return run;
  }
}
