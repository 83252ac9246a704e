package undertone.annotator.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CorpusId;
import undertone.engine.features.ClipFeatures;
import undertone.engine.features.ClipSource;
import undertone.engine.features.ClipVectors;
import undertone.engine.features.Extractors;
import undertone.engine.features.FaceDescription;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureExtractor;
import undertone.engine.features.FeatureProgress;
import undertone.engine.openclip.OpenClipFeatures;
import undertone.engine.recognition.DescribingModel;
import undertone.engine.recognition.ModelFeatures;
import undertone.engine.recognition.SensesReader;

/// Describes clips of a corpus by the product's own extractors and by models that learned there or
/// were brought in.
final class Describers {
  private static final Logger LOG = LoggerFactory.getLogger(Describers.class);

  private final Extractors extractors;
  private final DescribingModels models;
  private final Sight sight;

  Describers(Extractors extractors, DescribingModels models, Sight sight) {
    this.extractors = extractors;
    this.models = models;
    this.sight = sight;
  }

  /// What clips look and sound like, and what flatters figures that are made of it.
  ///
  /// @param mayHaveSeen data that the features may have been learned from
  /// @param taught models that learned from labels of these very clips
  record Described(ClipVectors vectors, List<String> mayHaveSeen, List<Taught> taught) {}

  /// @param clips of those described, whose labels the model was told
  record Taught(String model, int clips) {}

  /// @throws undertone.corpora.InvalidValueException if a model is named that has not described the
  ///   corpus
  /// @throws JobCancelledException if the progress asks to stop
  Described describe(
      CorpusId corpus,
      FaceDescription faces,
      List<ClipSource> clips,
      HomeFolder home,
      FeatureProgress progress)
      throws IOException, InterruptedException {
    extractors.missing(faces).ifPresent(LOG::warn);
    try (var opened = open(models.folders(corpus, faces), () -> sight.open(home))) {
      List<FeatureExtractor> all = extractors.with(faces, opened.models);
      var vectors =
          new ClipFeatures(all, new FeatureCache(home.features()), CorpusNumbers.THREADS)
              .vectors(clips, progress);
      return new Described(vectors, vectors.mayHaveSeen(all), taught(opened.models, clips));
    } catch (CancellationException e) {
      throw new JobCancelledException(e);
    }
  }

  private static List<Taught> taught(List<DescribingModel> models, List<ClipSource> clips) {
    Set<String> ids = clips.stream().map(ClipSource::clip).collect(Collectors.toSet());
    var taught = new ArrayList<Taught>();
    for (var model : models) {
      if (!model.taught().isEmpty()) {
        int these = (int) model.taught().stream().filter(ids::contains).count();
        taught.add(new Taught(model.id(), these));
      }
    }
    return taught;
  }

  /// Models at work, and what they look with.
  record Opened(List<DescribingModel> models, List<SensesReader> senses) implements AutoCloseable {
    @Override
    public void close() {
      models.forEach(DescribingModel::close);
      senses.forEach(SensesReader::close);
    }
  }

  /// What models look with.
  interface Eyes {
    SensesReader open() throws IOException;
  }

  /// The model of a folder, or of a file of weights.
  ///
  /// @throws undertone.models.weights.UnreadableWeightsException if it is damaged
  Opened open(String name, Path folder, HomeFolder home) throws IOException {
    return open(Map.of(name, folder), () -> sight.open(home));
  }

  /// @param folders of models, or files of weights that were brought in, by their names
  /// @param eyes opened if there is any model
  /// @throws undertone.models.weights.UnreadableWeightsException if one is damaged
  static Opened open(Map<String, Path> folders, Eyes eyes) throws IOException {
    if (folders.isEmpty()) {
      return new Opened(List.of(), List.of());
    }
    var opened = new Opened(new ArrayList<>(), List.of(eyes.open()));
    try {
      for (var folder : folders.entrySet()) {
        opened.models.add(open(folder.getKey(), folder.getValue(), opened.senses.getFirst()));
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static DescribingModel open(String name, Path place, SensesReader senses)
      throws IOException {
    return Files.isRegularFile(place)
        ? OpenClipFeatures.open(name, place, senses)
        : ModelFeatures.open(name, place, senses);
  }
}
