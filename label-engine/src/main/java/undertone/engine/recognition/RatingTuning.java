package undertone.engine.recognition;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import undertone.corpora.track.Measure;
import undertone.engine.features.ClipSource;
import undertone.models.Constant;
import undertone.models.TrainingTurn;
import undertone.models.hosting.HostedClassifier;

/// Teaches a model how whole clips feel: valence and arousal by regression, with a head of two
/// plain numbers on the scale of the ratings, -1..1. What is not known of a clip teaches nothing.
///
/// The loss is the mean squared error over what is known; nothing is mixed and nothing smoothed.
/// Clips fall into three parts, whole groups each: those that teach, those that choose the best
/// epoch by the mean concordance of what was taught, and those that figures are of.
///
/// Source: the regression of HiCMAE (arXiv 2401.05698, on Werewolf-XL) and SVFAP (arXiv
/// 2401.00416): MSE, no mixing, chosen by CCC. MAE-DFER publishes none; it is taught alike. Theirs
/// is chosen on the clips that are tested; ours on others.
public final class RatingTuning {
  private static final int FEWEST = 8; // clips, so that each part has some
  private static final double CHOOSING = .15; // share of those not held out

  private final RecognitionPlan plan;
  private final HostedClassifier network;
  private final SensesReader senses;
  private final Device device;

  /// @param plan of a size that does not end in `-pretrain`
  public RatingTuning(RecognitionPlan plan, SensesReader senses, Device device) {
    network = plan.classifier(RatedLesson.DIMENSIONS.size());
    this.plan = plan;
    this.senses = senses;
    this.device = device;
  }

  /// Learns, or goes on where an earlier call with the same plan and lessons was stopped.
  ///
  /// @param start folder of a pre-trained model, or a file of its weights in safetensors; null =
  ///   from drawn weights
  /// @param folder of this run
  /// @throws IllegalArgumentException if too few clips show anything
  /// @throws java.util.concurrent.CancellationException if the watch asks to stop
  public RecognitionFolder run(
      List<RatedLesson> lessons, @Nullable Path start, Path folder, RecognitionWatch watch)
      throws IOException, InterruptedException {
    if (RecognitionFolder.isFinished(folder)) {
      return RecognitionFolder.read(folder);
    }
    var clips = lessons.stream().map(RatedLesson::clip).toList();
    var sighted = Sighted.of(clips, Reading.of(network), senses, watch);
    var seen = sighted.places().stream().map(lessons::get).toList();
    mustSuffice(seen);
    var parts = ThreeParts.of(seen, RatedLesson::group, plan.heldOut(), CHOOSING, plan.seed());
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager(device)) {
      var begun = Start.of(plan, network, start, manager);
      var best = new BestEpoch(begun.weights(), manager);
      var examiner = new Examiner(network, begun.weights(), senses, plan.views(), manager);
      new Training(plan, network, senses, sources(parts.teaching()), begun.weights(), manager)
          .run(
              folder,
              begun.hash() + basis(parts.teaching()) + "\n\n" + basis(parts.choosing()),
              (batch, inputs, random) ->
                  ready(
                      begun.weights(),
                      batch.stream().map(parts.teaching()::get).toList(),
                      inputs,
                      manager,
                      random),
              choosing(parts, examiner, best),
              watch,
              best.all());
      best.restore();
      return kept(parts, examiner, begun, best.epoch(), sighted.nothing(), folder);
    }
  }

  private void mustSuffice(List<RatedLesson> seen) {
    if (seen.size() < FEWEST) {
      throw new IllegalArgumentException(
          "Rating whole clips is learned from at least %d that are rated and show what %s reads, but"
                  .formatted(FEWEST, plan.model())
              + " there are %d.".formatted(seen.size()));
    }
  }

  private static List<ClipSource> sources(List<RatedLesson> lessons) {
    return lessons.stream().map(RatedLesson::clip).toList();
  }

  private static String basis(List<RatedLesson> lessons) {
    return lessons.stream()
        .map(lesson ->
            lesson.clip().clip()
                + RatedLesson.DIMENSIONS.stream()
                    .map(measure -> "=" + lesson.rated().get(measure))
                    .collect(Collectors.joining()))
        .collect(Collectors.joining("\n"));
  }

  private Training.Ready ready(
      Map<String, NDArray> weights,
      List<RatedLesson> lessons,
      Map<String, NDArray> inputs,
      NDManager manager,
      SplittableRandom random) {
    int width = RatedLesson.DIMENSIONS.size();
    var truths = new float[lessons.size() * width];
    var known = new float[truths.length];
    int count = 0;
    for (int i = 0; i < truths.length; i++) {
      var rated = lessons.get(i / width).rated().get(RatedLesson.DIMENSIONS.get(i % width));
      if (rated != null) {
        truths[i] = rated.floatValue();
        known[i] = 1;
        count++;
      }
    }
    var shape = new Shape(lessons.size(), width);
    var target = manager.create(truths, shape); // [B,2]
    var mask = manager.create(known, shape); // [B,2], 1 = known
    int all = count;
    return blocks -> {
      var apart = network.learning(weights, inputs, random, blocks).sub(target).mul(mask);
      var squares = apart.mul(apart).sum();
      return squares.mul(Constant.beside(squares, 1.0 / all));
    };
  }

  private Training.Exam choosing(ThreeParts<RatedLesson> parts, Examiner examiner, BestEpoch best) {
    return new Training.Exam() {
      @Override
      public @Nullable RecognitionFigures after(int epoch)
          throws IOException, InterruptedException {
        var said = examiner.numbers(sources(parts.choosing()));
        var figures = figures(said, parts.choosing(), parts, 0);
        double squares =
            figures.dimensions().stream().mapToDouble(one -> one.rmse() * one.rmse()).sum();
        best.offer(epoch, figures.ccc(), squares);
        return null;
      }

      @Override
      public boolean always() {
        return true;
      }
    };
  }

  /// Of a dimension that nobody taught the network says nothing worth measuring.
  private static RatingFigures figures(
      List<double[]> said, List<RatedLesson> lessons, ThreeParts<RatedLesson> parts, int nothing) {
    var taught = taught(parts.teaching());
    var truths = new ArrayList<Map<Measure, Double>>();
    for (var lesson : lessons) {
      var rated = new TreeMap<>(lesson.rated());
      rated.keySet().retainAll(taught);
      truths.add(rated);
    }
    return RatingFigures.of(said, truths, parts.teaching().size(), nothing, parts.note());
  }

  private RecognitionFolder kept(
      ThreeParts<RatedLesson> parts,
      Examiner examiner,
      Start begun,
      int bestEpoch,
      int nothing,
      Path folder)
      throws IOException, InterruptedException {
    var said = examiner.numbers(sources(parts.heldOut()));
    new RatingCard(
            taught(parts.teaching()).stream().map(Measure::name).toList(),
            figures(said, parts.heldOut(), parts, nothing),
            bestEpoch,
            parts.choosing().size())
        .write(folder);
    var told = new ArrayList<>(parts.teaching());
    told.addAll(parts.choosing()); // they chose, so figures on them would flatter as well
    var done =
        RecognitionFolder.write(
            folder,
            begun.weights(),
            new RecognitionFolder.Card(
                plan.model(),
                plan.size(),
                Stage.RATING,
                List.of(),
                1,
                parts.teaching().size(),
                told.stream().map(lesson -> lesson.clip().clip()).toList(),
                begun.hash(),
                null,
                "",
                plan.views()));
    Checkpoint.in(folder, "").drop();
    return done;
  }

  private static List<Measure> taught(List<RatedLesson> lessons) {
    return RatedLesson.DIMENSIONS.stream()
        .filter(measure -> lessons.stream().anyMatch(one -> one.rated().containsKey(measure)))
        .toList();
  }
}
