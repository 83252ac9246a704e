package undertone.engine.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// Brings each number of each modality to mean 0 and deviation 1 over the steps that clips of the
/// training split have; other clips have no say. What is missing stays zero. Kept beside a model,
/// it brings later clips to the same scale.
///
/// @param modalities by name
public record Normalisation(Map<String, OfModality> modalities) {
  /// The split that is learned from.
  public static final String TRAINING = "train";

  private static final double LEAST_DEVIATION = 1e-4;
  private static final float FARTHEST = 10;

  /// @param means by number
  /// @param deviations by number
  public record OfModality(List<Double> means, List<Double> deviations) {
    public OfModality {
      means = List.copyOf(means);
      deviations = List.copyOf(deviations);
    }
  }

  public Normalisation {
    // in one order in every process: what is written of a scale tells checkpoints apart
    modalities = Collections.unmodifiableMap(new TreeMap<>(modalities));
  }

  /// Reads the training split once, a clip at a time.
  ///
  /// @throws IllegalArgumentException if no clip of it has a modality
  public static Normalisation fit(FeatureSet set) throws IOException {
    var fitted = new LinkedHashMap<String, OfModality>();
    for (var modality : set.card().modalities()) {
      var sums = new Sums(modality.dim());
      for (var clip : set.clips()) {
        if (TRAINING.equals(clip.split())) {
          set.steps(clip, modality).ifPresent(sums::add);
        }
      }
      if (sums.count == 0) {
        throw new IllegalArgumentException(
            "No clip of split %s has %s, so nothing can be brought to its scale."
                .formatted(TRAINING, modality.name()));
      }
      fitted.put(modality.name(), sums.fitted());
    }
    return new Normalisation(fitted);
  }

  /// The scale of one modality over clips that are in memory.
  ///
  /// @param dim numbers of a step
  public static OfModality fit(int dim, Iterable<ClipSteps> clips) {
    var sums = new Sums(dim);
    clips.forEach(sums::add);
    return sums.count == 0
        ? new OfModality(Collections.nCopies(dim, 0.0), Collections.nCopies(dim, 1.0))
        : sums.fitted();
  }

  /// The same clip on the scale.
  ///
  /// @throws IllegalArgumentException if the scale knows no such modality
  public ClipSteps of(ModalityCard modality, ClipSteps clip) {
    var scale = known(modality, clip.dim());
    var steps = clip.steps();
    for (int t = 0; t < clip.length(); t++) {
      for (int d = 0; d < clip.dim() && clip.has(t); d++) {
        steps[t * clip.dim() + d] = scaled(scale, d, steps[t * clip.dim() + d]);
      }
    }
    var whole = clip.whole().orElse(null);
    for (int d = 0; whole != null && d < whole.length; d++) {
      whole[d] = scaled(scale, d, whole[d]);
    }
    return clip.with(steps, whole);
  }

  /// One step as it was before it was brought to the scale, unless it lay too far out.
  ///
  /// @throws IllegalArgumentException if the scale knows no such modality
  public float[] back(ModalityCard modality, float[] step) {
    var scale = known(modality, step.length);
    var before = new float[step.length];
    for (int d = 0; d < step.length; d++) {
      before[d] = (float) (step[d] * scale.deviations.get(d) + scale.means.get(d));
    }
    return before;
  }

  private OfModality known(ModalityCard modality, int dim) {
    var scale = modalities.get(modality.name());
    if (scale == null || scale.means.size() != dim) {
      throw new IllegalArgumentException(
          "No scale is known for %s of %d numbers.".formatted(modality.name(), dim));
    }
    return scale;
  }

  private static float scaled(OfModality scale, int d, float value) {
    return Math.clamp(
        (float) ((value - scale.means.get(d)) / scale.deviations.get(d)), -FARTHEST, FARTHEST);
  }

  /// Keeps the scale as JSON.
  public void write(Path file) throws IOException {
    Files.writeString(file, JsonMapper.shared().writeValueAsString(this) + "\n");
  }

  /// What [#write] kept.
  public static Normalisation read(Path file) throws IOException {
    return Objects.requireNonNull(
        JsonMapper.shared().readValue(Files.readString(file), Normalisation.class));
  }

  /// Means and squares as they grow (Welford 1962), so that large numbers lose nothing.
  private static final class Sums {
    private final double[] mean;
    private final double[] squares;
    private long count;

    Sums(int dim) {
      mean = new double[dim];
      squares = new double[dim];
    }

    void add(ClipSteps clip) {
      for (int t = 0; t < clip.length(); t++) {
        if (clip.has(t)) {
          count++;
          for (int d = 0; d < mean.length; d++) {
            add(d, clip.at(t, d));
          }
        }
      }
      if (clip.kept() == 0) {
        clip.whole()
            .ifPresent(whole -> {
              count++;
              for (int d = 0; d < mean.length; d++) {
                add(d, whole[d]);
              }
            });
      }
    }

    private void add(int d, double value) {
      double gap = value - mean[d];
      mean[d] += gap / count;
      squares[d] += gap * (value - mean[d]);
    }

    OfModality fitted() {
      var means = new ArrayList<Double>();
      var deviations = new ArrayList<Double>();
      for (int d = 0; d < mean.length; d++) {
        means.add(mean[d]);
        deviations.add(Math.max(LEAST_DEVIATION, Math.sqrt(squares[d] / count)));
      }
      return new OfModality(means, deviations);
    }
  }
}
