package undertone.annotator.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.LabelScheme;
import undertone.corpora.RunId;
import undertone.corpora.Sentence;
import undertone.corpora.VoterId;
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
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.VoterKind;
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
      if (!catalogue.schemeOf(corpus).equals(scheme)) {
        throw new InvalidValueException(
            "The label scheme was changed while this run was at work; start it again.");
      }
      settle(run.id(), page, gone, tally);
      context.report(
          (double) tally.clips / Math.max(total, tally.clips),
          Sentence.of("reading: %s of %s clips", tally.clips, total));
      after = page.getLast().position();
    }
    return new Outcome(
        Sentence.of(
            "%s clips read by %s rules: %s votes, %s of them new or changed; %s taken back.",
            tally.clips, standing.size(), tally.votes, tally.changed, tally.withdrawn),
        JsonMapper.shared().writeValueAsString(tally.summary()));
  }

  /// Voters whose rules are no more; nobody else is called as a rule of the corpus once was.
  private List<Voter> withdrawn(CorpusId corpus, List<Rules.Written> standing) {
    var names = new HashSet<>(rules.voters(corpus));
    standing.forEach(written -> names.remove(written.rule().voter()));
    return voting.votersOf(corpus).stream()
        .filter(voter -> voter.kind() == VoterKind.MACHINE && names.contains(voter.name()))
        .toList();
  }

  private void settle(RunId run, List<Clip> page, List<Voter> gone, Tally tally) {
    var ids = page.stream().map(Clip::id).toList();
    var own = own(ids);
    var facts = reading.of(page, tally.rules);
    var said = Votes.over(page.size(), tally.rules.size(), tally.scheme.labels().size());
    var ballots = new ArrayList<Ballot>();
    for (var voter : gone) {
      takeBack(run, own.getOrDefault(voter.id(), Map.of()), voter, tally);
    }
    for (int r = 0; r < tally.rules.size(); r++) {
      var held = new LinkedHashMap<ClipId, CandidateSet>();
      var says = tally.says.get(r);
      for (int i = 0; i < page.size() && !says.isEmpty(); i++) {
        if (tally.rules.get(r).speaksOf(facts.getOrDefault(ids.get(i), ClipFacts.NONE))) {
          held.put(ids.get(i), says);
          said.cast(i, r, tally.scheme.indexOf(says.labels().getFirst()));
        }
      }
      var voter = tally.voters.get(r);
      var before = own.getOrDefault(voter.id(), Map.of());
      var back = new LinkedHashMap<>(before);
      back.keySet().removeAll(held.keySet());
      tally.votes += held.size();
      ballots.addAll(MachineVoter.ballots(occasion(run, voter), voter.id(), before, held));
      takeBack(run, back, voter, tally);
    }
    tally.changed += voting.castAll(ballots);
    tally.add(page, said.build());
  }

  /// What each voter holds of clips, on probation or not.
  private Map<VoterId, Map<ClipId, Vote>> own(List<ClipId> clips) {
    var own = new HashMap<VoterId, Map<ClipId, Vote>>();
    Stream.of(voting.standing(clips), voting.onProbation(clips))
        .flatMap(byClip -> byClip.values().stream().flatMap(List::stream))
        .forEach(vote ->
            own.computeIfAbsent(vote.voter(), _ -> new LinkedHashMap<>()).put(vote.clip(), vote));
    return own;
  }

  private void takeBack(RunId run, Map<ClipId, Vote> held, Voter voter, Tally tally) {
    if (!held.isEmpty()) {
      tally.withdrawn += held.size();
      MachineVoter.withdrawAll(voting, occasion(run, voter), voter.id(), held);
    }
  }

  /// Many rules say the same of a clip in one run, and each vote needs an id of its own.
  private static String occasion(RunId run, Voter voter) {
    return run + " " + voter.id();
  }

  /// What was read, counted as it goes.
  private final class Tally {
    final LabelScheme scheme;
    final List<Rule> rules;
    final List<Integer> revisions; // by rule
    final List<Voter> voters; // by rule
    final List<CandidateSet> says; // by rule, in labels that the scheme has
    final long[] covered;
    final long[] overlaps;
    final long[] conflicts;
    final int[] right;
    final int[] judged;
    long clips = 0;
    long votes = 0;
    long changed = 0;
    long withdrawn = 0;

    Tally(CorpusId corpus, List<Rules.Written> standing, LabelScheme scheme) {
      this.scheme = scheme;
      rules = standing.stream().map(Rules.Written::rule).toList();
      revisions = standing.stream().map(Rules.Written::revision).toList();
      voters =
          rules.stream()
              .map(rule -> MachineVoter.onProbation(voting, corpus, rule.voter()))
              .toList();
      says = rules.stream().map(rule -> inScheme(rule.labels(), scheme)).toList();
      covered = new long[rules.size()];
      overlaps = new long[rules.size()];
      conflicts = new long[rules.size()];
      right = new int[rules.size()];
      judged = new int[rules.size()];
    }

    private static CandidateSet inScheme(CandidateSet labels, LabelScheme scheme) {
      return new CandidateSet(
          labels.labels().stream().filter(label -> scheme.indexOf(label) >= 0).toList());
    }

    /// Counts what the rules said of a page, each by its first label.
    void add(List<Clip> page, Votes said) {
      var truths =
          page.stream().mapToInt(c -> c.decidedLabel().map(scheme::indexOf).orElse(-1)).toArray();
      var seen = RuleDiagnostics.of(said, truths);
      for (int r = 0; r < seen.length; r++) {
        covered[r] += Math.round(seen[r].coverage() * page.size());
        overlaps[r] += Math.round(seen[r].overlap() * page.size());
        conflicts[r] += Math.round(seen[r].conflict() * page.size());
        right[r] += seen[r].right();
        judged[r] += seen[r].judged();
      }
      clips += page.size();
    }

    Map<String, Object> summary() {
      var summary = new LinkedHashMap<String, Object>();
      summary.put("clips", clips);
      summary.put("votes", votes);
      summary.put("changed", changed);
      summary.put("withdrawn", withdrawn);
      var each = new ArrayList<Map<String, Object>>();
      double all = Math.max(1, clips);
      for (int r = 0; r < rules.size(); r++) {
        var one = new LinkedHashMap<String, Object>();
        one.put("name", rules.get(r).name());
        one.put("revision", revisions.get(r));
        one.put("voter", voters.get(r).id().value());
        one.put("coverage", covered[r] / all);
        one.put("overlap", overlaps[r] / all);
        one.put("conflict", conflicts[r] / all);
        one.put("right", right[r]);
        one.put("judged", judged[r]);
        each.add(one);
      }
      summary.put("rules", each);
      return summary;
    }
  }
}
