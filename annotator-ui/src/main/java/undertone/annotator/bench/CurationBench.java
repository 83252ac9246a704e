package undertone.annotator.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import undertone.corpora.AccountId;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.ProposalId;
import undertone.corpora.caption.Captioning;
import undertone.corpora.clip.Library;
import undertone.corpora.comment.Commenting;
import undertone.corpora.decision.Curation;
import undertone.corpora.decision.Disagreement;
import undertone.corpora.decision.Disagreements;
import undertone.corpora.decision.Disagreements.Among;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.People;
import undertone.corpora.proposal.Estimate;
import undertone.corpora.proposal.Evidence;
import undertone.corpora.proposal.NewProposal;
import undertone.corpora.proposal.OpenProposals;
import undertone.corpora.proposal.ProposalKind;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.proposal.ReviewFilter;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;
import undertone.corpora.segment.Segments;
import undertone.corpora.trace.Traces;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voting;

/// Measures a curator's way through the open proposals of a corpus: deciding, and reading the next
/// case with all its evidence as the screen does. Milliseconds unless a name says otherwise.
public final class CurationBench {

  private static final int VOTERS = 3;
  private static final int NEIGHBOURS = 10;
  private static final int ROUNDS = 5;
  private static final int PAGE = 20;

  private final ScratchCorpus scratch;
  private final CorpusId corpus;
  private final Proposals proposals;
  private final OpenProposals asked;
  private final Curation curation;
  private final Times accepts = new Times();
  private final Times cases = new Times();
  private final Times counts = new Times();

  private CurationBench(ScratchCorpus scratch) {
    this.scratch = scratch;
    this.corpus = scratch.corpus();
    this.proposals = scratch.get(Proposals.class);
    this.asked = scratch.get(OpenProposals.class);
    this.curation = scratch.get(Curation.class);
  }

  /// @param clips in the corpus, each voted on by three
  /// @param open proposals to begin with, at most one per clip
  /// @param decisions made one after the other
  public static Map<String, Object> run(int clips, int open, int decisions) throws IOException {
    if (open > clips || decisions > open) {
      throw new IllegalArgumentException(
          "There are at most as many proposals as clips, and decisions as proposals.");
    }
    try (var scratch = ScratchCorpus.of(clips, VOTERS)) {
      return new CurationBench(scratch).measure(open, decisions);
    }
  }

  private Map<String, Object> measure(int open, int decisions) {
    var curator = curator();
    publish(open);
    scratch.get(JdbcTemplate.class).execute("analyze");
    long heapBefore = heapMb();
    long began = System.nanoTime();
    var decided = new Times();
    var next = next();
    for (int i = 0; i < decisions; i++) {
      var now = next;
      next =
          decided.time(() -> {
            accepts.time(() -> curation.accept(UUID.randomUUID(), now, curator, ""));
            return next();
          });
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    long heapAfter = heapMb();

    var overruled = new Times();
    for (int i = 0; i < ROUNDS; i++) {
      // Another threshold each time, so that no answer comes from the database's memory of the
      // last.
      var filter =
          new ReviewFilter(null, null, i * 1e-6, null, ProposalKind.CORRECT, "voter-0", null);
      overruled.time(() -> asked.count(corpus, filter));
    }

    var metrics = new LinkedHashMap<String, Object>();
    metrics.put("proposals", open);
    metrics.put("decisions", decisions);
    metrics.put("seconds", seconds);
    decided.into(metrics, "decision");
    accepts.into(metrics, "accept");
    cases.into(metrics, "nextCase");
    counts.into(metrics, "countAndMoves");
    overruled.into(metrics, "countOverruled");
    disagreements(metrics);
    metrics.put("heapBeforeMb", heapBefore);
    metrics.put("heapAfterMb", heapAfter);
    return metrics;
  }

  /// What a screen reads after a decision: how many are left of which move, then one case.
  private ProposalId next() {
    counts.time(() -> {
      asked.moves(corpus);
      return asked.count(corpus, ReviewFilter.ALL);
    });
    return cases.time(() -> {
      var proposal = asked.review(corpus, ReviewFilter.ALL, 0, 1).getFirst();
      var evidence = proposals.evidenceOf(proposal);
      var library = scratch.get(Library.class);
      var clip = library.require(corpus, proposal.clip());
      var voting = scratch.get(Voting.class);
      var votes = voting.standing(clip.id()).stream().map(Vote::id).toList();
      voting.votersOf(corpus);
      scratch.get(Segments.class).of(votes);
      scratch.get(Traces.class).of(votes);
      scratch.get(Captioning.class).standing(clip.id());
      scratch.get(Commenting.class).on(clip.id());
      library.byIds(evidence.neighbours().stream().map(n -> new ClipId(n.clip())).toList());
      library.goldOf(clip.id());
      curation.standing(clip.id());
      return proposal.id();
    });
  }

  /// Pages of a list in which all voters are people, and most of them disagree.
  private void disagreements(Map<String, Object> metrics) {
    var jdbc = scratch.get(JdbcTemplate.class);
    jdbc.update("update voter set kind = 'PERSON' where corpus_id = ?", corpus.value());
    // One of the three puts fear first, whatever the others hold.
    jdbc.update(
        "update vote set candidates = 'fear' where voter_id = ?", scratch.voter("voter-1").value());
    // As after an upgrade: every clip is counted once.
    jdbc.update("update clip set disagreement = -1 where corpus_id = ?", corpus.value());
    long began = System.nanoTime();
    var disagreements = scratch.get(Disagreements.class);
    metrics.put("clipsCounted", disagreements.countMissing());
    metrics.put("secondsToCountThem", (System.nanoTime() - began) / 1e9);
    metrics.put("clipsDisagreed", disagreements.count(corpus, Among.PEOPLE));
    var count = new Times();
    count.time(() -> disagreements.count(corpus, Among.PEOPLE));
    count.into(metrics, "countOfDisagreements");
    var times = new Times();
    var place = Disagreement.Place.START;
    for (int i = 0; i < ROUNDS; i++) {
      var after = place;
      var page = times.time(() -> disagreements.page(corpus, Among.PEOPLE, after, PAGE));
      place = page.isEmpty() ? Disagreement.Place.START : page.getLast().place();
    }
    times.into(metrics, "pageOfDisagreements");
  }

  private AccountId curator() {
    var people = scratch.get(People.class);
    var invite =
        people.invite(InstanceRole.MEMBER, null, null, "", null, Duration.ofHours(1)).secret();
    return people.accept(invite, "bench", "Bench", "no password", "en").id();
  }

  private void publish(int open) {
    var run = scratch.get(Runs.class).queue(RunKind.REFINE, corpus, "{}", 1, "bench", null).id();
    var random = new SplittableRandom(1);
    var clips =
        scratch
            .get(JdbcTemplate.class)
            .query(
                "select id from clip where corpus_id = ? and decided_label is null"
                    + " order by position limit ?",
                (row, _) -> new ClipId(row.getLong(1)),
                corpus.value(),
                open);
    var estimates = new ArrayList<Estimate>();
    var fresh = new ArrayList<NewProposal>();
    for (var clip : clips) {
      double noise = random.nextDouble();
      var shares = Map.of("fear", 0.9, "anger", 0.1);
      estimates.add(new Estimate(clip, noise, noise > 0.5, shares));
      fresh.add(proposal(clip, clips, noise, shares, random));
    }
    proposals.publish(run, corpus, estimates, fresh);
  }

  private static NewProposal proposal(
      ClipId clip,
      List<ClipId> clips,
      double noise,
      Map<String, Double> shares,
      SplittableRandom random) {
    var from = ScratchCorpus.LABELS.get(random.nextInt(ScratchCorpus.LABELS.size()));
    var to = ScratchCorpus.LABELS.get(random.nextInt(ScratchCorpus.LABELS.size()));
    var neighbours =
        IntStream.range(0, NEIGHBOURS)
            .mapToObj(_ -> clips.get(random.nextInt(clips.size())))
            .map(n -> new Evidence.Neighbour(n.value(), random.nextDouble(), to, false))
            .toList();
    return new NewProposal(
        clip,
        ProposalKind.CORRECT,
        to,
        from,
        CandidateSet.of(to),
        random.nextDouble(),
        noise,
        random.nextDouble(),
        new Evidence(
            shares, shares, 5, neighbours, VOTERS, 1, 0.5, 3, List.of(0.2, 0.5, 0.9), true));
  }

  private static long heapMb() {
    System.gc(); // so that what is left is what is held
    var runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
