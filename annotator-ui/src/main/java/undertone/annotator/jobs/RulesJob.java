package undertone.annotator.jobs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.LabelScheme;
import undertone.corpora.RunId;
import undertone.corpora.Sentence;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.rule.ClipFacts;
import undertone.corpora.rule.ClipReading;
import undertone.corpora.rule.Rule;
import undertone.corpora.rule.Rules;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.Voting;
import undertone.engine.aggregation.RuleDiagnostics;
import undertone.engine.aggregation.Votes;

/// Lets the rules of a corpus vote, each as a machine voter under its own name, and says what can
/// be seen of each: how much it speaks of, how often others meet or contradict it, how often it is
/// right where a curator has settled the clip.
///
/// What a rule holds already gets no new vote, what it no longer says is taken back, and so are the
/// votes of rules that were withdrawn: a run twice doubles nothing. Their votes are on probation at
/// first; only a label model, which finds out what each is worth, hears them before they are let
/// in.
public final class RulesJob implements Job {
  private static final int PAGE = 256;
  private static final ClipFilter READY =
      new ClipFilter(null, ClipState.READY, null, null, null, null, null, null);

  private final Catalogue catalogue;
  private final Library library;
  private final Voting voting;
  private final Rules rules;
  private final ClipReading reading;

  RulesJob(Catalogue catalogue, Library library, Voting voting, Rules rules, ClipReading reading) {
    this.catalogue = catalogue;
    this.library = library;
    this.voting = voting;
    this.rules = rules;
    this.reading = reading;
  }

  @Override
  public RunKind kind() {
    return RunKind.RULES;
  }

  @Override
  public Outcome work(Run run, JobContext context) {
    var corpus = run.corpus().orElseThrow();
    var standing = rules.of(corpus);
    var gone = withdrawn(corpus, standing);
    if (standing.isEmpty() && gone.isEmpty()) {
      throw new InvalidValueException("This corpus has no rules yet; write one first.");
    }
    var scheme = catalogue.schemeOf(corpus);
    var tally = new Tally(corpus, standing, scheme);
    long total = library.count(corpus, READY);
    long after = -1;
    while (true) {
      context.stopIfCancelled();
      var page = library.page(corpus, READY, after, PAGE);
      if (page.isEmpty()) {
        break;
      }
      settle(run.id(), page, tally);
      for (var voter : gone) {
        takeBack(run.id(), voting.heldBy(voter.id(), idsOf(page)), voter, tally);
      }
      context.report(
          (double) tally.clips() / Math.max(total, tally.clips()),
          Sentence.of("reading: %s of %s clips", tally.clips(), total));
      after = page.getLast().position();
    }
    return new Outcome(
        Sentence.of(
            "%s clips read by %s rules: %s votes, %s of them new or changed; %s taken back.",
            tally.clips(), standing.size(), tally.votes, tally.changed, tally.withdrawn),
        JsonMapper.shared().writeValueAsString(tally.summary()));
  }

  /// Voters whose rules are no more.
  private List<Voter> withdrawn(CorpusId corpus, List<Rules.Written> standing) {
    var names = standing.stream().map(written -> written.rule().voter()).toList();
    return voting.votersOf(corpus).stream()
        .filter(voter -> Rule.isVoter(voter.name()) && !names.contains(voter.name()))
        .toList();
  }

  private void settle(RunId run, List<Clip> page, Tally tally) {
    var ids = idsOf(page);
    var facts = reading.of(page, tally.rules);
    int first = tally.truths.size();
    for (var clip : page) {
      tally.truths.add(clip.decidedLabel().map(tally.scheme::indexOf).orElse(-1));
    }
    for (int r = 0; r < tally.rules.size(); r++) {
      var held = new LinkedHashMap<ClipId, CandidateSet>();
      var voter = tally.voters.get(r);
      var back = new LinkedHashMap<>(voting.heldBy(voter.id(), ids));
      var own = Map.copyOf(back);
      for (int i = 0; i < ids.size() && !tally.says.get(r).isEmpty(); i++) {
        if (tally.rules.get(r).speaksOf(facts.getOrDefault(ids.get(i), ClipFacts.NONE))) {
          held.put(ids.get(i), tally.says.get(r));
          tally.cast.add(new Said(first + i, r));
        }
      }
      back.keySet().removeAll(held.keySet());
      tally.votes += held.size();
      tally.changed += MachineVoter.castAll(voting, occasion(run, voter), voter.id(), own, held);
      takeBack(run, back, voter, tally);
    }
  }

  private static List<ClipId> idsOf(List<Clip> page) {
    return page.stream().map(Clip::id).toList();
  }

  private void takeBack(RunId run, Map<ClipId, Vote> held, Voter voter, Tally tally) {
    tally.withdrawn += held.size();
    MachineVoter.withdrawAll(voting, occasion(run, voter), voter.id(), held);
  }

  /// Many rules say the same of a clip in one run, and each vote needs an id of its own.
  private static String occasion(RunId run, Voter voter) {
    return run + " " + voter.id();
  }

  /// A rule that speaks of a clip.
  private record Said(int clip, int rule) {}

  /// What was read, counted as it goes.
  private final class Tally {
    final LabelScheme scheme;
    final List<Rule> rules;
    final List<Voter> voters; // by rule
    final List<CandidateSet> says; // by rule, in labels that the scheme has
    final List<Integer> truths = new ArrayList<>(); // label settled of each clip; -1 = none
    final List<Said> cast = new ArrayList<>();
    long votes = 0;
    long changed = 0;
    long withdrawn = 0;

    Tally(CorpusId corpus, List<Rules.Written> standing, LabelScheme scheme) {
      this.scheme = scheme;
      rules = standing.stream().map(Rules.Written::rule).toList();
      voters =
          rules.stream()
              .map(rule -> MachineVoter.onProbation(voting, corpus, rule.voter()))
              .toList();
      says = rules.stream().map(rule -> inScheme(rule.labels(), scheme)).toList();
    }

    private static CandidateSet inScheme(CandidateSet labels, LabelScheme scheme) {
      return new CandidateSet(
          labels.labels().stream().filter(label -> scheme.indexOf(label) >= 0).toList());
    }

    int clips() {
      return truths.size();
    }

    Map<String, Object> summary() {
      var summary = new LinkedHashMap<String, Object>();
      summary.put("clips", clips());
      summary.put("votes", votes);
      summary.put("changed", changed);
      summary.put("withdrawn", withdrawn);
      var seen = diagnostics();
      var each = new ArrayList<Map<String, Object>>();
      for (int r = 0; r < seen.length; r++) {
        var one = new LinkedHashMap<String, Object>();
        one.put("name", rules.get(r).name());
        one.put("voter", voters.get(r).id().value());
        one.put("coverage", seen[r].coverage());
        one.put("overlap", seen[r].overlap());
        one.put("conflict", seen[r].conflict());
        one.put("right", seen[r].right());
        one.put("judged", seen[r].judged());
        each.add(one);
      }
      summary.put("rules", each);
      return summary;
    }

    /// By the first label of each rule.
    private RuleDiagnostics[] diagnostics() {
      var table = Votes.over(clips(), rules.size(), scheme.labels().size());
      cast.stream()
          .sorted(Comparator.comparingInt(Said::clip).thenComparingInt(Said::rule))
          .forEach(said ->
              table.cast(
                  said.clip(),
                  said.rule(),
                  scheme.indexOf(says.get(said.rule()).labels().getFirst())));
      var truth = truths.stream().mapToInt(Integer::intValue).toArray();
      return RuleDiagnostics.of(table.build(), truth);
    }
  }
}
