package undertone.engine.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.engine.fusion.FusionPlan;

/// What `bench mer` is asked.
///
/// @param data a folder with `clips.csv`, with folders of features under `features/`, or with both
/// @param labels table `name,discrete[,valence]` to learn from; null = `clips.csv`
/// @param test table of clips that take no part; null = drawn, or told by the splits of `clips.csv`
/// @param testSplit of `clips.csv`, whose clips take no part; null = `valid` and `test`
/// @param features of each modality: a folder under `features/`, or `text`, `audio`, `visual` for
///   the product's own; several of one modality parted by `+`; empty = all of the product's own
/// @param group column of `clips.csv` that folds never cut; null = conversation, else speaker
/// @param predictions where to write what is said of the clips that took no part; null = nowhere
public record FusionBenchOptions(
    Path data,
    @Nullable Path labels,
    @Nullable Path test,
    @Nullable String testSplit,
    List<String> features,
    @Nullable String group,
    FusionPlan plan,
    @Nullable Path predictions) {

  private static final int MODALITIES = 3;

  public FusionBenchOptions {
    features = List.copyOf(features);
    if (features.size() > MODALITIES) {
      throw new IllegalArgumentException(
          "--features names %d modalities, but a network takes three; join features of one by \"+\"."
              .formatted(features.size()));
    }
    if (labels == null && test != null) {
      throw new IllegalArgumentException(
          "--test goes with --labels; of clips.csv --test-split says which clips take no part.");
    }
    if (labels != null && (testSplit != null || group != null)) {
      throw new IllegalArgumentException(
          "--test-split and --group speak of columns of clips.csv, which --labels takes the place of.");
    }
  }
}
