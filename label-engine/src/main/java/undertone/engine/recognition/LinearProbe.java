package undertone.engine.recognition;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.engine.refinement.SoftRegression;
import undertone.models.TrainingTurn;

/// How much of the classes can be read off an encoder that is left as it is: a linear layer learns
/// from what the head would read, and is measured on clips that were held out.
///
/// Everything that is read is brought to mean 0 and spread 1 over the clips that teach, for which
/// no label is needed, so that an encoder whose answers lie close together is not called poor for
/// that alone.
public final class LinearProbe {
  private static final double RIDGE = 1;
  private static final double LEAST_SPREAD = 1e-6;
  private static final int FEW = 8; // clips read at once

  private final RecognitionPlan plan;
  private final SensesReader senses;
  private final Device device;

  /// @param plan of a classifier; its seed, and the share it holds out, are what counts
  public LinearProbe(RecognitionPlan plan, SensesReader senses, Device device) {
    this.plan = plan;
    this.senses = senses;
    this.device = device;
  }

  /// @param classes names, by the labels of the lessons
  /// @param start folder of a pre-trained model; null = an encoder that nothing was taught
  public RecognitionFigures run(List<Lesson> lessons, List<String> classes, @Nullable Path start)
      throws IOException, InterruptedException {
    var network = plan.classifier(classes.size());
    var clips = lessons.stream().map(Lesson::clip).toList();
    var sighted = Sighted.of(clips, Reading.of(network), senses, RecognitionWatch.SILENT);
    var seen = sighted.places().stream().map(lessons::get).toList();
    var split = Split.of(seen.stream().map(Lesson::group).toList(), plan.heldOut(), plan.seed());
    var learned = split.learned().stream().mapToInt(Integer::intValue).toArray();
    float[][] read;
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager(device)) {
      var weights = Start.of(plan, network, start, manager).weights();
      read =
          standardised(
              read(new Examiner(network, weights, senses, plan.views(), manager), seen), learned);
    }
    var targets = new double[seen.size()][classes.size()];
    var importance = new double[seen.size()];
    Arrays.fill(importance, 1);
    for (int i = 0; i < seen.size(); i++) {
      targets[i][seen.get(i).label()] = 1;
    }
    var layer = SoftRegression.fit(read, learned, targets, importance, RIDGE);
    return RecognitionFigures.of(
        split.heldOut().stream().map(i -> layer.of(read[i])).toList(),
        split.heldOut().stream().map(i -> seen.get(i).label()).toList(),
        classes.size(),
        learned.length,
        sighted.nothing(),
        split.note());
  }

  private List<double[]> read(Examiner examiner, List<Lesson> lessons)
      throws IOException, InterruptedException {
    var all = new ArrayList<double[]>();
    for (int from = 0; from < lessons.size(); from += FEW) {
      var seen = new ArrayList<Senses>();
      for (var lesson : lessons.subList(from, Math.min(lessons.size(), from + FEW))) {
        seen.add(senses.of(lesson.clip()));
      }
      all.addAll(examiner.featuresOf(seen));
    }
    return all;
  }

  /// `[N,D]`, each column with mean 0 and spread 1 over those learned from.
  private static float[][] standardised(List<double[]> rows, int[] learned) {
    int n = rows.size();
    int width = rows.getFirst().length;
    var all = new float[n][width];
    for (int column = 0; column < width; column++) {
      int d = column;
      double mean = IntStream.of(learned).mapToDouble(i -> rows.get(i)[d]).average().orElse(0);
      double variance =
          IntStream.of(learned)
              .mapToDouble(i -> (rows.get(i)[d] - mean) * (rows.get(i)[d] - mean))
              .average()
              .orElse(0);
      double spread = Math.sqrt(variance);
      for (int i = 0; i < n; i++) {
        all[i][d] = (float) ((rows.get(i)[d] - mean) / Math.max(spread, LEAST_SPREAD));
      }
    }
    return all;
  }
}
