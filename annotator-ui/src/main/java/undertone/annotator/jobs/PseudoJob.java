package undertone.annotator.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Label;
import undertone.corpora.RunId;
import undertone.corpora.Sentence;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.media.MediaStore;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.pseudo.LabelOrigin;
import undertone.corpora.pseudo.PseudoLabel;
import undertone.corpora.pseudo.PseudoLabels;
import undertone.corpora.pseudo.Spreading;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voting;
import undertone.engine.features.ClipSource;
import undertone.engine.features.ClipVectors;
import undertone.engine.features.Extractors;
import undertone.engine.features.FacePictures;
import undertone.engine.metrics.Share;
import undertone.engine.pseudo.Gates;
import undertone.engine.pseudo.Modality;
import undertone.engine.pseudo.PseudoClip;
import undertone.engine.pseudo.PseudoInput;
import undertone.engine.pseudo.PseudoLabelling;
import undertone.engine.pseudo.PseudoResult;
import undertone.engine.refinement.Checkpoints;
import undertone.engine.refinement.ClipPictures;
import undertone.engine.refinement.FeatureTable;
import undertone.engine.refinement.RunCancelledException;
import undertone.engine.refinement.RunListener;

/// Spreads the labels of some clips over the others: what passes the gates comes before the
/// curators, what does not gets a set of labels that refinements read as a machine's vote.
///
/// Labels that curators accepted unseen teach only if an audit has proven them. Gold labels are
/// never told to the run; where nothing else stands on their clips, they measure it.
public final class PseudoJob implements Job {
  private static final double FACES_SHARE = .15; // of the progress bar
  private static final double FEATURES_SHARE = .3;
  private static final double LEARNED_SHARE = .95;
  private static final int LEAST_OF_A_LABEL = 2; // one to learn from, one to judge by
  private static final int TOGETHER = 500; // votes in one transaction
  private static final int FALLS = 2; // rounds running after which nobody is asked by itself

  private final Catalogue catalogue;
  private final Voting voting;
  private final Proposals proposals;
  private final PseudoLabels pseudo;
  private final PseudoPool pool;
  private final PseudoProposals proposing;
  private final Runs runs;
  private final MediaStore media;
  private final Extractors extractors;
  private final Describers describers;

  PseudoJob(
      Catalogue catalogue,
      Voting voting,
      Proposals proposals,
      PseudoLabels pseudo,
      PseudoPool pool,
      PseudoProposals proposing,
      Runs runs,
      MediaStore media,
      Extractors extractors,
      Describers describers) {
    this.catalogue = catalogue;
    this.voting = voting;
    this.proposals = proposals;
    this.pseudo = pseudo;
    this.pool = pool;
    this.proposing = proposing;
    this.runs = runs;
    this.media = media;
    this.extractors = extractors;
    this.describers = describers;
  }

  @Override
  public RunKind kind() {
    return RunKind.PSEUDO;
  }

  @Override
  public Outcome work(Run run, JobContext context) throws Exception {
    var corpus = run.corpus().orElseThrow();
    var plan = JsonMapper.shared().readValue(run.plan(), PseudoJobPlan.class);
    var scheme = catalogue.schemeOf(corpus);
    plan.mustFit(scheme);
    var labels = scheme.labels().stream().map(Label::id).toList();
    int round = pseudo.round(corpus); // before: what ends meanwhile may not be among what is read
    var read = pool.read(corpus, plan, context::stopIfCancelled);
    mustSuffice(read.members());
    var shown = shown(read.members(), plan, context);
    var members = shown.members();
    var described = features(corpus, members, plan, context);
    var vectors = described.vectors();
    var result = learn(shown, labels, vectors, plan, context);
    if (!catalogue.schemeOf(corpus).equals(scheme)) {
      throw new InvalidValueException(
          "The label scheme was changed while this run was at work; start it again.");
    }
    runs.readData(run.id(), result.dataHash());
    var byClip = PseudoPool.byClip(members); // of others this run says nothing, and takes nothing
    pseudo.keep(run.id(), rows(result, byClip));
    pseudo.keep(run.id(), round, spreading(result, plan));
    var gates = Gates.of(labels.size(), result.folds(), plan.gate());
    pseudo.gates(run.id(), JsonMapper.shared().writeValueAsString(gates));
    var ran = new PseudoProposals.Ran(labels, result.folds(), result.modalities());
    var found = proposing.of(run.id(), corpus, gates, ran);
    var precision = precision(result, gates);
    int falls = falls(corpus, run.id(), round, plan, result.weightedF1());
    double limit = catalogue.require(corpus).leastPrecision();
    boolean held = plan.hold() || falls >= FALLS || (limit > 0 && precision.low() < limit);
    int proposed = proposals.publish(run.id(), corpus, List.of(), found, held);
    var sets = plan.sets() ? hold(run.id(), corpus, result, gates, byClip, context) : 0;
    var summary = new LinkedHashMap<String, Object>();
    summary.put("labelled", result.judged().size());
    summary.put("unseen", count(members, LabelOrigin.UNSEEN));
    summary.put("agreed", count(members, LabelOrigin.AGREED));
    summary.put("setAside", read.setAside());
    if (plan.encoder() != null) {
      summary.put("encoder", plan.encoder().written());
      summary.put("faceless", read.members().size() - members.size());
    }
    summary.put("pool", result.pool().size());
    summary.put("proposals", proposed);
    summary.put("sets", sets);
    summary.put("held", held);
    summary.put("falls", falls);
    summary.put("precision", precision);
    summary.put("onGold", onGold(result, gates, byClip));
    summary.put("weightedF1", result.weightedF1());
    summary.put("weightedF1OfLabels", result.weightedF1OfLabels());
    summary.put("calibrationError", result.calibrationError());
    summary.put("temperature", result.temperature());
    summary.put("labels", labels);
    summary.put("folds", result.folds());
    summary.put("modalities", result.modalities());
    summary.put("shares", shares(result));
    summary.put("thresholds", thresholds(result));
    summary.put("features", vectors.blocks());
    summary.put("unreadable", vectors.unreadable());
    summary.put("featuresMaySeen", described.mayHaveSeen());
    summary.put("featuresTaught", described.taught());
    extractors.missing(plan.faces()).ifPresent(told -> summary.put("featuresMissing", told));
    return new Outcome(
        Sentence.of(
            held
                ? "Labels of %s clips spread over %s others; %s proposals held back."
                : "Labels of %s clips spread over %s others; %s proposals to review.",
            result.judged().size(),
            result.pool().size(),
            proposed),
        JsonMapper.shared().writeValueAsString(summary));
  }

  /// Said here too, where it is known in Chinese.
  private static void mustSuffice(List<PseudoPool.Member> members) {
    if (!teach(members)) {
      throw new InvalidValueException(
          "Labels can be spread once two of them stand on at least %s clips each, and %s clips have"
              + " one; settle more clips first.",
          LEAST_OF_A_LABEL, labelled(members));
    }
    if (labelled(members) == members.size()) {
      throw new InvalidValueException(
          "Every clip has a label already, so there is none to spread one to.");
    }
  }

  /// The same of clips that show a face, where those without one would suffice.
  private static void facesMustSuffice(List<PseudoPool.Member> members) {
    if (!teach(members)) {
      throw new InvalidValueException(
          "Only %s labelled clips show a face, and two labels must stand on at least %s of those"
              + " each; settle more clips that show one, or let networks look at described clips"
              + " instead.",
          labelled(members), LEAST_OF_A_LABEL);
    }
    if (labelled(members) == members.size()) {
      throw new InvalidValueException(
          "Every clip that shows a face has a label already; let networks look at described clips"
              + " instead.");
    }
  }

  private static boolean teach(List<PseudoPool.Member> members) {
    var counts =
        members.stream()
            .flatMap(member -> Stream.ofNullable(member.truth()))
            .collect(Collectors.groupingBy(label -> label, TreeMap::new, Collectors.counting()));
    return counts.values().stream().filter(n -> n >= LEAST_OF_A_LABEL).count() >= 2;
  }

  private static long labelled(List<PseudoPool.Member> members) {
    return members.stream().filter(member -> member.truth() != null).count();
  }

  /// Clips that networks are shown.
  ///
  /// @param faces of them, where networks look at faces; null = they read features
  private record Shown(List<PseudoPool.Member> members, @Nullable ClipPictures faces) {
    Shown {
      members = List.copyOf(members);
    }
  }

  /// Where networks look at faces, a clip without one neither teaches nor is told anything: it
  /// would be the picture of nobody.
  private Shown shown(List<PseudoPool.Member> all, PseudoJobPlan plan, JobContext context)
      throws Exception {
    if (plan.encoder() == null) {
      return new Shown(all, null);
    }
    var faces =
        FaceAlbum.of(
            extractors,
            sources(all),
            context.home(),
            new JobProgress(
                context,
                0,
                FACES_SHARE,
                0,
                all.size(),
                (done, of) -> Sentence.of("faces: %s of %s clips", done, of)));
    var members = new ArrayList<PseudoPool.Member>();
    var seen = new ArrayList<List<byte[]>>();
    for (int i = 0; i < all.size(); i++) {
      if (!faces.get(i).isEmpty()) {
        members.add(all.get(i));
        seen.add(faces.get(i));
      }
    }
    facesMustSuffice(members);
    return new Shown(members, ClipPictures.of(seen, FacePictures.SIDE));
  }

  private List<ClipSource> sources(List<PseudoPool.Member> members) {
    return members.stream().map(member -> ClipSources.of(member.clip(), media)).toList();
  }

  private Describers.Described features(
      CorpusId corpus, List<PseudoPool.Member> members, PseudoJobPlan plan, JobContext context)
      throws Exception {
    double from = plan.encoder() == null ? 0 : FACES_SHARE;
    var progress =
        new JobProgress(
            context,
            from,
            FEATURES_SHARE - from,
            0,
            members.size(),
            (done, all) -> Sentence.of("features: %s of %s clips", done, all));
    var described =
        describers.describe(corpus, plan.faces(), sources(members), context.home(), progress);
    if (described.vectors().width() == 0) {
      throw new InvalidValueException("Nothing could be read of the clips of this corpus.");
    }
    return described;
  }

  private static PseudoResult learn(
      Shown shown,
      List<String> labels,
      ClipVectors vectors,
      PseudoJobPlan plan,
      JobContext context) {
    var listener =
        new RunListener() {
          @Override
          public void progress(double share) {
            context.report(
                FEATURES_SHARE + (LEARNED_SHARE - FEATURES_SHARE) * share, Sentence.of("learning"));
          }

          @Override
          public boolean cancelled() {
            return context.cancelled();
          }
        };
    var input =
        new PseudoInput(
            labels,
            shown.members().stream().map(PseudoJob::forEngine).toList(),
            FeatureTable.of(vectors.x()),
            modalities(vectors),
            shown.faces());
    try {
      return new PseudoLabelling(plan.encoder())
          .run(
              input,
              plan.forEngine(labels),
              Checkpoints.in(EarlierRefinements.checkpoints(context.folder())),
              listener);
    } catch (RunCancelledException e) {
      throw new JobCancelledException(e);
    }
  }

  private static PseudoClip forEngine(PseudoPool.Member member) {
    var id = member.clip().id().toString();
    var group = PseudoPool.group(member.clip());
    if (member.truth() != null) {
      return PseudoClip.labelled(id, group, member.truth());
    }
    return member.rejected() ? PseudoClip.aside(id, group) : PseudoClip.unlabelled(id, group);
  }

  /// Neighbouring blocks of one channel are one modality.
  private static List<Modality> modalities(ClipVectors vectors) {
    var found = new ArrayList<Modality>();
    for (var block : vectors.blocks()) {
      var name = block.channel().name();
      int until = block.from() + block.width();
      if (!found.isEmpty() && found.getLast().name().equals(name)) {
        found.add(new Modality(name, found.removeLast().from(), until));
      } else {
        found.add(new Modality(name, block.from(), until));
      }
    }
    return found;
  }

  private static Spreading spreading(PseudoResult result, PseudoJobPlan plan) {
    var networks = result.networks();
    return new Spreading(
        plan.method().written(),
        networks.planHash(),
        networks.hashes(),
        result.modalities(),
        networks.looks(),
        networks.threshold().name(),
        thresholds(result));
  }

  /// What each label had to reach last before it taught; empty where nothing was asked.
  private static Map<String, Double> thresholds(PseudoResult result) {
    var thresholds = new LinkedHashMap<String, Double>();
    for (int c = 0; c < result.networks().thresholds().size(); c++) {
      thresholds.put(result.labels().get(c), result.networks().thresholds().get(c));
    }
    return thresholds;
  }

  private static Stream<PseudoLabel> rows(
      PseudoResult result, Map<ClipId, PseudoPool.Member> byClip) {
    var labels = result.labels();
    var judged =
        result.judged().stream()
            .map(one -> {
              var clip = clip(one.clip());
              var label = labels.get(one.label());
              return new PseudoLabel(
                  clip,
                  labels.get(one.truth()),
                  member(byClip, clip).origin(),
                  label,
                  one.confidence(),
                  PseudoLabel.Agreeing.NONE,
                  0,
                  0,
                  false,
                  CandidateSet.of(label),
                  PseudoLabel.Grounds.NONE);
            });
    return Stream.concat(judged, result.pool().stream().map(one -> row(one, labels, byClip)));
  }

  private static PseudoLabel row(
      undertone.engine.pseudo.PseudoLabel one,
      List<String> labels,
      Map<ClipId, PseudoPool.Member> byClip) {
    var clip = clip(one.clip());
    var member = member(byClip, clip);
    var label = labels.get(one.label());
    return new PseudoLabel(
        clip,
        null,
        null,
        label,
        one.confidence(),
        new PseudoLabel.Agreeing(
            one.foldsAgreeing(),
            one.modalitiesAgreeing(),
            one.neighboursAgreeing(),
            member.machines().getOrDefault(label, 0)),
        one.looksAgreeing(),
        one.taught(),
        member.proposable(),
        set(one, labels),
        new PseudoLabel.Grounds(
            one.probabilities(),
            one.raw(),
            one.margin(),
            one.entropy(),
            one.neighbours().stream()
                .map(near -> {
                  var other = clip(near.clip());
                  var truth = member(byClip, other).truth();
                  return new PseudoLabel.Near(
                      other.value(), near.cosine(), truth == null ? "" : truth);
                })
                .toList()));
  }

  private static CandidateSet set(undertone.engine.pseudo.PseudoLabel one, List<String> labels) {
    return new CandidateSet(one.candidates().stream().map(labels::get).toList());
  }

  private static ClipId clip(String id) {
    return new ClipId(Long.parseLong(id));
  }

  private static PseudoPool.Member member(Map<ClipId, PseudoPool.Member> byClip, ClipId clip) {
    var member = byClip.get(clip);
    if (member == null) {
      throw new IllegalStateException("Bug: the run answers for unknown clip " + clip);
    }
    return member;
  }

  /// Of labelled clips called as surely as is asked for, by networks that had not seen them, how
  /// many were called rightly.
  private static Share precision(PseudoResult result, Gates gates) {
    int right = 0;
    int of = 0;
    for (var preview : gates.preview(result)) {
      right += preview.right().hits();
      of += preview.right().of();
    }
    return Share.of(right, of);
  }

  /// The same of clips whose gold label nothing was learned from.
  private static Share onGold(
      PseudoResult result, Gates gates, Map<ClipId, PseudoPool.Member> byClip) {
    int right = 0;
    int of = 0;
    for (var one : result.pool()) {
      var gold = member(byClip, clip(one.clip())).gold();
      if (gold != null && gates.pass(one)) {
        of++;
        right += gold.equals(result.labels().get(one.label())) ? 1 : 0;
      }
    }
    return Share.of(right, of);
  }

  /// Shares of labels: of the clips that teach, and of the pool as the run calls it. Where they lie
  /// far apart, one of the two is not what it should be.
  private static Map<String, List<Double>> shares(PseudoResult result) {
    int labels = result.labels().size();
    var taught = new double[labels];
    var called = new double[labels];
    result.judged().forEach(one -> taught[one.truth()] += 1.0 / result.judged().size());
    result.pool().forEach(one -> called[one.label()] += 1.0 / result.pool().size());
    return Map.of(
        "taught", IntStream.range(0, labels).mapToObj(c -> taught[c]).toList(),
        "called", IntStream.range(0, labels).mapToObj(c -> called[c]).toList());
  }

  /// In how many rounds running networks have become worse on labelled clips, this one included.
  /// Runs side by side did not teach each other, and networks that look at something else have
  /// figures of their own: neither is a fall.
  private int falls(CorpusId corpus, RunId now, int round, PseudoJobPlan plan, double weightedF1) {
    var rounds = pseudo.rounds(corpus);
    var encoder = plan.encoder() == null ? "" : plan.encoder().written();
    int falls = 0;
    int before = round;
    double later = weightedF1;
    for (var earlier : runs.of(corpus, RunKind.PSEUDO)) {
      if (earlier.state() != RunState.DONE
          || earlier.withdrawnAt().isPresent()
          || earlier.id().equals(now)) {
        continue;
      }
      var summary = JsonMapper.shared().readTree(earlier.summary().orElse("{}"));
      var of = rounds.get(earlier.id()); // null = from before it was kept
      if ((of != null && of >= before) || !summary.path("encoder").asString("").equals(encoder)) {
        continue;
      }
      double then = summary.path("weightedF1").asDouble(0);
      if (then <= later) {
        break;
      }
      falls++;
      later = then;
      before = of == null ? before : of;
    }
    return falls;
  }

  /// Keeps sets of labels as votes of a machine; what it held of other clips is taken back.
  ///
  /// @return how many stand
  private int hold(
      RunId run,
      CorpusId corpus,
      PseudoResult result,
      Gates gates,
      Map<ClipId, PseudoPool.Member> byClip,
      JobContext context) {
    var voter = MachineVoter.of(voting, corpus, PseudoPool.VOTER).id();
    var labels = result.labels();
    var sets = new LinkedHashMap<ClipId, CandidateSet>();
    for (var one : result.pool()) {
      boolean says = one.candidates().size() < labels.size(); // else it says nothing
      var member = member(byClip, clip(one.clip()));
      if (says && member.proposable() && !gates.pass(one)) {
        sets.put(member.clip().id(), set(one, labels));
      }
    }
    var own = new HashMap<ClipId, Vote>();
    for (var member : byClip.values()) {
      if (member.own() != null) {
        own.put(member.clip().id(), member.own());
      }
    }
    var gone = new LinkedHashMap<>(own);
    gone.keySet().removeAll(sets.keySet());
    gone.values().removeIf(vote -> vote.candidates().isEmpty());
    int all = sets.size() + gone.size();
    int done = 0;
    for (var some : parts(sets)) {
      MachineVoter.castAll(voting, run, voter, own, some);
      done += some.size();
      told(context, done, all);
    }
    for (var some : parts(gone)) {
      MachineVoter.withdrawAll(voting, run, voter, some);
      done += some.size();
      told(context, done, all);
    }
    return sets.size();
  }

  private static void told(JobContext context, int done, int all) {
    context.report(
        LEARNED_SHARE + (1 - LEARNED_SHARE) * done / all,
        Sentence.of("sets: %s of %s clips", done, all));
  }

  private static <V> List<Map<ClipId, V>> parts(Map<ClipId, V> whole) {
    return whole.entrySet().stream()
        .gather(Gatherers.windowFixed(TOGETHER))
        .map(entries -> {
          var part = new LinkedHashMap<ClipId, V>();
          entries.forEach(e -> part.put(e.getKey(), e.getValue()));
          return (Map<ClipId, V>) part;
        })
        .toList();
  }

  private static long count(List<PseudoPool.Member> members, LabelOrigin origin) {
    return members.stream().filter(member -> member.origin() == origin).count();
  }
}
