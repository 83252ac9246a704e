package undertone.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import undertone.engine.features.Channel;
import undertone.engine.features.ClipFeatures;
import undertone.engine.features.ClipNumbers;
import undertone.engine.features.CommonScale;
import undertone.engine.features.FeatureFolder;
import undertone.engine.features.FeatureProgress;
import undertone.engine.fusion.FusionInput;
import undertone.engine.refinement.FeatureTable;

/// Describes the clips of a table by features of the product and of folders, on the scale of the
/// clips that are learned from.
final class FusionFeatures {
  private static final int THREADS = 2;
  private static final int MODALITIES = 3;

  private final FusionTable table;
  private final Path folders;
  private final BenchEyes eyes;
  private final Set<String> used = new LinkedHashSet<>(); // extractors and folders
  private final Set<String> maySeen = new LinkedHashSet<>();
  private @Nullable ClipNumbers own;

  FusionFeatures(FusionTable table, Path data, BenchEyes eyes) {
    this.table = table;
    this.folders = data.resolve("features");
    this.eyes = eyes;
  }

  /// The clips with three modalities.
  ///
  /// @param modalities as [FusionBenchOptions] says
  FusionInput input(List<String> modalities) throws IOException, InterruptedException {
    var tables = new ArrayList<FeatureTable>();
    for (var features : modalities.isEmpty() ? everything() : modalities) {
      var blocks = new ArrayList<float[][]>();
      for (var name : features.split("\\+", -1)) {
        blocks.addAll(blocks(name.strip()));
      }
      tables.add(FeatureTable.of(CommonScale.beside(blocks)));
    }
    return new FusionInput(table.labels(), table.clips(), three(tables));
  }

  // A single modality goes in three times, as the organisers have it.
  private List<FeatureTable> three(List<FeatureTable> tables) {
    if (tables.size() == 1) {
      return Collections.nCopies(MODALITIES, tables.getFirst());
    }
    var three = new ArrayList<>(tables);
    while (three.size() < MODALITIES) {
      three.add(FusionInput.nothing(table.clips().size()));
    }
    return three;
  }

  /// What was read, such as `sentence-en-v1` or the name of a folder.
  List<String> used() {
    return List.copyOf(used);
  }

  /// Data that learned features among them may have been trained on.
  List<String> maySeen() {
    return List.copyOf(maySeen);
  }

  private List<String> everything() throws IOException, InterruptedException {
    var found = new ArrayList<String>();
    for (var channel : Channel.values()) {
      if (!own(channel).isEmpty()) {
        found.add(channel.name().toLowerCase(Locale.ROOT));
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "The product sees and hears nothing of these clips; name folders of features with"
              + " --features.");
    }
    return found;
  }

  private List<float[][]> blocks(String name) throws IOException, InterruptedException {
    if (Files.isDirectory(folders.resolve(name))) {
      used.add(name);
      var clips = table.clips().stream().map(clip -> clip.name()).toList();
      return List.<float[][]>of(scaled(FeatureFolder.read(folders.resolve(name), clips)));
    }
    var channel =
        Arrays.stream(Channel.values())
            .filter(c -> c.name().equalsIgnoreCase(name))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "There are no features \"%s\": neither text, audio or visual of the product nor a folder in %s."
                        .formatted(name, folders)));
    var blocks = own(channel);
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException(
          "None of the %d clips has features of the channel %s; leave it out."
              .formatted(table.clips().size(), name));
    }
    return blocks;
  }

  private List<float[][]> own(Channel channel) throws IOException, InterruptedException {
    var blocks = new ArrayList<float[][]>();
    for (var extractor : eyes.extractors()) {
      if (extractor.channel() == channel) {
        var id = extractor.id() + "-v" + extractor.version();
        var vectors = vectors(numbers(), id);
        if (vectors.stream().anyMatch(vector -> vector != null)) {
          used.add(id);
          extractor.mayHaveSeen().ifPresent(maySeen::add);
          blocks.add(scaled(vectors));
        }
      }
    }
    return blocks;
  }

  private ClipNumbers numbers() throws IOException, InterruptedException {
    if (own == null) {
      own =
          new ClipFeatures(eyes.extractors(), eyes.cache(), THREADS)
              .numbers(table.sources(), FeatureProgress.SILENT);
    }
    return own;
  }

  private List<float @Nullable []> vectors(ClipNumbers numbers, String extractor) {
    var vectors = new ArrayList<float @Nullable []>();
    for (int i = 0; i < table.sources().size(); i++) {
      vectors.add(numbers.of(extractor, i));
    }
    return vectors;
  }

  private float[][] scaled(List<float @Nullable []> vectors) {
    return CommonScale.of(vectors, i -> !table.clips().get(i).aside());
  }
}
