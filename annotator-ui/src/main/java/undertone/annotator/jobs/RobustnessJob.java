package undertone.annotator.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Label;
import undertone.corpora.Modality;
import undertone.corpora.Sentence;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.demo.DemoCorpus;
import undertone.corpora.demo.DemoVoices;
import undertone.corpora.media.MediaDecoder;
import undertone.corpora.media.MediaRemix;
import undertone.corpora.media.MediaStore;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.engine.corruption.NoisePool;
import undertone.engine.corruption.WorsenedCopies;
import undertone.engine.corruption.WorsenedCopies.Harm;
import undertone.engine.features.ClipSource;
import undertone.engine.metrics.Accuracy;
import undertone.engine.metrics.ClassRecall;
import undertone.engine.metrics.WeightedF1;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.voters.VotingModel;

/// Says what noise and blur cost a model that votes: clips whose label is decided are shown to it
/// as they are, and as copies with speech of others under them and their pictures blurred, as the
/// tracks called NOISE of the MER challenges have it. Nothing of the corpus changes.
///
/// A model that learned here is never asked about clips that taught it. Each harm is kept once it
/// is measured, so a run that was stopped goes on with the next.
public final class RobustnessJob implements Job {
  private final Catalogue catalogue;
  private final MediaStore media;
  private final MediaDecoder decoder;
  private final MediaRemix remix;
  private final PseudoPool pool;
  private final TrainedModels trained;
  private final VotingModels models;

  RobustnessJob(
      Catalogue catalogue,
      MediaStore media,
      MediaDecoder decoder,
      MediaRemix remix,
      PseudoPool pool,
      TrainedModels trained,
      VotingModels models) {
    this.catalogue = catalogue;
    this.media = media;
    this.decoder = decoder;
    this.remix = remix;
    this.pool = pool;
    this.trained = trained;
    this.models = models;
  }

  @Override
  public RunKind kind() {
    return RunKind.ROBUSTNESS;
  }

  /// How a model does on clips that are as bad as said.
  ///
  /// @param snrDb of speech to noise; null = no noise
  /// @param blur 1 = none
  /// @param clips it was shown and could read
  /// @param silent of them, those that it can say nothing of; they count as wrong
  /// @param f1 weighted by the labels' shares, 0..1
  /// @param uar mean recall of labels, 0..1
  record Measured(
      @Nullable Integer snrDb,
      int blur,
      int clips,
      int silent,
      double accuracy,
      double f1,
      double uar) {}

  /// A clip whose label is decided.
  private record Case(ClipSource source, int label) {}

  @Override
  public Outcome work(Run run, JobContext context) throws Exception {
    var plan = JsonMapper.shared().readValue(run.plan(), RobustnessPlan.class);
    var corpus = run.corpus().orElseThrow();
    var labels = catalogue.schemeOf(corpus).labels().stream().map(Label::id).toList();
    var cases = cases(corpus, plan, labels, run.seed(), context);
    var harms = harms(cases);
    context.report(0, Sentence.of("reading the noise"));
    var copies = Files.createDirectories(context.folder().resolve("copies"));
    var worsened =
        new WorsenedCopies(
            NoisePool.open(noise(plan, context), decoder), decoder, remix, run.seed(), copies);
    var found = new ArrayList<Measured>();
    List<String> maySeen;
    try (var model =
        models.open(plan.asVote(), corpus, catalogue.schemeOf(corpus), context.home())) {
      maySeen = model.mayHaveSeen();
      for (int h = 0; h < harms.size(); h++) {
        context.stopIfCancelled();
        var kept = context.folder().resolve("measured-%d.json".formatted(h));
        if (!Files.exists(kept)) {
          var measured = measured(model, cases, harms.get(h), worsened, labels, h, harms, context);
          var growing = kept.resolveSibling(kept.getFileName() + ".part");
          Files.writeString(growing, JsonMapper.shared().writeValueAsString(measured));
          Files.move(growing, kept);
        }
        found.add(JsonMapper.shared().readValue(Files.readString(kept), Measured.class));
      }
    } catch (CancellationException e) {
      throw new JobCancelledException(e);
    } finally {
      FileSystemUtils.deleteRecursively(copies);
    }
    var summary = new LinkedHashMap<String, Object>();
    summary.put("model", plan.model());
    summary.put("clips", cases.size());
    summary.put("noise", plan.noise() == null ? "demo" : plan.noise());
    summary.put("featuresMaySeen", maySeen);
    summary.put("harms", found);
    var clean = found.getFirst();
    var worst = Collections.min(found, Comparator.comparingDouble(Measured::f1));
    return new Outcome(
        Sentence.of(
            "%s on %s clips: weighted F1 %s as they are, %s at worst.",
            plan.model(), cases.size(), rounded(clean.f1()), rounded(worst.f1())),
        JsonMapper.shared().writeValueAsString(summary));
  }

  private static String rounded(double share) {
    return String.format(Locale.ROOT, "%.3f", share);
  }

  /// Clips as they are first.
  private static List<Harm> harms(List<Case> cases) {
    var harms = new ArrayList<Harm>();
    harms.add(Harm.NONE);
    for (var modality : Modality.values()) {
      if (cases.stream().anyMatch(one -> one.source.modality() == modality)) {
        Harm.of(modality).stream().filter(harm -> !harms.contains(harm)).forEach(harms::add);
      }
    }
    return harms;
  }

  private static Path noise(RobustnessPlan plan, JobContext context) throws IOException {
    if (plan.noise() != null) {
      return Path.of(plan.noise());
    }
    var voices = context.folder().resolve("voices");
    DemoVoices.write(voices, DemoCorpus.SEED);
    return voices;
  }

  private List<Case> cases(
      CorpusId corpus, RobustnessPlan plan, List<String> labels, long seed, JobContext context)
      throws IOException {
    var taught = taught(corpus, plan);
    var cases = new ArrayList<Case>();
    for (var member :
        pool.read(corpus, PseudoJobPlan.DEFAULT, context::stopIfCancelled).members()) {
      var label = member.gold() != null ? member.gold() : member.truth();
      var clip = member.clip();
      if (label != null
          && labels.contains(label)
          && clip.modality() != Modality.TEXT
          && !taught.contains(clip.id().toString())) {
        cases.add(new Case(ClipSources.of(clip, media), labels.indexOf(label)));
      }
    }
    if (cases.isEmpty()) {
      throw new InvalidValueException(
          "No film, sound or picture of this corpus has a decided label that %s did not learn from;"
              + " decide some first.",
          plan.model());
    }
    Collections.shuffle(cases, new Random(seed));
    return List.copyOf(cases.subList(0, Math.min(plan.clips(), cases.size())));
  }

  private Set<String> taught(CorpusId corpus, RobustnessPlan plan) throws IOException {
    var learned = trained.of(corpus).named(plan.model());
    return learned.isEmpty()
        ? Set.of()
        : new HashSet<>(RecognitionFolder.taught(trained.folder(learned.get().run().id())));
  }

  private Measured measured(
      VotingModel model,
      List<Case> cases,
      Harm harm,
      WorsenedCopies worsened,
      List<String> labels,
      int number,
      List<Harm> harms,
      JobContext context)
      throws IOException, InterruptedException {
    var truths = new HashMap<String, Integer>();
    var sources = new ArrayList<ClipSource>();
    for (var one : cases) {
      context.stopIfCancelled();
      var copy = harm.equals(Harm.NONE) ? one.source : copy(one.source, harm, worsened);
      if (copy != null) {
        sources.add(copy);
        truths.put(copy.clip(), one.label);
      }
    }
    var progress =
        new JobProgress(
            context,
            (double) number / harms.size(),
            1.0 / harms.size(),
            0,
            Math.max(1, sources.size()),
            (done, all) ->
                Sentence.of("harm %s of %s: %s of %s clips", number + 1, harms.size(), done, all));
    return figures(harm, sources, truths, labels, model.look(sources, progress));
  }

  /// Null where the harm does not touch the clip.
  private static @Nullable ClipSource copy(ClipSource source, Harm harm, WorsenedCopies worsened)
      throws IOException {
    return Harm.of(source.modality()).contains(harm)
        ? worsened.of(source, harm).orElse(null)
        : null;
  }

  private static Measured figures(
      Harm harm,
      List<ClipSource> shown,
      Map<String, Integer> truths,
      List<String> labels,
      VotingModel.Said said) {
    var sources =
        shown.stream().filter(source -> !said.unreadable().containsKey(source.clip())).toList();
    int[] truth = new int[sources.size()];
    int[] guess = new int[sources.size()];
    int silent = 0;
    for (int i = 0; i < truth.length; i++) {
      var clip = sources.get(i).clip();
      truth[i] = Objects.requireNonNull(truths.get(clip));
      var vote = said.votes().get(clip);
      silent += vote == null ? 1 : 0;
      guess[i] = vote == null ? labels.size() : labels.indexOf(vote.labels().getFirst());
    }
    int classes = labels.size() + 1; // the last one is silence
    return new Measured(
        harm.snrDb(),
        harm.blur(),
        truth.length,
        silent,
        Accuracy.of(guess, truth),
        WeightedF1.of(guess, truth, classes),
        ClassRecall.of(guess, truth, classes));
  }
}
