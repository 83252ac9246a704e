package undertone.exports;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// The table every tool of the house reads, `clips.csv`.
final class ClipsCsv implements AutoCloseable {

  private final CSVPrinter printer;
  private final List<String> languages;
  private final boolean rated;
  private final boolean spread;

  /// @param languages of captions, one column each
  /// @param rated whether valence, arousal and intensity have columns; lines of releases from
  ///   before they were kept have none, and give the bytes they gave then
  /// @param spread whether labels nobody has seen have a column that tells how sure their run was,
  ///   likewise
  ClipsCsv(Writer out, List<String> languages, boolean rated, boolean spread) throws IOException {
    this.languages = languages;
    this.rated = rated;
    this.spread = spread;
    var header =
        new ArrayList<>(
            List.of(
                "clip",
                "text",
                "split",
                "label",
                "label_source",
                "candidates",
                "conversation",
                "turn",
                "speaker",
                "start",
                "end",
                "media_sha256",
                "noise"));
    if (rated) {
      header.addAll(List.of("valence", "arousal", "intensity"));
    }
    if (spread) {
      header.add("label_confidence");
    }
    languages.forEach(l -> header.add("caption:" + l));
    printer =
        CSVFormat.RFC4180
            .builder()
            .setHeader(header.toArray(String[]::new))
            .setRecordSeparator("\n")
            .get()
            .print(out);
  }

  void write(ReleasedClip clip) throws IOException {
    var row = new ArrayList<Object>();
    row.add(clip.clip());
    row.add(clip.text());
    row.add(clip.split());
    row.add(clip.label());
    row.add(clip.labelSource());
    row.add(Snapshot.written(clip.candidates()));
    row.add(clip.conversation());
    row.add(clip.turn());
    row.add(clip.speaker());
    row.add(clip.startSeconds());
    row.add(clip.endSeconds());
    row.add(clip.media());
    row.add(clip.noise());
    if (rated) {
      row.add(clip.valence());
      row.add(clip.arousal());
      row.add(clip.intensity());
    }
    if (spread) {
      row.add(clip.labelConfidence());
    }
    for (var language : languages) {
      row.add(clip.captionIn(language).orElse(null));
    }
    printer.printRecord(row);
  }

  @Override
  public void close() throws IOException {
    printer.close();
  }
}
