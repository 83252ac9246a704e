package undertone.engine.architecture;

import ai.djl.Device;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import undertone.engine.multimodal.DescribedClips;
import undertone.engine.multimodal.FeatureCard;
import undertone.engine.multimodal.Gaps;
import undertone.engine.recognition.Checkpoint;
import undertone.engine.recognition.Lesson;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.SensesReader;
import undertone.engine.recognition.Warmth;
import undertone.engine.recognition.WholeFiles;
import undertone.models.hosting.FeatureModel;
import undertone.models.nas.Genotype;

/// Makes a model whose structure is searched on the clips that it learns from: the cells of two
/// streams are searched, what was found is trained from scratch, and beside it the best of some
/// structures drawn by lot, under the same terms.
///
/// Labelled clips fall into three parts, whole groups each: those that searches and trainings see,
/// those that choose the best epoch of a training, and those that figures are of, which choose
/// nothing but the temperature. No stage of a search sees the latter two.
public final class StructureTraining {
  private final StructurePlan plan;
  private final SensesReader senses;
  private final Device device;

  public StructureTraining(StructurePlan plan, SensesReader senses, Device device) {
    this.plan = plan;
    this.senses = senses;
    this.device = device;
  }

  /// Searches and learns, or goes on where an earlier call with the same plan and lessons was
  /// stopped: behind the last stage that had ended, and within a training from scratch after its
  /// last epoch.
  ///
  /// @param classes names, by the labels of the lessons
  /// @param clips what extractors say of them, by steps
  /// @param folder of this run
  /// @throws IllegalArgumentException if too few clips have a label and a sound
  /// @throws CancellationException if the watch asks to stop
  public RecognitionFolder run(
      List<Lesson> lessons,
      List<String> classes,
      DescribedClips clips,
      Path folder,
      StructureWatch watch)
      throws IOException, InterruptedException {
    if (RecognitionFolder.isFinished(folder)) {
      return RecognitionFolder.whole(folder);
    }
    var maps = heard(lessons, watch);
    var known = new ArrayList<DescribedStreams.Lesson>();
    for (var lesson : lessons) {
      var clip = lesson.clip().clip();
      if (maps.containsKey(clip) || clips.knows(clip)) {
        known.add(new DescribedStreams.Lesson(clip, lesson.label(), lesson.group()));
      }
    }
    var parts =
        StructureParts.of(plan, known.stream().map(DescribedStreams.Lesson::group).toList());
    var steps = clips.as(FeatureModel.Reads.STEPS);
    var scale =
        steps.scale(parts.teaching().stream().map(place -> known.get(place).clip()).toList());
    var streams = new DescribedStreams(known, classes.size(), steps.on(scale), maps, Gaps.NONE);
    var batches = batches(streams, parts);
    var basis =
        "%s\n%s\n%s\n%s\n%s\n%s\n%s"
            .formatted(plan, classes, clips.sources(), known, parts, scale, batches.ofMaps());
    var purpose = WholeFiles.hash(basis.getBytes(StandardCharsets.UTF_8));
    var stages = StructureStages.in(folder, purpose);
    var found = found(stages, batches, parts, watch);
    var drawn = drawn(stages, batches, parts, watch);
    var retraining = new Retraining(plan, streams, batches, parts, folder, purpose, device);
    var ofDrawn = ofDrawn(stages, drawn, retraining, watch);
    int nothing = lessons.size() - known.size();
    var done =
        retraining.of(
            found,
            StructureStep.Stage.RETRAIN_FOUND,
            watch,
            learned -> {
              new FeatureCard(
                      clips.sources(),
                      scale,
                      1,
                      plan.missing(),
                      learned.bestEpoch(),
                      parts.choosing().size())
                  .write(folder);
              var facts =
                  new StructureCard.Facts(
                      plan.speech(),
                      streams.form(),
                      batches.ofMaps(),
                      learned.net().size(),
                      ofDrawn);
              new StructureCard(found, drawn, facts).write(folder);
              return RecognitionFolder.keep(
                  folder,
                  learned.net().arrays(),
                  plan.model(),
                  plan.size(),
                  classes,
                  Warmth.of(learned.said(), labels(streams, parts.heldOut())),
                  taught(known, parts),
                  retraining.figures(learned.said(), parts.heldOut(), nothing));
            });
    Checkpoint.in(folder, "").drop();
    stages.drop();
    return done;
  }

  private Genotype found(
      StructureStages stages, SpeechBatches batches, StructureParts parts, StructureWatch watch)
      throws IOException {
    var kept = stages.found();
    return kept.isPresent()
        ? kept.get()
        : stages.found(new StructureSearch(plan.speech()).over(batches, parts.teaching(), watch));
  }

  private Genotype drawn(
      StructureStages stages, SpeechBatches batches, StructureParts parts, StructureWatch watch)
      throws IOException {
    for (int c = stages.drawn().size(); c < plan.speech().candidates(); c++) {
      stages.drawn(new RandomStructures(plan.speech()).tried(c, batches, parts.teaching(), watch));
    }
    return RandomStructures.best(stages.drawn());
  }

  private static StructureCard.OfDrawn ofDrawn(
      StructureStages stages, Genotype drawn, Retraining retraining, StructureWatch watch)
      throws IOException {
    var kept = stages.ofDrawn();
    return kept.isPresent()
        ? kept.get()
        : stages.ofDrawn(
            retraining.of(
                drawn,
                StructureStep.Stage.RETRAIN_DRAWN,
                watch,
                learned ->
                    new StructureCard.OfDrawn(
                        retraining.figures(learned.said(), retraining.parts().heldOut(), 0),
                        learned.net().size())));
  }

  private static SpeechBatches batches(DescribedStreams streams, StructureParts parts) {
    return new SpeechBatches(
        streams,
        ColumnScale.of(parts.teaching(), StreamForm.BANDS, streams::map),
        ColumnScale.none(streams.form().numbers()));
  }

  /// Spectrograms, by clip.
  private Map<String, float[][]> heard(List<Lesson> lessons, StructureWatch watch)
      throws InterruptedException {
    var maps = new HashMap<String, float[][]>();
    for (int i = 0; i < lessons.size(); i++) {
      if (watch.cancelled()) {
        throw new CancellationException("Learning was cancelled while its clips were heard.");
      }
      var clip = lessons.get(i).clip();
      try {
        senses.of(clip).sound().ifPresent(sound -> maps.put(clip.clip(), MelMap.of(sound)));
      } catch (IOException _) {
        // told to whoever asks for an opinion on it
      }
      watch.looked(i + 1, lessons.size());
    }
    return maps;
  }

  private static List<Integer> labels(StreamClips clips, List<Integer> places) {
    return places.stream().map(clips::label).toList();
  }

  /// Clips whose labels it was told, to learn from or to choose by.
  private static List<String> taught(List<DescribedStreams.Lesson> known, StructureParts parts) {
    return Stream.concat(parts.teaching().stream(), parts.choosing().stream())
        .map(place -> known.get(place).clip())
        .toList();
  }
}
