package undertone.corpora.track;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import undertone.corpora.InvalidValueException;

/// Reads tables of a row a frame, as programs that look at faces write them: OpenFace, Py-Feat, and
/// the lists of the ABAW challenges; and plain ones with `clip`, `time` in seconds and a column for
/// each measure. Other columns are left alone.
///
/// Of several faces in one frame the surest counts. A frame without a face says nothing, and
/// neither do the challenges' marks for a label that nobody gave.
public final class FrameTable {
  private static final CSVFormat TABLE =
      CSVFormat.RFC4180
          .builder()
          .setTrim(true)
          .setIgnoreEmptyLines(true)
          .setIgnoreSurroundingSpaces(true)
          .get();

  /// The challenges' units, in the order of their lists.
  public static final List<Integer> CHALLENGE_UNITS =
      List.of(1, 2, 4, 6, 7, 10, 12, 15, 23, 24, 25, 26);

  private static final Pattern UNIT = Pattern.compile("au_?0*([1-9][0-9]?)(_r|_c)?");
  private static final Pattern NUMBER_AT_END = Pattern.compile("(\\d+)(?:\\.\\w+)?$");
  private static final double TRACE = 1; // intensity A, on OpenFace's scale of 0..5
  private static final double STRONGEST = 5;

  private FrameTable() {}

  /// The frames of one clip.
  ///
  /// @param clip as the table calls it; empty where the table is of one clip and does not say which
  /// @param frames by microseconds, or by numbers from 0 if `numbered`; values in the order of the
  ///   measures
  /// @param numbered whether frames are counted and not timed
  public record Frames(String clip, boolean numbered, Map<Long, float[]> frames) {}

  /// What a table holds.
  ///
  /// @param clips in the order they appear
  public record Read(List<Measure> measures, List<Frames> clips) {
    public Read {
      measures = List.copyOf(measures);
      clips = List.copyOf(clips);
    }
  }

  private record Column(Measure measure, int at, DoubleUnaryOperator scale) {}

  /// A face of a frame. Not a record: records have no arrays.
  private static final class Face {
    private final double sure;
    private final float[] values;

    Face(double sure, float[] values) {
      this.sure = sure;
      this.values = values;
    }
  }

  /// @throws InvalidValueException if it is no such table, naming the row that is wrong
  public static Read of(Reader text) throws IOException {
    try (var table = CSVParser.parse(text, TABLE)) {
      var rows = table.iterator();
      if (!rows.hasNext()) {
        throw noTable();
      }
      var head = new Head(rows.next());
      var clips = new LinkedHashMap<String, TreeMap<Long, Face>>();
      while (rows.hasNext()) {
        var row = rows.next();
        var face = head.face(row);
        clips
            .computeIfAbsent(head.clip(row), _ -> new TreeMap<>())
            .merge(head.frame(row), face, (a, b) -> b.sure > a.sure ? b : a);
      }
      if (clips.isEmpty()) {
        throw noTable();
      }
      var measures = head.columns.stream().map(Column::measure).toList();
      var read = new ArrayList<Frames>();
      clips.forEach((clip, faces) -> {
        var frames = new TreeMap<Long, float[]>();
        faces.forEach((frame, face) -> frames.put(frame, face.values));
        read.add(new Frames(clip, head.numbered(), frames));
      });
      return new Read(measures, read);
    }
  }

  /// What the columns of a table are.
  private static final class Head {
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<Column> columns;
    private final @Nullable String time; // in seconds
    private final @Nullable String sure;
    private final boolean listed; // as the challenges list frames

    Head(CSVRecord names) {
      for (int i = 0; i < names.size(); i++) {
        var name = names.get(i).replace("\uFEFF", "").toLowerCase(Locale.ROOT);
        places.putIfAbsent(name, i);
      }
      listed = places.containsKey("image") && !places.containsKey("frame");
      time = first("time", "timestamp");
      sure = first("facescore", "confidence");
      columns = columns();
      if (columns.isEmpty() || (time == null && !places.containsKey("frame") && !listed)) {
        throw noTable();
      }
    }

    private @Nullable String first(String... names) {
      for (var name : names) {
        if (places.containsKey(name)) {
          return name;
        }
      }
      return null;
    }

    private List<Column> columns() {
      var byMeasure = new TreeMap<Measure, Column>();
      places.forEach((name, at) -> {
        var unit = UNIT.matcher(name);
        if (name.equals("valence") || name.equals("arousal")) {
          var measure = new Measure(name);
          byMeasure.put(
              measure, new Column(measure, at, value -> value == -5 ? Double.NaN : value));
        } else if (unit.matches()) {
          var measure = Measure.unit(Integer.parseInt(unit.group(1)));
          boolean graded = "_r".equals(unit.group(2));
          var column = new Column(measure, at, graded ? Head::clearness : Head::known);
          // Where a table has intensity and presence of a unit, intensity says more.
          byMeasure.merge(measure, column, (a, b) -> graded ? b : a);
        } else if (name.equals("aus") && at == places.size() - 1) {
          for (int u = 0; u < CHALLENGE_UNITS.size(); u++) {
            var measure = Measure.unit(CHALLENGE_UNITS.get(u));
            byMeasure.put(measure, new Column(measure, at + u, Head::known));
          }
        }
      });
      return List.copyOf(byMeasure.values());
    }

    boolean numbered() {
      return time == null;
    }

    String clip(CSVRecord row) {
      if (listed) {
        var image = cell(row, "image").replace('\\', '/');
        int slash = image.lastIndexOf('/');
        return slash < 0 ? "" : image.substring(0, slash);
      }
      var named = first("clip", "input", "video");
      return named == null ? "" : cell(row, named).replace('\\', '/');
    }

    /// Microseconds, or the number of the frame.
    long frame(CSVRecord row) {
      if (time != null) {
        return Math.round(number(row, places.get(time), time) * 1e6);
      }
      if (listed) {
        var number = NUMBER_AT_END.matcher(cell(row, "image"));
        if (!number.find()) {
          throw new InvalidValueException(
              "Row %s of the table has the image \"%s\", which does not end in a number.",
              row.getRecordNumber(), cell(row, "image"));
        }
        return Long.parseLong(number.group(1)) - 1; // they count from 1
      }
      return Math.round(number(row, places.get("frame"), "frame"));
    }

    Face face(CSVRecord row) {
      boolean seen =
          !places.containsKey("success") || number(row, places.get("success"), "success") > 0;
      var values = new float[columns.size()];
      for (int i = 0; i < values.length; i++) {
        var column = columns.get(i);
        double value = number(row, column.at(), column.measure().name());
        values[i] = seen ? (float) column.scale().applyAsDouble(value) : Float.NaN;
        if (values[i] < column.measure().least() || values[i] > 1) {
          throw new InvalidValueException(
              "Row %s of the table has %s for %s, which lies in %s..1.",
              row.getRecordNumber(),
              value,
              column.measure().name(),
              (int) column.measure().least());
        }
      }
      double sureness = sure == null ? 0 : number(row, places.get(sure), sure);
      return new Face(Double.isNaN(sureness) ? -1 : sureness, values);
    }

    private String cell(CSVRecord row, String name) {
      int at = places.getOrDefault(name, -1);
      return at >= 0 && at < row.size() ? row.get(at) : "";
    }

    /// NaN where the cell is empty or says so.
    private static double number(CSVRecord row, @Nullable Integer at, String name) {
      var cell = at == null || at >= row.size() ? "" : row.get(at);
      if (cell.isEmpty() || cell.equalsIgnoreCase("nan")) {
        return Double.NaN;
      }
      try {
        return Double.parseDouble(cell);
      } catch (NumberFormatException _) {
        throw new InvalidValueException(
            "Row %s of the table has \"%s\" where %s should be a number.",
            row.getRecordNumber(), cell, name);
      }
    }

    private static double known(double presence) {
      return presence == -1 ? Double.NaN : presence;
    }

    /// A trace of a unit is just so seen; from there on the scale goes up to the strongest.
    private static double clearness(double intensity) {
      return intensity <= TRACE
          ? intensity / TRACE / 2
          : .5 + (intensity - TRACE) / (STRONGEST - TRACE) / 2;
    }
  }

  private static InvalidValueException noTable() {
    return new InvalidValueException(
        "A table of frames has a column time (seconds) or frame, and one for valence, arousal or an"
            + " action unit such as AU12 at least. OpenFace, Py-Feat and the lists of the ABAW"
            + " challenges are read as they are.");
  }
}
