package undertone.corpora.demo;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/// One row of the screenplay: who feels what, in which medium, and says what.
///
/// @param conversation empty for a line on its own
/// @param turn counted from 1 within its conversation, else 0
/// @param speaker fixed in a conversation, else cast by the seed
/// @param backdrop fixed in a conversation, else chosen by the seed
/// @param emotion what the person feels: the gold label
/// @param opens what the face shows at first, before the feeling breaks through
/// @param text what is said or written, empty where nobody speaks
record Line(
    String conversation,
    int turn,
    @Nullable Persona speaker,
    Medium medium,
    @Nullable Backdrop backdrop,
    Emotion emotion,
    @Nullable Emotion opens,
    String text,
    String textChinese) {

  /// What a clip is made of.
  enum Medium {
    /// A face with a voice.
    VIDEO(".mp4"),
    /// A face without any sound track.
    SILENT(".mp4"),
    /// A voice alone.
    SOUND(".wav"),
    /// One picture.
    STILL(".png"),
    /// Written words alone.
    TEXT("");

    private final String suffix;

    Medium(String suffix) {
      this.suffix = suffix;
    }

    /// How its files end; words alone have no file.
    String suffix() {
      return suffix;
    }

    /// Whether somebody is heard.
    boolean speaks() {
      return this == VIDEO || this == SOUND;
    }

    /// Whether a face is seen.
    boolean shows() {
      return this == VIDEO || this == SILENT || this == STILL;
    }
  }

  /// All lines, read from `screenplay.csv` beside this class.
  static List<Line> all() {
    var resource = Objects.requireNonNull(Line.class.getResourceAsStream("screenplay.csv"));
    var format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (var table = format.parse(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      return table.stream().map(Line::of).toList();
    } catch (IOException broken) {
      throw new UncheckedIOException("The demo's screenplay.csv cannot be read.", broken);
    }
  }

  private static Line of(CSVRecord row) {
    return new Line(
        row.get("conversation"),
        row.get("turn").isEmpty() ? 0 : Integer.parseInt(row.get("turn")),
        row.get("speaker").isEmpty() ? null : Persona.named(row.get("speaker")),
        Medium.valueOf(row.get("medium").toUpperCase(Locale.ROOT)),
        named(Backdrop.class, row.get("backdrop")),
        Emotion.valueOf(row.get("emotion").toUpperCase(Locale.ROOT)),
        named(Emotion.class, row.get("opens")),
        row.get("text"),
        row.get("text:zh"));
  }

  private static <E extends Enum<E>> @Nullable E named(Class<E> type, String name) {
    return name.isEmpty() ? null : Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
  }
}
