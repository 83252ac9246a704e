package undertone.exports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// A folder as `datasets` reads it: a card and one parquet file per split. DuckDB writes the
/// parquet straight from `data.jsonl`, on one thread, so that the same lines give the same bytes.
final class HuggingFaceFolder {

  private final Path folder;

  HuggingFaceFolder(Path folder) {
    this.folder = folder;
  }

  /// Clips of no split train.
  static String splitOf(ReleasedClip clip) {
    var split = clip.split();
    return split == null || split.isBlank() ? "train" : split.replaceAll("[^A-Za-z0-9._-]", "_");
  }

  /// @param rated whether valence, arousal and intensity have columns
  void write(Path jsonl, List<String> labels, List<String> splits, boolean rated, String title)
      throws IOException {
    Files.createDirectories(folder.resolve("data"));
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("set threads = 1");
      statement.execute("set preserve_insertion_order = true");
      statement.execute("set memory_limit = '256MB'");
      for (var split : splits) {
        statement.execute(copy(jsonl, labels, split, rated));
      }
    } catch (SQLException e) {
      throw new IOException("The parquet files could not be written: " + e.getMessage(), e);
    }
    Files.writeString(folder.resolve("README.md"), card(labels, splits, rated, title));
  }

  private String copy(Path jsonl, List<String> labels, String split, boolean rated) {
    var classes = labels.stream().map(HuggingFaceFolder::quoted).collect(Collectors.joining(", "));
    // Class numbers count from 0 in the order of the scheme; -1 = no label.
    return """
    copy (
      select clip, modality, media, mime, text, language, conversation, turn, speaker,
        startSeconds as start_seconds, endSeconds as end_seconds, durationSeconds as duration_seconds,
        coalesce(list_position([%1$s], label), 0) - 1 as label, label as label_name,
        labelSource as label_source, candidates,
        list_transform([%1$s]::varchar[], lambda l: coalesce(try_cast(json_extract_string(soft, '$."' || l || '"') as double), 0)) as soft_label,
        noise,%5$s captions, lineage
      from read_json(%2$s, format = 'newline_delimited', maximum_object_size = 67108864, columns = {
        clip: 'varchar', modality: 'varchar', media: 'varchar', mime: 'varchar', text: 'varchar',
        language: 'varchar', split: 'varchar', conversation: 'varchar', turn: 'integer',
        speaker: 'varchar', startSeconds: 'double', endSeconds: 'double', durationSeconds: 'double',
        candidates: 'varchar[]', soft: 'json', label: 'varchar', labelSource: 'varchar',
        noise: 'double',%6$s
        captions: 'struct(text varchar, language varchar, level varchar, "by" varchar)[]',
        lineage: 'json'})
      where case when split is null or trim(split) = '' then 'train'
        else regexp_replace(split, '[^A-Za-z0-9._-]', '_', 'g') end = %3$s
    ) to %4$s (format parquet, compression zstd)
    """
        .formatted(
            classes,
            quoted(jsonl.toString()),
            quoted(split),
            quoted(folder.resolve("data").resolve(split + ".parquet").toString()),
            rated ? " valence, arousal, intensity," : "",
            rated ? " valence: 'double', arousal: 'double', intensity: 'double'," : "");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String card(
      List<String> labels, List<String> splits, boolean rated, String title) {
    var card = new StringBuilder("---\npretty_name: ").append(yaml(title)).append('\n');
    card.append("configs:\n- config_name: default\n  data_files:\n");
    for (var split : splits) {
      card.append("  - split: ").append(yaml(split)).append('\n');
      card.append("    path: ").append(yaml("data/" + split + ".parquet")).append('\n');
    }
    card.append("---\n\n# ").append(title).append("\n\nClass numbers in `label` (-1 = none):\n\n");
    for (int i = 0; i < labels.size(); i++) {
      card.append("- ").append(i).append(" `").append(labels.get(i)).append("`\n");
    }
    if (rated) {
      card.append(
          "\n`valence` and `arousal` (-1..1) and `intensity` (0..1) are of the whole clip: what a"
              + " curator settled, else the mean of the votes.\n");
    }
    return card.append(
            "\n`candidates` holds every label somebody held possible; `soft_label` their shares in"
                + " class order; `lineage` every standing vote, the run that proposed a change and"
                + " the curator who decided.\n")
        .toString();
  }

  private static String yaml(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ") + "\"";
  }
}
