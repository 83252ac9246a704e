package undertone.annotator.pseudo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.jobs.PseudoJobPlan;
import undertone.annotator.jobs.PseudoPool;
import undertone.annotator.jobs.PseudoProposals;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.runs.RunDesk;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.Label;
import undertone.corpora.RunId;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.pseudo.PseudoLabel;
import undertone.corpora.pseudo.PseudoLabels;
import undertone.corpora.pseudo.SpreadBasis;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;
import undertone.engine.pseudo.Gates;

/// Shows what labels that were spread have to pass, and changes it.
@Service
@Transactional
public class PseudoDesk {
  private static final int LARGEST_PAGE = 1000;

  private final RunDesk desk;
  private final Rights rights;
  private final Runs runs;
  private final Catalogue catalogue;
  private final PseudoLabels pseudo;
  private final PseudoPool pool;
  private final PseudoProposals proposing;
  private final Proposals proposals;

  PseudoDesk(
      RunDesk desk,
      Rights rights,
      Runs runs,
      Catalogue catalogue,
      PseudoLabels pseudo,
      PseudoPool pool,
      PseudoProposals proposing,
      Proposals proposals) {
    this.desk = desk;
    this.rights = rights;
    this.runs = runs;
    this.catalogue = catalogue;
    this.pseudo = pseudo;
    this.pool = pool;
    this.proposing = proposing;
    this.proposals = proposals;
  }

  /// What a run with this plan would learn from today.
  @Transactional(readOnly = true)
  public PseudoPool.Counts count(CorpusId corpus, PseudoJobPlan plan) {
    rights.require(corpus, Right.MANAGE);
    return pool.count(corpus, plan);
  }

  /// What a run says of clips, with all it rests on.
  ///
  /// @param after number of the last clip one has; 0 for the first page
  @Transactional(readOnly = true)
  public List<PseudoLabel> labels(RunId run, long after, int size) {
    require(run, Right.REVIEW);
    if (size < 1 || size > LARGEST_PAGE) {
      throw new InvalidRequestException("A page has 1 to %s labels.", LARGEST_PAGE);
    }
    return pseudo.page(run, after, size);
  }

  /// How a run came to some of its labels, by clip.
  @Transactional(readOnly = true)
  public Map<ClipId, SpreadBasis> bases(RunId run, List<PseudoLabel> labels) {
    require(run, Right.REVIEW);
    return pseudo.bases(run, labels.stream().map(PseudoLabel::clip).toList());
  }

  /// What the labels of a run have to pass.
  @Transactional(readOnly = true)
  public Gates gates(RunId run) {
    require(run, Right.REVIEW);
    return JsonMapper.shared()
        .readValue(pseudo.gates(run).orElseThrow(PseudoDesk::none), Gates.class);
  }

  /// All that a run says, to try gates on.
  @Transactional(readOnly = true)
  public SpreadLabels spread(RunId id) {
    var run = require(id, Right.REVIEW);
    return new SpreadLabels(ran(run), pseudo.of(id));
  }

  /// What gates would let through, label by label; nothing is changed.
  @Transactional(readOnly = true)
  public List<Gates.Preview> preview(RunId run, Gates gates) {
    var spread = spread(run);
    mustFit(gates, spread.labels());
    return spread.preview(gates);
  }

  /// Proposes what passes these gates from now on; what is decided stays, what does not pass steps
  /// aside.
  ///
  /// @return how many proposals wait
  /// @throws InvalidRequestException if the run does not stand, or the labels have changed since
  public int apply(RunId id, Gates gates) {
    var run = require(id, Right.MANAGE);
    if (run.withdrawnAt().isPresent() || !runs.lockStanding(id)) {
      throw new InvalidRequestException("This run has been withdrawn already.");
    }
    var ran = ran(run);
    mustFit(gates, ran.labels());
    var corpus = run.corpus().orElseThrow();
    if (!catalogue.schemeOf(corpus).labels().stream()
        .map(Label::id)
        .toList()
        .equals(ran.labels())) {
      throw new InvalidRequestException(
          "The labels have changed since this run; spread them again instead.");
    }
    if (!newest(corpus).equals(id)) {
      throw new InvalidRequestException(
          "A newer run has spread labels since; change what that one's have to pass.");
    }
    pseudo.gates(id, JsonMapper.shared().writeValueAsString(gates));
    return proposals.repropose(id, corpus, proposing.of(id, corpus, gates, ran));
  }

  private RunId newest(CorpusId corpus) {
    return runs.of(corpus, RunKind.PSEUDO).stream()
        .filter(run -> run.state() == RunState.DONE)
        .filter(run -> run.withdrawnAt().isEmpty())
        .findFirst()
        .orElseThrow()
        .id();
  }

  private static void mustFit(Gates gates, List<String> labels) {
    if (gates.confidence().size() != labels.size()) {
      throw new InvalidRequestException(
          "Give one confidence for each of %s labels, in the order of the scheme.", labels.size());
    }
  }

  private static PseudoProposals.Ran ran(Run run) {
    var summary = JsonMapper.shared().readTree(run.summary().orElse("{}"));
    var labels = new ArrayList<String>();
    summary.path("labels").forEach(label -> labels.add(label.asString("")));
    return new PseudoProposals.Ran(
        labels, summary.path("folds").asInt(), summary.path("modalities").asInt());
  }

  private Run require(RunId id, Right right) {
    var run = desk.require(id, right);
    if (run.kind() != RunKind.PSEUDO || run.state() != RunState.DONE) {
      throw none();
    }
    return run;
  }

  private static InvalidRequestException none() {
    return new InvalidRequestException("This run has spread no labels, or has not ended well.");
  }
}
