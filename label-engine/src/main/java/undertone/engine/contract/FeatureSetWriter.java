package undertone.engine.contract;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.numpy.FloatArray;
import undertone.corpora.numpy.Npz;

/// Writes a data set, clip by clip, into a folder of its own. Equal clips give equal bytes.
public final class FeatureSetWriter implements Closeable {
  static final String EXTRACTOR = "extractor.json";
  private static final List<String> COLUMNS =
      List.of(
          "clip",
          "split",
          "conversation",
          "turn",
          "speaker",
          "start",
          "end",
          "label",
          "valence",
          "arousal",
          "text");

  private final Path root;
  private final SetCard card;
  private final BufferedWriter out;
  private final CSVPrinter table;

  private FeatureSetWriter(Path root, SetCard card, BufferedWriter out, CSVPrinter table) {
    this.root = root;
    this.card = card;
    this.out = out;
    this.table = table;
  }

  /// @param root does not exist yet, or is empty
  public static FeatureSetWriter into(Path root, SetCard card) throws IOException {
    Files.createDirectories(root);
    try (var inside = Files.list(root)) {
      if (inside.findAny().isPresent()) {
        throw new IllegalArgumentException(
            "%s is not empty; name a folder that does not exist yet.".formatted(root));
      }
    }
    SetCardFile.write(root, card);
    for (var modality : card.modalities()) {
      Files.createDirectories(root.resolve(modality.folder()));
    }
    var out = Files.newBufferedWriter(root.resolve(FeatureSet.TABLE));
    var table =
        CSVFormat.RFC4180
            .builder()
            .setRecordSeparator("\n")
            .setHeader(COLUMNS.toArray(String[]::new))
            .get()
            .print(out);
    return new FeatureSetWriter(root, card, out, table);
  }

  /// Says what made the features of a modality.
  ///
  /// @param said id, version, parameters, …
  public void extractor(ModalityCard modality, SequencedMap<String, ?> said) throws IOException {
    Files.writeString(
        root.resolve(modality.folder()).resolve(EXTRACTOR),
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(said) + "\n");
  }

  /// Writes the row of a clip.
  public void put(ClipRow clip) throws IOException {
    var cells = new ArrayList<@Nullable Object>();
    cells.add(clip.name());
    cells.add(clip.split());
    cells.add(clip.conversation());
    cells.add(clip.turn());
    cells.add(clip.speaker());
    cells.add(seconds(clip.startMicros()));
    cells.add(seconds(clip.endMicros()));
    cells.add(clip.gold());
    cells.add(clip.valence());
    cells.add(clip.arousal());
    cells.add(clip.texts().values().stream().findFirst().orElse(null));
    table.printRecord(cells);
  }

  private static @Nullable String seconds(@Nullable Long micros) {
    return micros == null ? null : String.format(Locale.ROOT, "%.6f", micros / 1e6);
  }

  /// Writes what a clip has of a modality.
  public void put(String clip, ModalityCard modality, ClipSteps steps) throws IOException {
    if (!card.modalities().contains(modality) || steps.dim() != modality.dim()) {
      throw new IllegalArgumentException(
          "The data set has no modality %s of %d numbers a step."
              .formatted(modality.name(), steps.dim()));
    }
    var arrays = new LinkedHashMap<String, FloatArray>();
    steps
        .whole()
        .ifPresent(whole -> arrays.put("utt", new FloatArray(List.of(whole.length), whole)));
    int length = steps.length();
    if (length > 0) {
      arrays.put("feat", new FloatArray(List.of(length, steps.dim()), steps.steps()));
      var mask = new float[length];
      for (int t = 0; t < length; t++) {
        mask[t] = steps.has(t) ? 1 : 0;
      }
      arrays.put("mask", new FloatArray(List.of(length), mask));
      steps.seconds().ifPresent(seconds -> arrays.put("time", times(seconds)));
    }
    try (var file = Files.newOutputStream(root.resolve(modality.folder()).resolve(clip + ".npz"))) {
      Npz.writeFloats(file, arrays);
    }
  }

  private static FloatArray times(double... seconds) {
    var times = new float[seconds.length];
    for (int t = 0; t < times.length; t++) {
      times[t] = (float) seconds[t];
    }
    return new FloatArray(List.of(times.length), times);
  }

  @Override
  public void close() throws IOException {
    table.close(true);
    out.close();
  }
}
