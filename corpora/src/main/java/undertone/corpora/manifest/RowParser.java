package undertone.corpora.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.corpora.LabelScheme.Match;

/// Makes a clip of the cells of one row, or says all that is wrong with them. One parser per row.
final class RowParser {

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d{1,18}(\\.\\d{0,18})?|\\.\\d{1,18})([eE][-+]?\\d{1,2})?");
  private static final Pattern COUNT = Pattern.compile("\\d{1,6}");
  private static final Pattern TURN = Pattern.compile("\\d{1,9}");
  private static final double MOST_SECONDS = 1e9;
  private static final int MAX_WORD_CHARACTERS = 200; // as wide as the tables' columns
  private static final Pattern FOLD = Pattern.compile("fold:.{1,80}");
  private static final int MAX_SET_CHARACTERS = 2_000;

  private final String file;
  private final long line;
  private final Columns columns;
  private final LabelWords words;

  private final List<RowFault> faults = new ArrayList<>();
  private String name = "";
  private String source = "";
  private final Map<String, String> texts = new LinkedHashMap<>();
  private @Nullable String split;
  private @Nullable String gold;
  private final Map<String, Opinion> opinions = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final Map<String, Integer> cannotTell = new LinkedHashMap<>();
  private final Map<String, String> captions = new LinkedHashMap<>();
  private @Nullable String conversation;
  private @Nullable Integer turn;
  private @Nullable String speaker;
  private @Nullable Long startMicros;
  private @Nullable Long endMicros;
  private @Nullable Double valence;
  private @Nullable Double arousal;
  private @Nullable Double intensity;
  private boolean distressing = false;
  private final Map<String, String> metadata = new LinkedHashMap<>();

  RowParser(String file, long line, Columns columns, LabelWords words) {
    this.file = file;
    this.line = line;
    this.columns = columns;
    this.words = words;
  }

  RowResult parse(List<String> cells) {
    if (cells.size() != columns.names().size()) {
      fault(
          "",
          "has %d cells but the header has %d columns"
              .formatted(cells.size(), columns.names().size()));
      return new RowResult.Bad(faults);
    }
    for (int i = 0; i < cells.size(); i++) {
      read(columns.names().get(i), columns.meanings().get(i), cells.get(i).strip());
    }
    if (startMicros != null && endMicros != null && endMicros < startMicros) {
      fault("end", "the clip ends before it starts");
    }
    if (!faults.isEmpty()) {
      return new RowResult.Bad(faults);
    }
    boolean nobodyVoted = counts.isEmpty() && cannotTell.isEmpty();
    return new RowResult.Good(
        new ClipRow(
            line,
            name,
            source,
            texts,
            split,
            gold,
            opinions,
            nobodyVoted ? null : new Tally(counts, cannotTell),
            captions,
            conversation,
            turn,
            speaker,
            startMicros,
            endMicros,
            valence,
            arousal,
            intensity,
            distressing,
            metadata));
  }

  private void read(String column, Column meaning, String cell) {
    if (cell.isEmpty()) {
      if (meaning instanceof Column.Clip) {
        fault(column, "is empty; every row needs its clip");
      }
      return;
    }
    switch (meaning) {
      case Column.Clip() -> readClip(column, cell);
      case Column.Text(var language) -> texts.put(language, cell);
      case Column.Caption(var language) -> captions.put(language, cell);
      case Column.Split() -> split = readSplit(column, cell);
      case Column.Gold() -> gold = readGold(column, cell);
      case Column.Candidates(var voter, boolean ranked) -> readOpinion(column, cell, voter, ranked);
      case Column.Votes(var label, boolean known) ->
          readCount(column, cell, label, known ? counts : cannotTell);
      case Column.Conversation() -> conversation = readWord(column, cell);
      case Column.Turn() -> turn = readTurn(column, cell);
      case Column.Speaker() -> speaker = readWord(column, cell);
      case Column.Start() -> startMicros = readMicros(column, cell);
      case Column.End() -> endMicros = readMicros(column, cell);
      case Column.Valence() -> valence = readNumber(column, cell);
      case Column.Arousal() -> arousal = readNumber(column, cell);
      case Column.Intensity() -> intensity = readNumber(column, cell);
      case Column.Distressing() -> distressing = readYesOrNo(column, cell);
      case Column.Metadata() -> metadata.put(column, cell);
    }
  }

  private void readClip(String column, String cell) {
    switch (ClipPath.check(cell)) {
      case ClipPath.Checked.Fine(var path) -> {
        source = path;
        name = ClipPath.nameOf(path);
      }
      case ClipPath.Checked.Refused(var reason, var nearest) ->
          fault(
              column,
              quoted(cell) + " " + reason,
              nearest.isEmpty() ? List.of() : List.of(nearest));
    }
  }

  private @Nullable String readSplit(String column, String cell) {
    var folded = cell.toLowerCase(Locale.ROOT);
    return switch (folded) {
      case "train", "valid", "test" -> folded;
      case "val" -> "valid";
      default -> {
        if (FOLD.matcher(folded).matches()) {
          yield "fold:" + cell.substring("fold:".length()).strip();
        }
        fault(
            column,
            quoted(cell) + " is no split; splits are train, valid, test and fold:NAME",
            List.of(nearestSplit(folded)));
        yield null;
      }
    };
  }

  private static String nearestSplit(String folded) {
    return folded.startsWith("tr")
        ? "train"
        : folded.startsWith("te") ? "test" : folded.matches("(v|dev).*") ? "valid" : "fold:NAME";
  }

  private @Nullable String readGold(String column, String cell) {
    if (words.anyWordGoes()) {
      if (cell.indexOf('|') >= 0) {
        fault(column, quoted(cell) + " is more than one label; use a column candidates for sets");
        return null;
      }
      return readWord(column, cell);
    }
    return switch (words.match(cell)) {
      case Match.Found(var label) -> label.id();
      case Match.Ambiguous(var labels) -> {
        fault(column, quoted(cell) + " fits several labels", labels);
        yield null;
      }
      case Match.Unknown(var nearest) -> {
        fault(
            column,
            "%s is not a label of %s".formatted(quoted(cell), words.schemeName()),
            List.of(nearest));
        yield null;
      }
    };
  }

  private void readOpinion(String column, String cell, String voter, boolean ranked) {
    if (cell.length() > MAX_SET_CHARACTERS) {
      fault(column, "is longer than %d characters".formatted(MAX_SET_CHARACTERS));
      return;
    }
    var written = CandidateSet.parse(cell).labels();
    var labels = new ArrayList<String>();
    var others = new ArrayList<String>();
    for (var word : written) {
      if (words.anyWordGoes()) {
        labels.add(word);
        continue;
      }
      switch (words.match(word)) {
        case Match.Found(var label) -> labels.add(label.id());
        case Match.Ambiguous(var fitting) ->
            fault(column, quoted(word) + " fits several labels", fitting);
        case Match.Unknown(_) -> {
          labels.add(Opinion.OTHER);
          others.add(word);
        }
      }
    }
    if (!labels.isEmpty()) {
      opinions.put(voter, new Opinion(ranked, new CandidateSet(labels), others));
    }
  }

  private void readCount(String column, String cell, String label, Map<String, Integer> into) {
    if (!COUNT.matcher(cell).matches()) {
      fault(column, quoted(cell) + " is not a count of people; counts are 0 to 999999");
      return;
    }
    int people = Integer.parseInt(cell);
    if (people > 0) {
      into.merge(label, people, Integer::sum);
    }
  }

  private @Nullable String readWord(String column, String cell) {
    if (cell.length() > MAX_WORD_CHARACTERS) {
      fault(column, "is longer than %d characters".formatted(MAX_WORD_CHARACTERS));
      return null;
    }
    return cell;
  }

  private boolean readYesOrNo(String column, String cell) {
    return switch (cell.toLowerCase(Locale.ROOT)) {
      case "yes", "true", "1" -> true;
      case "no", "false", "0" -> false;
      default -> {
        fault(column, quoted(cell) + " is neither yes nor no", List.of("yes", "no"));
        yield false;
      }
    };
  }

  private @Nullable Integer readTurn(String column, String cell) {
    if (!TURN.matcher(cell).matches()) {
      fault(column, quoted(cell) + " is not a turn; turns are whole numbers from 0 on");
      return null;
    }
    return Integer.valueOf(cell);
  }

  private @Nullable Long readMicros(String column, String cell) {
    var seconds = readNumber(column, cell);
    if (seconds == null) {
      return null;
    }
    if (seconds < 0 || seconds > MOST_SECONDS) {
      fault(column, quoted(cell) + " is not a time in seconds from 0 on");
      return null;
    }
    return Math.round(seconds * 1e6);
  }

  private @Nullable Double readNumber(String column, String cell) {
    if (!NUMBER.matcher(cell).matches()) {
      fault(
          column,
          quoted(cell) + " is not a number",
          cell.matches("[-+]?\\d+,\\d+") ? List.of(cell.replace(',', '.')) : List.of());
      return null;
    }
    return Double.valueOf(cell);
  }

  private void fault(String column, String reason) {
    fault(column, reason, List.of());
  }

  private void fault(String column, String reason, List<String> nearest) {
    faults.add(new RowFault(file, line, column, reason, nearest));
  }

  /// Words as written, cut where they get long, so that a complaint stays a line.
  private static String quoted(String cell) {
    return "\"" + (cell.length() > 80 ? cell.substring(0, 80) + "…" : cell) + "\"";
  }
}
