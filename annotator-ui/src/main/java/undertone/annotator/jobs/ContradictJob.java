package undertone.annotator.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CandidateSet;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.LabelScheme;
import undertone.corpora.Sentence;
import undertone.corpora.VoterId;
import undertone.corpora.caption.Caption;
import undertone.corpora.caption.Captioning;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.proposal.Evidence;
import undertone.corpora.proposal.NewProposal;
import undertone.corpora.proposal.ProposalKind;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voting;
import undertone.engine.captions.CaptionContradictions;
import undertone.engine.captions.CaptionReader;
import undertone.engine.features.FeatureCache;

/// Looks for captions that speak of another emotion than the label set of their clip, and puts them
/// before the curators, both sides shown.
///
/// Each language is read by its own encoder and judged by its own captions. A language in which
/// planted contradictions are not told from the rest proposes nothing.
public final class ContradictJob implements Job {
  private static final int PAGE = 500;
  private static final int READ_AT_ONCE = 32;
  private static final ClipFilter READY =
      new ClipFilter(null, ClipState.READY, null, null, null, null, null, null);

  private final Catalogue catalogue;
  private final Library library;
  private final Voting voting;
  private final Captioning captioning;
  private final Proposals proposals;

  ContradictJob(
      Catalogue catalogue,
      Library library,
      Voting voting,
      Captioning captioning,
      Proposals proposals) {
    this.catalogue = catalogue;
    this.library = library;
    this.voting = voting;
    this.captioning = captioning;
    this.proposals = proposals;
  }

  @Override
  public RunKind kind() {
    return RunKind.CONTRADICT;
  }

  /// A caption beside what is held of its clip.
  ///
  /// @param first label that leads, or was decided
  /// @param held every label that a voter holds possible, or the decided one
  /// @param shares of the votes that each label has; empty where a curator decided
  private record Beside(
      Clip clip,
      String text,
      String first,
      Set<String> held,
      Map<String, Double> shares,
      int voters) {}

  @Override
  public Outcome work(Run run, JobContext context) throws Exception {
    var corpus = run.corpus().orElseThrow();
    var scheme = catalogue.schemeOf(corpus);
    var languages = read(corpus, scheme, context);
    var summary = new LinkedHashMap<String, Object>();
    var found = new ArrayList<NewProposal>();
    int captions = 0;
    for (var language : languages.entrySet()) {
      var told = language.getValue();
      if (told.size() < CaptionContradictions.LEAST_CAPTIONS) {
        continue;
      }
      captions += told.size();
      var report = judged(language.getKey(), told, scheme, run.seed(), context);
      found.addAll(report.proposals());
      summary.put(language.getKey(), report.figures());
    }
    if (captions == 0) { // said here too, where it is known in Chinese
      throw new InvalidValueException(
          "%s captions of labelled clips or more are needed in one language; there are %s.",
          CaptionContradictions.LEAST_CAPTIONS,
          languages.values().stream().mapToInt(List::size).max().orElse(0));
    }
    var fresh = onePerClip(found);
    boolean held =
        catalogue.require(corpus).leastPrecision() > 0; // nobody knows what they are worth
    int published = proposals.publish(run.id(), corpus, List.of(), fresh, held);
    summary.put("captions", captions);
    summary.put("proposals", published);
    summary.put("held", held);
    return new Outcome(
        Sentence.of(
            held
                ? "%s captions read; proposals for %s clips whose labels they contradict are held"
                    + " back."
                : "%s captions read; %s clips whose labels they contradict are up for review.",
            captions,
            published),
        JsonMapper.shared().writeValueAsString(summary));
  }

  /// Captions by language.
  private Map<String, List<Beside>> read(CorpusId corpus, LabelScheme scheme, JobContext context) {
    var found = new LinkedHashMap<String, List<Beside>>();
    long after = -1;
    while (true) {
      context.stopIfCancelled();
      var page = library.page(corpus, READY, after, PAGE);
      if (page.isEmpty()) {
        return found;
      }
      var ids = page.stream().map(Clip::id).toList();
      var votes = voting.standing(ids);
      var written = captioning.standing(ids);
      for (var clip : page) {
        var captions = written.getOrDefault(clip.id(), List.of());
        if (!captions.isEmpty()) {
          beside(clip, captions, votes.getOrDefault(clip.id(), List.of()), scheme)
              .forEach((language, all) ->
                  found.computeIfAbsent(language, _ -> new ArrayList<>()).addAll(all));
        }
      }
      after = page.getLast().position();
    }
  }

  private record Hand(VoterId voter, String language) {}

  /// What each voter wrote of a clip, all places together.
  private static Map<String, List<Beside>> beside(
      Clip clip, List<Caption> captions, List<Vote> votes, LabelScheme scheme) {
    var decided = clip.decidedLabel().filter(label -> scheme.indexOf(label) >= 0).orElse(null);
    var shares = VoteShares.of(votes, scheme.labels().stream().map(label -> label.id()).toList());
    var first =
        decided != null ? decided : clip.leadingLabel().filter(shares::containsKey).orElse(null);
    if (first == null) {
      return Map.of();
    }
    var held = decided != null ? Set.of(decided) : Set.copyOf(shares.keySet());
    var texts = new LinkedHashMap<Hand, String>();
    for (var caption : captions) {
      texts.merge(
          new Hand(caption.voter(), CaptionReader.read(caption.language())),
          caption.text(),
          (one, other) -> one + " " + other);
    }
    return texts.entrySet().stream()
        .collect(
            Collectors.groupingBy(
                e -> e.getKey().language(),
                LinkedHashMap::new,
                Collectors.mapping(
                    e -> new Beside(clip, e.getValue(), first, held, shares, votes.size()),
                    Collectors.toList())));
  }

  private record Report(List<NewProposal> proposals, Map<String, Object> figures) {}

  private static Report judged(
      String language, List<Beside> told, LabelScheme scheme, long seed, JobContext context)
      throws IOException, InterruptedException {
    var labels = scheme.labels().stream().map(label -> label.id()).toList();
    var reader = CaptionReader.of(language, labels, new FeatureCache(context.home().features()));
    var captions = new ArrayList<CaptionContradictions.Told>();
    for (int from = 0; from < told.size(); from += READ_AT_ONCE) {
      context.stopIfCancelled();
      for (var one : told.subList(from, Math.min(told.size(), from + READ_AT_ONCE))) {
        captions.add(told(one, reader.cosines(one.text()), labels));
      }
      context.report(
          (double) captions.size() / told.size(),
          Sentence.of("captions: %s of %s read", captions.size(), told.size()));
    }
    var search = new CaptionContradictions(labels.size(), seed);
    var proof = search.proof(captions);
    var findings = search.findings(captions);
    var proposed = new ArrayList<NewProposal>();
    for (int i = 0; i < findings.size(); i++) {
      if (proof.holds()) {
        var proposal = proposal(told.get(i), findings.get(i), labels, language);
        if (proposal != null) {
          proposed.add(proposal);
        }
      }
    }
    var figures = new LinkedHashMap<String, Object>();
    figures.put("captions", told.size());
    figures.put(
        "contradict", findings.stream().filter(CaptionContradictions.Finding::contradicts).count());
    figures.put("proof", proof);
    figures.put("holds", proof.holds());
    return new Report(proposed, figures);
  }

  private static CaptionContradictions.Told told(
      Beside one, double[] cosines, List<String> labels) {
    var held = new BitSet();
    one.held().forEach(label -> held.set(labels.indexOf(label)));
    var clip = one.clip();
    var group = clip.conversation().or(clip::speaker).orElse(clip.id().toString());
    return new CaptionContradictions.Told(group, cosines, labels.indexOf(one.first()), held);
  }

  private static @Nullable NewProposal proposal(
      Beside one, CaptionContradictions.Finding finding, List<String> labels, String language) {
    if (!finding.contradicts() || one.clip().decidedLabel().isPresent()) {
      return null;
    }
    var says = labels.get(finding.says());
    var after = new LinkedHashMap<String, Double>();
    for (int c = 0; c < labels.size(); c++) {
      after.put(labels.get(c), finding.probability(c));
    }
    double probability = finding.probability(finding.says());
    return new NewProposal(
        one.clip().id(),
        ProposalKind.CONTRADICTION,
        says,
        one.first(),
        CandidateSet.of(says).union(new CandidateSet(List.copyOf(one.held()))),
        probability,
        finding.against(),
        finding.against() * probability,
        Evidence.of(
            new Evidence.Written(one.text(), language),
            one.shares(),
            after,
            one.voters(),
            one.voters()));
  }

  /// Of several captions that contradict one clip, the one that is surest.
  private static List<NewProposal> onePerClip(List<NewProposal> found) {
    var surest = new LinkedHashMap<Long, NewProposal>();
    found.stream()
        .sorted(Comparator.comparingDouble(NewProposal::gain).reversed())
        .forEach(p -> surest.putIfAbsent(p.clip().value(), p));
    return List.copyOf(new LinkedHashSet<>(surest.values()));
  }
}
