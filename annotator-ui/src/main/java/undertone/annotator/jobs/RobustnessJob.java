package undertone.annotator.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
  /// @param f1AsTheyAre the same of the same clips where nothing is done to them
  /// @param uar mean recall of labels, 0..1
  record Measured(
      @Nullable Integer snrDb,
      int blur,
      int clips,
      int silent,
      double accuracy,
      double f1,
      double f1AsTheyAre,
      double uar) {}

  /// A clip whose label is decided.
  private record Case(ClipSource source, int label) {}

  /// What a model says of clips that are as bad as said.
  ///
  /// @param guesses by the clip that was made worse; the number of labels = nothing
  private record Answers(Harm harm, Map<String, Integer> guesses) {}

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
    var found = new ArrayList<Answers>();
    List<String> maySeen;
    try (var model =
        models.open(plan.asVote(), corpus, catalogue.schemeOf(corpus), context.home())) {
      maySeen = model.mayHaveSeen();
      for (int h = 0; h < harms.size(); h++) {
        context.stopIfCancelled();
        var kept = context.folder().resolve("harm-%d.json".formatted(h));
        if (!Files.exists(kept)) {
          var answers = answers(model, cases, harms.get(h), worsened, labels, h, harms, context);
          var growing = kept.resolveSibling(kept.getFileName() + ".part");
          Files.writeString(growing, JsonMapper.shared().writeValueAsString(answers));
          Files.move(growing, kept);
        }
        found.add(JsonMapper.shared().readValue(Files.readString(kept), Answers.class));
      }
    } catch (CancellationException e) {
      throw new JobCancelledException(e);
    } finally {
      FileSystemUtils.deleteRecursively(copies);
    }
    var measured =
        found.stream().map(one -> measured(one, found.getFirst(), cases, labels)).toList();
    var summary = new LinkedHashMap<String, Object>();
    summary.put("model", plan.model());
    summary.put("clips", cases.size());
    summary.put("noise", plan.noise() == null ? "demo" : plan.noise());
    summary.put("featuresMaySeen", maySeen);
    summary.put("harms", measured);
    double most = measured.stream().mapToDouble(one -> one.f1AsTheyAre - one.f1).max().orElse(0);
    return new Outcome(
        Sentence.of(
            "%s on %s clips: weighted F1 %s as they are; at most it loses %s of it on the same clips.",
            plan.model(), cases.size(), rounded(measured.getFirst().f1()), rounded(most)),
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

  private Answers answers(
      VotingModel model,
      List<Case> cases,
      Harm harm,
      WorsenedCopies worsened,
      List<String> labels,
      int number,
      List<Harm> harms,
      JobContext context)
      throws IOException, InterruptedException {
    var shown = new LinkedHashMap<String, ClipSource>(); // by the clip that was made worse
    for (var one : cases) {
      context.stopIfCancelled();
      var copy = harm.equals(Harm.NONE) ? one.source : copy(one.source, harm, worsened);
      if (copy != null) {
        shown.put(one.source.clip(), copy);
      }
    }
    var progress =
        new JobProgress(
            context,
            (double) number / harms.size(),
            1.0 / harms.size(),
            0,
            Math.max(1, shown.size()),
            (done, all) ->
                Sentence.of("harm %s of %s: %s of %s clips", number + 1, harms.size(), done, all));
    var said = model.look(List.copyOf(shown.values()), progress);
    var guesses = new LinkedHashMap<String, Integer>();
    shown.forEach((clip, copy) -> {
      if (!said.unreadable().containsKey(copy.clip())) {
        var vote = said.votes().get(copy.clip());
        guesses.put(clip, vote == null ? labels.size() : labels.indexOf(vote.labels().getFirst()));
      }
    });
    return new Answers(harm, guesses);
  }

  /// Null where the harm does not touch the clip.
  private static @Nullable ClipSource copy(ClipSource source, Harm harm, WorsenedCopies worsened)
      throws IOException {
    return Harm.of(source.modality()).contains(harm)
        ? worsened.of(source, harm).orElse(null)
        : null;
  }

  private static Measured measured(
      Answers answers, Answers asTheyAre, List<Case> cases, List<String> labels) {
    var both =
        cases.stream()
            .filter(one -> answers.guesses.containsKey(one.source.clip()))
            .filter(one -> asTheyAre.guesses.containsKey(one.source.clip()))
            .toList();
    int[] truths = both.stream().mapToInt(Case::label).toArray();
    int[] guesses = guesses(both, answers);
    int silence = labels.size();
    return new Measured(
        answers.harm.snrDb(),
        answers.harm.blur(),
        truths.length,
        (int) Arrays.stream(guesses).filter(guess -> guess == silence).count(),
        Accuracy.of(guesses, truths),
        WeightedF1.of(guesses, truths, silence + 1),
        WeightedF1.of(guesses(both, asTheyAre), truths, silence + 1),
        ClassRecall.of(guesses, truths, silence + 1));
  }

  private static int[] guesses(List<Case> cases, Answers answers) {
    return cases.stream()
        .mapToInt(one -> Objects.requireNonNull(answers.guesses.get(one.source.clip())))
        .toArray();
  }
}
