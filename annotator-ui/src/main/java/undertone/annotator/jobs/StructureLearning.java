package undertone.annotator.jobs;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Sentence;
import undertone.corpora.clip.Clip;
import undertone.engine.architecture.StructureCard;
import undertone.engine.architecture.StructurePlan;
import undertone.engine.architecture.StructureStep;
import undertone.engine.architecture.StructureTraining;
import undertone.engine.architecture.StructureWatch;
import undertone.engine.multimodal.DescribedClips;
import undertone.engine.multimodal.FeatureCard;
import undertone.engine.recognition.Lesson;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.SensesReader;
import undertone.models.hosting.FeatureModel;

/// Lets a model search its structure on a corpus, and tells a run how far it is.
final class StructureLearning {
  private static final double DESCRIBED = .15; // of the progress bar, when clips are described
  private static final double HEARD = .2; // of it, when their sounds are heard
  private static final double LEARNED = .95; // of it, when all is learned
  private static final int EPOCHS_APART = 100_000; // in the journal; more than a stage may have
  private static final int STAGES_APART = 100; // in the journal; more structures than are drawn

  private final TrainPlan plan;
  private final FeatureChoice features;
  private final JobContext context;

  StructureLearning(TrainPlan plan, FeatureChoice features, JobContext context) {
    this.plan = plan;
    this.features = features;
    this.context = context;
  }

  /// What extractors say of clips, by steps.
  DescribedClips described(ClipDescriber describer, List<Clip> clips)
      throws IOException, InterruptedException {
    double half = DESCRIBED / 2;
    var sources =
        describer.sources(features, clips, JobProgress.ofFeatures(context, 0, half, clips.size()));
    return describer.describe(
        sources,
        FeatureModel.Reads.STEPS,
        clips,
        JobProgress.ofFeatures(context, half, half, clips.size()));
  }

  /// @param clips what extractors say of the lessons, by steps
  /// @param folder of the run's model
  RecognitionFolder learn(
      List<Lesson> lessons,
      List<String> classes,
      DescribedClips clips,
      SensesReader senses,
      Path folder)
      throws IOException, InterruptedException {
    var usual =
        StructurePlan.usual(plan.model(), plan.size())
            .withSeed(plan.seed())
            .withMissing(features.missing());
    var chosen = plan.epochs() == null ? usual : usual.withEpochs(plan.epochs());
    return new StructureTraining(chosen, senses, Device.cpu())
        .run(lessons, classes, clips, folder, new Heard());
  }

  /// What the run's page and commands tell of what was found.
  static Map<String, Object> found(Path folder) throws IOException {
    var card = StructureCard.read(folder);
    var features = FeatureCard.read(folder);
    var facts = card.facts();
    var structure = new LinkedHashMap<String, Object>();
    structure.put("searchEpochs", card.found().epochs());
    structure.put("complete", card.found().complete());
    structure.put("epochs", facts.plan().epochs());
    structure.put("searchSeconds", card.found().search().seconds());
    structure.put("parameters", facts.parameters());
    structure.put("candidates", facts.plan().candidates());
    structure.put("drawnSeconds", card.drawn().search().seconds());
    structure.put("drawnParameters", facts.ofDrawn().parameters());
    structure.put("drawn", facts.ofDrawn().figures());
    var found = new LinkedHashMap<String, Object>();
    found.put("missing", features.missing());
    found.put("bestEpoch", features.bestEpoch());
    found.put("choosing", features.choosing());
    found.put("structure", structure);
    return found;
  }

  /// An epoch as the journal keeps it. Only epochs of what was found have a number for the run's
  /// curve; those of other stages would lie on top of it.
  private record Epoch(
      StructureStep.Stage stage,
      @Nullable Integer candidate,
      @Nullable Integer epoch,
      int epochOfStage,
      int epochs,
      double loss,
      @Nullable Double accuracy,
      @Nullable Double uar,
      String says) {}

  /// Passes on how far it is; each epoch enters the journal.
  private final class Heard implements StructureWatch {
    @Override
    public void looked(int clips, int of) {
      context.report(
          DESCRIBED + (HEARD - DESCRIBED) * clips / of,
          Sentence.of("faces and sounds: %s of %s clips", clips, of));
    }

    @Override
    public void step(StructureStep step) {
      var figures = step.figures();
      boolean last = step.stage() == StructureStep.Stage.RETRAIN_FOUND;
      context.journal(
          place(step),
          new Epoch(
              step.stage(),
              step.candidate() == 0 ? null : step.candidate(),
              last ? step.epoch() : null,
              step.epoch(),
              step.epochs(),
              step.loss(),
              figures == null ? null : figures.accuracy(),
              figures == null ? null : figures.uar(),
              says(step).english()));
      context.report(HEARD + (LEARNED - HEARD) * step.done(), says(step));
    }

    @Override
    public boolean cancelled() {
      return context.cancelled();
    }
  }

  /// A number of its own for each epoch of each stage, so that one that is gone through twice is
  /// written once.
  private static int place(StructureStep step) {
    var stages = List.of(StructureStep.Stage.values());
    int part = stages.indexOf(step.stage()) * STAGES_APART + step.candidate();
    return part * EPOCHS_APART + step.epoch();
  }

  private static Sentence says(StructureStep step) {
    return switch (step.stage()) {
      case SEARCH_MAPS ->
          Sentence.of(
              "searching cells for spectrograms: epoch %s of %s", step.epoch(), step.epochs());
      case SEARCH_SEQUENCES ->
          Sentence.of(
              "searching a cell for sequences: epoch %s of %s", step.epoch(), step.epochs());
      case DRAW ->
          Sentence.of(
              "structure %s of %s drawn by lot: epoch %s of %s",
              step.candidate(), step.candidates(), step.epoch(), step.epochs());
      case RETRAIN_DRAWN ->
          Sentence.of(
              "training the best one drawn by lot: epoch %s of %s", step.epoch(), step.epochs());
      case RETRAIN_FOUND ->
          Sentence.of("training what was found: epoch %s of %s", step.epoch(), step.epochs());
    };
  }
}
