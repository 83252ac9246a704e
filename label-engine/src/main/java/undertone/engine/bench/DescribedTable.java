package undertone.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Label;
import undertone.corpora.Modality;
import undertone.corpora.manifest.ClipRow;
import undertone.engine.captions.CaptionReader;
import undertone.engine.features.ClipFeatures;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FacePictures;
import undertone.engine.features.FeatureProgress;
import undertone.engine.refinement.Checkpoints;
import undertone.engine.refinement.ClipPictures;
import undertone.engine.refinement.FeatureTable;
import undertone.engine.refinement.RefinementInput;
import undertone.engine.refinement.RefinementPlan;
import undertone.engine.refinement.RefinementRecipe;
import undertone.engine.refinement.RefinementResult;
import undertone.engine.refinement.RunListener;
import undertone.engine.refinement.SecondOpinion;
import undertone.engine.voters.FaceExpressionVoter;

/// The clips of a table with what their media look and sound like.
///
/// @param features one row per clip of the table, in its order
/// @param faces of the same clips; null = no network looks at them
/// @param opinions of others on the same clips
/// @param maySeen data that learned features may have been trained on
record DescribedTable(
    BenchTable table,
    FeatureTable features,
    @Nullable ClipPictures faces,
    List<SecondOpinion> opinions,
    List<String> maySeen) {
  private static final int THREADS = 2;

  DescribedTable {
    opinions = List.copyOf(opinions);
    maySeen = List.copyOf(maySeen);
  }

  /// With nothing revealed yet.
  ///
  /// @param looks whether anything will look at the clips
  static DescribedTable read(RefineBenchOptions options, boolean looks, BenchEyes eyes)
      throws IOException, InterruptedException {
    return read(options, looks, options.gold(), eyes);
  }

  /// The same, if up to so many clips may be revealed in place of those of the options.
  static DescribedTable read(RefineBenchOptions options, boolean looks, int most, BenchEyes eyes)
      throws IOException, InterruptedException {
    var content = options.slice().read();
    var table = BenchTable.of(content, options);
    mustMeasure(table, options);
    if (!looks) {
      return new DescribedTable(
          table, FeatureTable.of(new float[table.rows().size()][1]), null, List.of(), List.of());
    }
    var brought = content.brought();
    if (brought != null) {
      if (options.changes().pixels() != null) {
        throw new IllegalArgumentException(
            "%s holds numbers and no pictures; leave --encoder out.".formatted(options.data()));
      }
      var features = FeatureTable.of(brought.features(table.rows()));
      return new DescribedTable(table, features, null, List.of(), List.of());
    }
    var sources = table.rows().stream().map(r -> source(options.data(), r)).toList();
    var vectors =
        new ClipFeatures(eyes.extractors(), eyes.cache(), THREADS)
            .vectors(sources, FeatureProgress.SILENT);
    var faces =
        options.changes().pixels() == null
            ? null
            : ClipPictures.of(
                eyes.pictures().of(sources, eyes.cache(), THREADS, FeatureProgress.SILENT),
                FacePictures.SIDE);
    var opinions = new ArrayList<SecondOpinion>();
    if (SecondOpinion.heard(most)) {
      opinions.addAll(
          FaceExpressionVoter.secondOpinion(
              options.faces(),
              eyes.expression(),
              eyes.cache(),
              sources,
              table.scheme(),
              FeatureProgress.SILENT));
    }
    if (SecondOpinion.heard(most)
        && table.rows().stream().anyMatch(row -> !row.captions().isEmpty())) {
      var captions = table.rows().stream().map(DescribedTable::captions).toList();
      opinions.add(
          CaptionReader.secondOpinion(
              captions, labels(table), eyes.cache(), FeatureProgress.SILENT));
    }
    return new DescribedTable(
        table,
        FeatureTable.of(vectors.x()),
        faces,
        opinions,
        vectors.mayHaveSeen(eyes.extractors()));
  }

  void mustMeasure(RefineBenchOptions options) {
    mustMeasure(table, options);
  }

  private static void mustMeasure(BenchTable table, RefineBenchOptions options) {
    if (table.truths().isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no clip left with both a gold label and a vote of %s; nothing can be measured."
              .formatted(options.data(), options.voters()));
    }
  }

  /// Which clips would be revealed.
  Set<String> choose(RefineBenchOptions options, Predicate<String> allowed) {
    return options
        .policy()
        .choose(
            new GoldPolicy.Choice(
                table, input(), allowed, options.gold(), plan(options), options.seed()));
  }

  DescribedTable revealing(Set<String> names) {
    return new DescribedTable(table.revealing(names), features, faces, opinions, maySeen);
  }

  DescribedTable measuring(Predicate<String> names) {
    return new DescribedTable(table.measuring(names), features, faces, opinions, maySeen);
  }

  RefinementInput input() {
    return new RefinementInput(labels(table), table.clips(), features, faces, opinions);
  }

  private static Map<String, String> captions(ClipRow row) {
    return row.captions().entrySet().stream()
        .collect(
            Collectors.toMap(
                e -> CaptionReader.read(e.getKey()),
                Map.Entry::getValue,
                (one, other) -> one + " " + other,
                TreeMap::new));
  }

  private static List<String> labels(BenchTable table) {
    return table.scheme().labels().stream().map(Label::id).toList();
  }

  RefinementResult refine(RefineBenchOptions options) {
    return refine(options, RunListener.SILENT);
  }

  RefinementResult refine(RefineBenchOptions options, RunListener listener) {
    return refine(options, input(), Checkpoints.inMemory(), listener);
  }

  static RefinementResult refine(
      RefineBenchOptions options,
      RefinementInput input,
      Checkpoints checkpoints,
      RunListener listener) {
    var changes = options.changes();
    return RefinementRecipe.of(options.method())
        .with(changes.loss(), changes.pixels())
        .refinement()
        .run(input, plan(options), checkpoints, listener);
  }

  static RefinementPlan plan(RefineBenchOptions options) {
    return options
        .changes()
        .to(RefinementPlan.DEFAULT.withSeed(options.seed()).startingFrom(options.start()));
  }

  /// The media of a row, else its text.
  static ClipSource source(Path data, ClipRow row) {
    var file = data.resolve(row.source());
    var text = row.text("en").or(() -> row.texts().values().stream().findFirst()).orElse(null);
    return Files.isRegularFile(file)
        ? new ClipSource(row.name(), modality(row.source()), file, null, text, "en")
        : ClipSource.ofText(row.name(), text == null ? row.name() : text);
  }

  private static Modality modality(String path) {
    var ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "png", "jpg", "jpeg", "bmp", "webp", "gif" -> Modality.IMAGE;
      case "wav", "mp3", "flac", "ogg", "m4a" -> Modality.AUDIO;
      case "txt" -> Modality.TEXT;
      default -> Modality.VIDEO;
    };
  }
}
