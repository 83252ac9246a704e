package undertone.engine.recognition;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import undertone.engine.features.ClipSource;
import undertone.engine.refinement.Streams;
import undertone.models.TrainingTurn;
import undertone.models.hosting.HostedAutoencoder.Gaps;
import undertone.models.video.Targets;

/// How well a pre-trained model fills gaps in clips, beside two who learned nothing.
public final class GapExam {
  private static final int FEW = 8; // clips read at once

  private GapExam() {}

  /// Mean squared errors over all clips, of one sense.
  ///
  /// @param filled of the model
  /// @param zero of whoever says 0, the mean of every piece
  /// @param nearest of whoever copies the nearest piece that is shown
  /// @param later of the model in the second half of each piece: of a film the motion from the
  ///   first frame to the second, or the second frame itself
  /// @param laterZero of whoever says 0 there
  public record Errors(double filled, double zero, double nearest, double later, double laterZero) {

    private static Errors of(Gaps gaps) {
      var nothing = gaps.truth().zerosLike();
      return new Errors(
          Targets.error(gaps.filled(), gaps.truth()).getFloat(),
          Targets.error(nothing, gaps.truth()).getFloat(),
          Targets.error(gaps.copied(), gaps.truth()).getFloat(),
          Targets.errorOfHalf(gaps.filled(), gaps.truth(), 1).getFloat(),
          Targets.errorOfHalf(nothing, gaps.truth(), 1).getFloat());
    }

    private Errors divided(double by) {
      return new Errors(0, 0, 0, 0, 0).plus(this, 1 / by);
    }

    private Errors plus(Errors other, double weight) {
      return new Errors(
          filled + weight * other.filled,
          zero + weight * other.zero,
          nearest + weight * other.nearest,
          later + weight * other.later,
          laterZero + weight * other.laterZero);
    }
  }

  /// Of each sense, `faces` and `voices`; what is hidden of the clips is drawn by the plan's seed.
  ///
  /// @param learned by that plan
  /// @param clips those that lack what the model reads are left out
  public static Map<String, Errors> of(
      RecognitionPlan plan,
      RecognitionFolder learned,
      SensesReader senses,
      List<ClipSource> clips,
      Device device)
      throws IOException, InterruptedException {
    var network = plan.autoencoder();
    var reading = Reading.of(network);
    var random = new Streams(plan.seed()).of("gaps of an exam");
    var sums = new TreeMap<String, Errors>();
    int counted = 0;
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager(device)) {
      var weights = learned.weights(manager);
      for (int from = 0; from < clips.size(); from += FEW) {
        var some = clips.subList(from, Math.min(clips.size(), from + FEW));
        var read = new ArrayList<Reading.Read>();
        for (var clip : some) {
          var seen = senses.of(clip);
          if (reading.lacking(seen).isEmpty()) {
            read.add(reading.read(seen, reading.first(seen)));
          }
        }
        if (read.isEmpty()) {
          continue;
        }
        counted += read.size();
        try (var _ = new NDScope()) {
          Map<String, NDArray> inputs = reading.batch(read, manager);
          inputs.putAll(network.hidden(read.size(), random, manager));
          network
              .gaps(weights, inputs)
              .forEach((sense, gaps) -> {
                var before = sums.getOrDefault(sense, new Errors(0, 0, 0, 0, 0));
                sums.put(sense, before.plus(Errors.of(gaps), read.size()));
              });
        }
      }
    }
    int all = counted;
    sums.replaceAll((_, sum) -> sum.divided(all));
    return sums;
  }
}
