package undertone.annotator.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.jobs.RobustnessFigures.Answers;
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
import undertone.corpora.pseudo.LabelOrigin;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.engine.corruption.NoisePool;
import undertone.engine.corruption.WorsenedCopies;
import undertone.engine.corruption.WorsenedCopies.Harm;
import undertone.engine.features.ClipSource;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.WholeFiles;
import undertone.engine.voters.VotingModel;

/// Says what noise and blur cost a model that votes: clips whose label is decided are shown to it
/// as they are, and as copies with speech of others under them and their pictures blurred, as the
/// tracks called NOISE of the MER challenges have it. Nothing of the corpus changes.
///
/// Decided is what a curator settled or what came as gold, never what voters agree on or a machine
/// spread: the model may have been among them. A model that learned here is never asked about clips
/// that taught it. Which clips are shown is kept, and what is said of them harm by harm, so a run
/// that was stopped goes on with the next harm.
public final class RobustnessJob implements Job {
  private static final TypeReference<Answers> ANSWERS = new TypeReference<>() {};
  private static final TypeReference<Map<String, String>> TRUTHS = new TypeReference<>() {};

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

  @Override
  public Outcome work(Run run, JobContext context) throws Exception {
    var plan = JsonMapper.shared().readValue(run.plan(), RobustnessPlan.class);
    var corpus = run.corpus().orElseThrow();
    var scheme = catalogue.schemeOf(corpus);
    var labels = scheme.labels().stream().map(Label::id).toList();
    var members = pool.read(corpus, PseudoJobPlan.DEFAULT, context::stopIfCancelled).members();
    var truths = truths(members, taught(corpus, plan), plan, context);
    var clips =
        members.stream()
            .map(PseudoPool.Member::clip)
            .filter(clip -> truths.containsKey(clip.id().toString()))
            .map(clip -> ClipSources.of(clip, media))
            .toList();
    context.report(0, Sentence.of("reading the noise"));
    var copies = context.folder().resolve("copies");
    var worsened =
        new WorsenedCopies(
            NoisePool.open(noise(plan, context), decoder), decoder, remix, plan.seed(), copies);
    var harms = harms(clips);
    var said = new ArrayList<Answers>();
    List<String> maySeen;
    try (var model = models.open(plan.asVote(), corpus, scheme, context.home())) {
      maySeen = model.mayHaveSeen();
      for (int h = 0; h < harms.size(); h++) {
        context.stopIfCancelled();
        var trial = new Trial(model, clips, worsened, harms.get(h), h, harms.size(), context);
        said.add(kept(context, "harm-%d.json".formatted(h), ANSWERS, trial::answers));
        FileSystemUtils.deleteRecursively(copies);
      }
    } catch (CancellationException e) {
      throw new JobCancelledException(e);
    } finally {
      FileSystemUtils.deleteRecursively(copies);
    }
    var figures =
        said.stream()
            .map(one -> RobustnessFigures.of(one, said.getFirst(), truths, labels))
            .toList();
    var summary = new LinkedHashMap<String, Object>();
    summary.put("model", plan.model());
    summary.put("clips", clips.size());
    summary.put("noise", plan.noise() == null ? "demo" : plan.noise());
    summary.put("featuresMaySeen", maySeen);
    summary.put("harms", figures);
    double most = figures.stream().mapToDouble(RobustnessFigures::lost).max().orElse(0);
    return new Outcome(
        Sentence.of(
            "%s on %s clips: weighted F1 %s as they are; at most it loses %s of it on the same clips.",
            plan.model(), clips.size(), rounded(figures.getFirst().f1()), rounded(most)),
        JsonMapper.shared().writeValueAsString(summary));
  }

  private static String rounded(double share) {
    return String.format(Locale.ROOT, "%.3f", share);
  }

  /// Something to be worked out.
  @FunctionalInterface
  private interface Work<T> {
    T done() throws IOException, InterruptedException;
  }

  /// Worked out once and kept in a file of the run.
  private static <T> T kept(JobContext context, String name, TypeReference<T> type, Work<T> work)
      throws IOException, InterruptedException {
    var json = JsonMapper.shared();
    var file = context.folder().resolve(name);
    if (!Files.exists(file)) {
      WholeFiles.write(file, json.writeValueAsBytes(work.done()));
    }
    return json.readValue(Files.readString(file), type);
  }

  /// Clips as they are first.
  private static List<Harm> harms(List<ClipSource> clips) {
    var harms = new ArrayList<Harm>();
    harms.add(Harm.NONE);
    for (var modality : Modality.values()) {
      if (clips.stream().anyMatch(clip -> clip.modality() == modality)) {
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

  /// Labels of the clips that are shown, by their ids, drawn once.
  private static Map<String, String> truths(
      List<PseudoPool.Member> members, Set<String> taught, RobustnessPlan plan, JobContext context)
      throws IOException, InterruptedException {
    var decided = new LinkedHashMap<String, String>();
    for (var member : members) {
      var label = decided(member);
      var clip = member.clip().id().toString();
      if (label != null && member.clip().modality() != Modality.TEXT && !taught.contains(clip)) {
        decided.put(clip, label);
      }
    }
    if (decided.isEmpty()) {
      throw new InvalidValueException(
          "No film, sound or picture of this corpus has a decided label that %s did not learn from;"
              + " decide some first.",
          plan.model());
    }
    return kept(
        context,
        "clips.json",
        TRUTHS,
        () -> {
          var drawn = new ArrayList<>(decided.keySet());
          Collections.shuffle(drawn, new Random(plan.seed()));
          decided
              .keySet()
              .retainAll(Set.copyOf(drawn.subList(0, Math.min(plan.clips(), drawn.size()))));
          return decided;
        });
  }

  private static @Nullable String decided(PseudoPool.Member member) {
    return member.gold() == null && member.origin() == LabelOrigin.SETTLED
        ? member.truth()
        : member.gold();
  }

  private Set<String> taught(CorpusId corpus, RobustnessPlan plan) throws IOException {
    var learned = trained.of(corpus).named(plan.model());
    return learned.isEmpty()
        ? Set.of()
        : new HashSet<>(RecognitionFolder.taught(trained.folder(learned.get().run().id())));
  }

  /// One harm done to all clips that it touches.
  ///
  /// @param number of it, from 0
  /// @param all how many harms there are
  private record Trial(
      VotingModel model,
      List<ClipSource> clips,
      WorsenedCopies worsened,
      Harm harm,
      int number,
      int all,
      JobContext context) {

    Answers answers() throws IOException, InterruptedException {
      var shown = harm.equals(Harm.NONE) ? asTheyAre() : copies();
      var progress =
          new JobProgress(
              context,
              (number + .5) / all,
              .5 / all,
              0,
              Math.max(1, shown.size()),
              (done, of) ->
                  Sentence.of("harm %s of %s: %s of %s clips shown", number + 1, all, done, of));
      var said = model.look(List.copyOf(shown.values()), progress);
      var labels = new LinkedHashMap<String, String>();
      shown.forEach((clip, copy) -> {
        if (!said.unreadable().containsKey(copy.clip())) {
          var vote = said.votes().get(copy.clip());
          labels.put(clip, vote == null ? "" : vote.labels().getFirst());
        }
      });
      return new Answers(harm, labels);
    }

    private Map<String, ClipSource> asTheyAre() {
      var shown = new LinkedHashMap<String, ClipSource>();
      clips.forEach(clip -> shown.put(clip.clip(), clip));
      return shown;
    }

    /// By the clip that was made worse.
    private Map<String, ClipSource> copies() throws IOException {
      var shown = new LinkedHashMap<String, ClipSource>();
      for (int c = 0; c < clips.size(); c++) {
        context.stopIfCancelled();
        context.report(
            (number + .5 * c / clips.size()) / all,
            Sentence.of(
                "harm %s of %s: %s of %s clips made worse", number + 1, all, c, clips.size()));
        var clip = clips.get(c);
        if (Harm.of(clip.modality()).contains(harm)) {
          worsened.of(clip, harm).ifPresent(copy -> shown.put(clip.clip(), copy));
        }
      }
      return shown;
    }
  }
}
