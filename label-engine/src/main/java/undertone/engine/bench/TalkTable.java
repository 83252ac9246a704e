package undertone.engine.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import undertone.corpora.LabelScheme;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.manifest.ClipsCsv;
import undertone.corpora.manifest.RowResult;
import undertone.corpora.manifest.TableRules;
import undertone.engine.contract.Dialogue;
import undertone.engine.features.FeatureCache;

/// The conversations of a table: to learn from, to choose an epoch by, to measure.
///
/// @param people who speak in one conversation at most
record TalkTable(
    LabelScheme scheme,
    List<Dialogue> learned,
    List<Dialogue> heldOut,
    List<Dialogue> measured,
    int people) {
  private static final int HELD_OUT = 8; // every eighth, where no split is valid

  TalkTable {
    learned = List.copyOf(learned);
    heldOut = List.copyOf(heldOut);
    measured = List.copyOf(measured);
  }

  /// @param test split that is measured; null = `test`, else the last fold
  /// @param limit so many conversations of each part; 0 = all
  static TalkTable read(Path data, @Nullable String test, int limit, long seed) {
    var file = data.resolve(TableSlice.TABLE);
    var scheme = ClipsCsv.classesOf(file, _ -> false);
    var rows = rows(file, scheme);
    var dialogues = Dialogue.of(rows);
    var split = test == null ? usual(rows, data) : test;
    var measured = ofSplit(dialogues, split::equals);
    var learned = ofSplit(dialogues, s -> !s.equals(split) && !s.equals("valid") && !s.isEmpty());
    var heldOut = ofSplit(dialogues, s -> s.equals("valid") && !s.equals(split));
    if (measured.isEmpty() || learned.isEmpty()) {
      throw new IllegalArgumentException(
          "%s needs conversations to learn from and a split to measure, but \"%s\" has %d of %d."
              .formatted(data, split, measured.size(), dialogues.size()));
    }
    var random = new Random(seed);
    Collections.shuffle(learned, random);
    Collections.shuffle(measured, random);
    Collections.shuffle(heldOut, random);
    if (heldOut.isEmpty()) {
      int some = Math.max(1, learned.size() / HELD_OUT);
      heldOut = new ArrayList<>(learned.subList(0, some));
      learned = new ArrayList<>(learned.subList(some, learned.size()));
    }
    int people = dialogues.stream().mapToInt(Dialogue::people).max().orElse(1);
    return new TalkTable(
        scheme, some(learned, limit), some(heldOut, limit), some(measured, limit), people);
  }

  private static List<ClipRow> rows(Path file, LabelScheme scheme) {
    var rows = new ArrayList<ClipRow>();
    try (var csv = ClipsCsv.open(file, TableRules.under(scheme))) {
      for (var result : csv) {
        if (result instanceof RowResult.Good(var row)) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static String usual(List<ClipRow> rows, Path data) {
    var splits =
        rows.stream().map(ClipRow::split).filter(Objects::nonNull).distinct().sorted().toList();
    if (splits.contains("test")) {
      return "test";
    }
    return splits.stream()
        .filter(split -> split.startsWith("fold:"))
        .reduce((_, last) -> last)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "%s has neither a split \"test\" nor folds; name the split to measure with --test-split."
                    .formatted(data)));
  }

  private static List<Dialogue> ofSplit(List<Dialogue> dialogues, Predicate<String> splits) {
    return new ArrayList<>(
        dialogues.stream()
            .filter(d -> splits.test(Objects.requireNonNullElse(d.turns().getFirst().split(), "")))
            .toList());
  }

  private static List<Dialogue> some(List<Dialogue> dialogues, int limit) {
    return limit == 0 ? dialogues : dialogues.subList(0, Math.min(limit, dialogues.size()));
  }

  /// Class of a turn, -1 where it is not labelled.
  int label(ClipRow turn) {
    return turn.gold() == null ? -1 : scheme.indexOf(turn.gold());
  }

  int classes() {
    return scheme.labels().size();
  }

  int turns() {
    return learned.stream().mapToInt(Dialogue::length).sum()
        + heldOut.stream().mapToInt(Dialogue::length).sum()
        + measured.stream().mapToInt(Dialogue::length).sum();
  }

  /// Vectors of all turns in each view, by the name of the clip.
  List<Map<String, float[]>> seen(List<TextView> views, FeatureCache cache)
      throws IOException, InterruptedException {
    var seen = new ArrayList<Map<String, float[]>>();
    for (var view : views) {
      var eye = view.open(cache);
      var vectors = new HashMap<String, float[]>();
      for (var part : List.of(learned, heldOut, measured)) {
        for (var dialogue : part) {
          for (var turn : dialogue.turns()) {
            vectors.put(turn.name(), eye.of(turn));
          }
        }
      }
      seen.add(vectors);
    }
    return seen;
  }
}
