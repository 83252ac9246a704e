package undertone.corpora.importing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.corpora.Meaning;
import undertone.corpora.challenge.ClassScores;
import undertone.corpora.challenge.LabelTable;
import undertone.corpora.challenge.MerClass;
import undertone.corpora.challenge.MerFile;
import undertone.corpora.challenge.Preference;
import undertone.corpora.preference.Pair;

/// The rows of a file of a MER challenge, each with what it says of its clip.
final class MerRows {
  private final MerOrder order;
  private final String file;
  private final String language;
  private final MerLabels labels;
  private final RowRefusals refusals;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Long> others = new TreeMap<>();
  private long empty;

  /// @param language of what texts say
  /// @param refusals take in rows that cannot be read
  MerRows(MerOrder order, String language, MerLabels labels, RowRefusals refusals) {
    this.order = order;
    this.file = String.valueOf(order.file().getFileName());
    this.language = language;
    this.labels = labels;
    this.refusals = refusals;
  }

  /// What a row says of its clip.
  sealed interface Saying {

    /// @param valence -1..1, null = not said
    record Held(Meaning meaning, CandidateSet candidates, @Nullable Double valence)
        implements Saying {}

    record Gold(String label) implements Saying {}

    record Heard(String text) implements Saying {}

    record Described(String text) implements Saying {}

    record Preferred(Pair pair, Preference preference) implements Saying {}
  }

  record Row(long line, String name, Saying saying) {}

  List<Row> all() {
    return rows;
  }

  /// Rows that say nothing.
  long empty() {
    return empty;
  }

  /// Words that are no label of the scheme, and how often they stand in open sets.
  Map<String, Long> others() {
    return Map.copyOf(others);
  }

  /// Sorts what a file holds into rows.
  ///
  /// @return what it holds, in words
  /// @throws ImportException if it is to be gold and holds no labels
  String sort(MerFile content) {
    if (order.gold() && !(content instanceof MerFile.Labels)) {
      throw new ImportException("%s holds no labels that could be gold; leave gold out.", file);
    }
    return switch (content) {
      case MerFile.Labels table -> {
        table.rows().forEach(this::label);
        yield "labels";
      }
      case MerFile.OpenSets table -> {
        table.rows().forEach(row -> openSet(row.line(), row.name(), row.words()));
        yield "open sets";
      }
      case MerFile.Sentences table -> {
        for (var row : table.rows()) {
          boolean translated = language.equals("en") && !row.english().isBlank();
          text(
              row.line(), row.name(), new Saying.Heard(translated ? row.english() : row.chinese()));
        }
        yield "transcripts";
      }
      case MerFile.Descriptions table -> {
        table
            .rows()
            .forEach(row -> text(row.line(), row.name(), new Saying.Described(row.text().strip())));
        yield "descriptions";
      }
      case MerFile.Preferences table -> {
        for (var row : table.rows()) {
          var pair = new Pair(row.a1(), row.a2());
          rows.add(new Row(row.line(), row.name(), new Saying.Preferred(pair, row.preference())));
        }
        yield "preferences";
      }
      case MerFile.Scores table -> {
        for (int i = 0; i < table.rows().size(); i++) {
          scores(i + 1L, table.rows().get(i));
        }
        yield "scores";
      }
    };
  }

  private void label(LabelTable.Row row) {
    label(row.line(), row.emotion())
        .ifPresent(label -> {
          var valence = row.valence();
          rows.add(
              new Row(
                  row.line(),
                  row.name(),
                  order.gold()
                      ? new Saying.Gold(label)
                      : new Saying.Held(
                          Meaning.ONE_OF,
                          CandidateSet.of(label),
                          valence == null ? null : (Double) (valence / LabelTable.MOST_VALENCE))));
        });
  }

  private Optional<String> label(long line, MerClass emotion) {
    var meant = labels.of(emotion);
    if (meant.size() == 1) {
      return Optional.of(meant.getFirst());
    }
    refusals.add(
        line,
        "discrete",
        meant.isEmpty()
            ? "no label of the corpus is the class \"%s\"; say which one is"
                .formatted(emotion.word())
            : "the class \"%s\" may be any of the labels %s; say which one it is"
                .formatted(emotion.word(), String.join(", ", meant)));
    return Optional.empty();
  }

  /// The classes of the highest scores, best first; of equal ones the first.
  private void scores(long line, ClassScores scores) {
    var best =
        IntStream.range(0, MerClass.IN_ORDER.size())
            .boxed()
            .sorted(Comparator.comparing((Integer c) -> scores.scores().get(c)).reversed())
            .limit(order.topK())
            .map(MerClass.IN_ORDER::get)
            .toList();
    var held = new ArrayList<String>();
    for (var emotion : best) {
      var label = label(line, emotion);
      if (label.isEmpty()) {
        return;
      }
      held.add(label.get());
    }
    rows.add(
        new Row(
            line, scores.name(), new Saying.Held(Meaning.ONE_OF, new CandidateSet(held), null)));
  }

  /// All words are true of the clip at once. Those that are no label of the scheme stay words, read
  /// as the label they stand for; what can be no word of one's own stands as one "other".
  private void openSet(long line, String name, List<String> words) {
    if (words.isEmpty()) {
      empty++;
      return;
    }
    var held = new ArrayList<String>();
    for (var word : words) {
      if (labels.of(word).isEmpty()) {
        others.merge(word.strip(), 1L, Long::sum);
      }
      held.add(labels.candidate(word));
    }
    rows.add(new Row(line, name, new Saying.Held(Meaning.ALL_OF, new CandidateSet(held), null)));
  }

  private void text(long line, String name, Saying saying) {
    var text =
        switch (saying) {
          case Saying.Heard(var heard) -> heard;
          case Saying.Described(var described) -> described;
          case Saying.Held _, Saying.Gold _, Saying.Preferred _ ->
              throw new IllegalStateException("Bug: a label is no text.");
        };
    if (text.isBlank()) {
      empty++;
    } else {
      rows.add(new Row(line, name, saying));
    }
  }
}
