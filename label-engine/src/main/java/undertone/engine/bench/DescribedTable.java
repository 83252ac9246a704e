package undertone.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import undertone.corpora.Label;
import undertone.corpora.Modality;
import undertone.corpora.manifest.ClipRow;
import undertone.engine.features.ClipFeatures;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureExtractor;
import undertone.engine.features.FeatureProgress;
import undertone.engine.refinement.Checkpoints;
import undertone.engine.refinement.FeatureTable;
import undertone.engine.refinement.RefinementInput;
import undertone.engine.refinement.RefinementPlan;
import undertone.engine.refinement.RefinementRecipe;
import undertone.engine.refinement.RefinementResult;
import undertone.engine.refinement.RunListener;

/// The clips of a table with what their media look and sound like.
///
/// @param features one row per clip of the table, in its order
/// @param maySeen data that learned features may have been trained on
record DescribedTable(BenchTable table, FeatureTable features, List<String> maySeen) {

  DescribedTable {
    maySeen = List.copyOf(maySeen);
  }

  /// With nothing revealed yet.
  ///
  /// @param looks whether anything will look at the clips
  static DescribedTable read(
      RefineBenchOptions options,
      boolean looks,
      List<FeatureExtractor> extractors,
      FeatureCache cache)
      throws IOException, InterruptedException {
    var content = options.slice().read();
    var table = BenchTable.of(content, options);
    mustMeasure(table, options);
    if (!looks) {
      return new DescribedTable(
          table, FeatureTable.of(new float[table.rows().size()][1]), List.of());
    }
    var brought = content.brought();
    if (brought != null) {
      var features = FeatureTable.of(brought.features(table.rows()));
      return new DescribedTable(table, features, List.of());
    }
    var sources = table.rows().stream().map(r -> source(options.data(), r)).toList();
    var vectors = new ClipFeatures(extractors, cache, 2).vectors(sources, FeatureProgress.SILENT);
    return new DescribedTable(table, FeatureTable.of(vectors.x()), vectors.mayHaveSeen(extractors));
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
    return new DescribedTable(table.revealing(names), features, maySeen);
  }

  DescribedTable measuring(Predicate<String> names) {
    return new DescribedTable(table.measuring(names), features, maySeen);
  }

  RefinementInput input() {
    return new RefinementInput(
        table.scheme().labels().stream().map(Label::id).toList(), table.clips(), features);
  }

  RefinementResult refine(RefineBenchOptions options) {
    var recipe = RefinementRecipe.of(options.method());
    var loss = options.changes().loss();
    var refinement = loss == null ? recipe.refinement() : recipe.refinement(loss);
    return refinement.run(input(), plan(options), Checkpoints.inMemory(), RunListener.SILENT);
  }

  static RefinementPlan plan(RefineBenchOptions options) {
    return options
        .changes()
        .to(RefinementPlan.DEFAULT.withSeed(options.seed()).startingFrom(options.start()));
  }

  private static ClipSource source(Path data, ClipRow row) {
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
