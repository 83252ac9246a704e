package undertone.engine.recognition;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import undertone.engine.features.ClipSource;
import undertone.models.hosting.HostedClassifier;
import undertone.models.video.Targets;

/// Asks a network about clips as papers test: of each several windows, whose answers are averaged.
final class Examiner {
  private static final int BATCH = 16;

  private final HostedClassifier network;
  private final Reading reading;
  private final Map<String, NDArray> weights;
  private final SensesReader senses;
  private final TestViews views;
  private final NDManager manager;

  Examiner(
      HostedClassifier network,
      Map<String, NDArray> weights,
      SensesReader senses,
      TestViews views,
      NDManager manager) {
    this.network = network;
    this.weights = weights;
    this.senses = senses;
    this.views = views;
    this.manager = manager;
    reading = Reading.of(network);
  }

  /// Probabilities of the classes of each clip, the mean over its windows.
  ///
  /// @param clips that show something
  List<double[]> probabilities(List<ClipSource> clips) throws IOException, InterruptedException {
    return inParts(clips, this::probabilitiesOf);
  }

  List<double[]> probabilitiesOf(List<Senses> seen) {
    return means(views(seen), "logits", true);
  }

  /// The plain numbers of the head of each clip `[K]`, the mean over its windows.
  ///
  /// @param clips that show something
  List<double[]> numbers(List<ClipSource> clips) throws IOException, InterruptedException {
    return inParts(clips, this::numbersOf);
  }

  /// As many clips at once as their windows fill a batch: more are not held in memory.
  private List<double[]> inParts(
      List<ClipSource> clips, Function<List<Senses>, List<double[]>> answer)
      throws IOException, InterruptedException {
    var all = new ArrayList<double[]>();
    int some = Math.max(1, BATCH / views.clips());
    for (int from = 0; from < clips.size(); from += some) {
      var seen = new ArrayList<Senses>();
      for (var clip : clips.subList(from, Math.min(clips.size(), from + some))) {
        seen.add(senses.of(clip));
      }
      all.addAll(answer.apply(seen));
    }
    return all;
  }

  List<double[]> numbersOf(List<Senses> seen) {
    return means(views(seen), "logits", false);
  }

  /// What the head reads of each clip `[D]`, the mean over its windows.
  List<double[]> featuresOf(List<Senses> seen) {
    return means(views(seen), "fc_norm", false);
  }

  /// D, how many numbers the head reads of a clip.
  int width() {
    var head = network.weights().get("head.weight"); // [K,D]
    if (head == null) {
      throw new IllegalStateException("Bug: a classifier without a head.");
    }
    return (int) head.get(1);
  }

  private List<Reading.Read> views(List<Senses> seen) {
    var parts = new ArrayList<Reading.Read>();
    for (var one : seen) {
      reading.views(one, views).forEach(window -> parts.add(reading.read(one, window)));
    }
    return parts;
  }

  private List<double[]> means(List<Reading.Read> parts, String output, boolean softmax) {
    var rows = answers(parts, output, softmax);
    var means = new ArrayList<double[]>();
    for (int i = 0; i < rows.size(); i += views.clips()) {
      var mean = new double[rows.get(i).length];
      for (int view = 0; view < views.clips(); view++) {
        for (int k = 0; k < mean.length; k++) {
          mean[k] += rows.get(i + view)[k] / (double) views.clips();
        }
      }
      means.add(mean);
    }
    return means;
  }

  /// Probabilities of parts of clips.
  List<float[]> probabilitiesOfParts(List<Reading.Read> parts) {
    return answers(parts, "logits", true);
  }

  private List<float[]> answers(List<Reading.Read> parts, String output, boolean softmax) {
    var rows = new ArrayList<float[]>();
    for (int from = 0; from < parts.size(); from += BATCH) {
      var some = parts.subList(from, Math.min(parts.size(), from + BATCH));
      try (var _ = new NDScope()) {
        var said = Targets.input(network.forward(weights, reading.batch(some, manager)), output);
        var flat = (softmax ? said.softmax(1) : said).toFloatArray();
        int width = flat.length / some.size();
        for (int i = 0; i < some.size(); i++) {
          rows.add(Arrays.copyOfRange(flat, i * width, (i + 1) * width));
        }
      }
    }
    return rows;
  }
}
