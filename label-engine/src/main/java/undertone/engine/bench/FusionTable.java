package undertone.engine.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import undertone.corpora.Label;
import undertone.corpora.challenge.LabelTable;
import undertone.corpora.challenge.MerClass;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.manifest.RowFault;
import undertone.engine.features.ClipSource;
import undertone.engine.fusion.FusionClip;

/// Clips with labels, some to learn from and some to be judged by.
///
/// @param labels by place
/// @param sources media of the clips, in their order; none where only labels are known
record FusionTable(List<String> labels, List<FusionClip> clips, List<ClipSource> sources) {
  private static final double ASIDE = .2; // of the groups, where nothing else tells
  private static final String LEARNED = "train";

  FusionTable {
    labels = List.copyOf(labels);
    clips = List.copyOf(clips);
    sources = List.copyOf(sources);
  }

  /// @throws IllegalArgumentException if there is nothing to learn from or to measure on
  static FusionTable read(FusionBenchOptions options) throws IOException {
    var table = options.labels() == null ? ofClips(options) : ofLabels(options.labels(), options);
    long aside = table.clips.stream().filter(FusionClip::aside).count();
    if (aside == 0 || aside == table.clips.size()) {
      throw new IllegalArgumentException(
          "%d of %d clips with a label take no part in learning; some must, and some must not."
              .formatted(aside, table.clips.size()));
    }
    return table;
  }

  private static FusionTable ofClips(FusionBenchOptions options) {
    var slice =
        new TableSlice(options.data(), null, List.of(), null, null, 0, options.plan().seed());
    var content = slice.read();
    BenchTable.mustHaveGroup(content.rows(), options.group());
    var rows = content.rows().stream().filter(row -> row.gold() != null).toList();
    var labels =
        content.scheme().labels().stream()
            .map(Label::id)
            .filter(label -> rows.stream().anyMatch(row -> label.equals(row.gold())))
            .toList();
    boolean split = rows.stream().anyMatch(row -> LEARNED.equals(row.split()));
    var judged = judged(rows, split, options);
    var clips = new ArrayList<FusionClip>();
    var sources = new ArrayList<ClipSource>();
    for (var row : rows) {
      boolean aside = judged.test(row);
      if (aside || !split || LEARNED.equals(row.split())) {
        int label = labels.indexOf(row.gold());
        var group = BenchTable.group(row, options.group());
        clips.add(new FusionClip(row.name(), group, label, row.valence(), aside));
        sources.add(DescribedTable.source(options.data(), row));
      }
    }
    return new FusionTable(labels, clips, sources);
  }

  /// Which clips take no part: those of a split, else a fifth of the groups.
  private static Predicate<ClipRow> judged(
      List<ClipRow> rows, boolean split, FusionBenchOptions options) {
    var chosen = options.testSplit();
    if (chosen != null) {
      return row -> chosen.equals(row.split());
    }
    if (split && rows.stream().anyMatch(FusionTable::isTest)) {
      return FusionTable::isTest;
    }
    var groups = rows.stream().map(row -> BenchTable.group(row, options.group())).toList();
    var drawn = drawn(groups, options.plan().seed());
    return row -> drawn.contains(BenchTable.group(row, options.group()));
  }

  private static boolean isTest(ClipRow row) {
    return "valid".equals(row.split()) || "test".equals(row.split());
  }

  private static Set<String> drawn(List<String> groups, long seed) {
    var order = new ArrayList<>(new TreeSet<>(groups));
    Collections.shuffle(order, new Random(seed));
    return new HashSet<>(order.subList(0, Math.max(1, (int) Math.round(ASIDE * order.size()))));
  }

  private static FusionTable ofLabels(Path labels, FusionBenchOptions options) throws IOException {
    var learned = rows(labels);
    var drawn =
        options.test() == null
            ? drawn(learned.stream().map(LabelTable.Row::name).toList(), options.plan().seed())
            : Set.<String>of();
    var clips = new ArrayList<FusionClip>();
    learned.forEach(row -> clips.add(clip(row, drawn.contains(row.name()))));
    if (options.test() != null) {
      rows(options.test()).forEach(row -> clips.add(clip(row, true)));
    }
    return new FusionTable(
        MerClass.IN_ORDER.stream().map(MerClass::word).toList(), clips, List.of());
  }

  private static FusionClip clip(LabelTable.Row row, boolean aside) {
    int label = MerClass.IN_ORDER.indexOf(row.emotion());
    return new FusionClip(row.name(), row.name(), label, row.valence(), aside);
  }

  private static List<LabelTable.Row> rows(Path file) throws IOException {
    var table = LabelTable.read(file);
    if (!table.faults().isEmpty()) {
      throw new IllegalArgumentException(
          table.faults().stream().map(RowFault::message).collect(Collectors.joining("\n")));
    }
    return table.rows();
  }
}
