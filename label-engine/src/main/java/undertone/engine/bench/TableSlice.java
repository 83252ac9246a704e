package undertone.engine.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import undertone.corpora.LabelScheme;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.manifest.ClipsCsv;
import undertone.corpora.manifest.RowResult;
import undertone.corpora.manifest.TableRules;
import undertone.corpora.scheme.SchemeYaml;

/// Which rows and voters of a table a bench reads.
///
/// @param data folder with `clips.csv`, or a partial-label table of MATLAB
/// @param format what it is read as; null = guessed from the path
/// @param voters names that count, `votes` for the anonymous crowd; empty = all
/// @param scheme label scheme; null = the classes are the words of the table
/// @param split only this split; null = all
/// @param limit so many clips, drawn by the seed, stratified by gold; 0 = all
public record TableSlice(
    Path data,
    @Nullable TableFormat format,
    List<String> voters,
    @Nullable Path scheme,
    @Nullable String split,
    int limit,
    long seed) {
  static final String TABLE = "clips.csv";

  public TableSlice {
    voters = List.copyOf(voters);
    if (limit < 0) {
      throw new IllegalArgumentException("--limit must be at least 0 but is %d.".formatted(limit));
    }
  }

  boolean counts(String voter) {
    return voters.isEmpty() || voters.contains(voter);
  }

  /// What was read of a table, once.
  ///
  /// @param rows in the order of the table
  /// @param brought the file whose own features describe the rows; null = their media do
  record Content(LabelScheme scheme, List<ClipRow> rows, @Nullable PartialLabelFile brought) {}

  boolean isMat() {
    return TableFormat.of(data, format) == TableFormat.MAT;
  }

  /// @throws IllegalArgumentException saying what is wrong, if there is no such table
  Content read() {
    return isMat() ? readMat() : readClips();
  }

  private Content readMat() {
    if (split != null) {
      throw new IllegalArgumentException("%s has no splits.".formatted(data.getFileName()));
    }
    mustHaveVoters(Set.of(PartialLabelFile.VOTER));
    var file = PartialLabelFile.read(data);
    var labels = file.scheme(scheme == null ? null : SchemeYaml.read(scheme));
    return new Content(labels, drawn(file.rows(labels)), file);
  }

  private Content readClips() {
    var labels =
        scheme == null
            ? ClipsCsv.classesOf(data.resolve(TABLE), this::counts)
            : SchemeYaml.read(scheme);
    var rows = new ArrayList<ClipRow>();
    try (var csv = ClipsCsv.open(data.resolve(TABLE), TableRules.under(labels))) {
      mustHaveVoters(csv.voters());
      for (var result : csv) {
        if (result instanceof RowResult.Good(var row)
            && (split == null || split.equals(row.split()))) {
          rows.add(row);
        }
      }
    }
    return new Content(labels, drawn(rows), null);
  }

  private void mustHaveVoters(Set<String> known) {
    for (var voter : voters) {
      if (!known.contains(voter)) {
        throw new IllegalArgumentException(
            "%s has no voter \"%s\"; it has %s."
                .formatted(isMat() ? data.getFileName() : TABLE, voter, String.join(", ", known)));
      }
    }
  }

  /// Draws a part, each gold label keeping its share; clips without gold count as a label.
  private List<ClipRow> drawn(List<ClipRow> rows) {
    return Stratified.drawn(rows, row -> Objects.requireNonNullElse(row.gold(), ""), limit, seed);
  }

  /// Anonymous votes per clip and label `[N,K]`.
  static int[][] counts(List<ClipRow> rows, LabelScheme scheme) {
    var counts = new int[rows.size()][scheme.labels().size()];
    for (int i = 0; i < counts.length; i++) {
      var tally = rows.get(i).tally();
      for (int k = 0; tally != null && k < counts[i].length; k++) {
        counts[i][k] = tally.counts().getOrDefault(scheme.labels().get(k).id(), 0);
      }
    }
    return counts;
  }

  /// Draws so many of a clip's anonymous votes; 0 = all.
  static Map<String, Integer> sampled(Map<String, Integer> counts, int sample, Random random) {
    if (sample == 0) {
      return counts;
    }
    var votes = new ArrayList<String>();
    counts.forEach((label, people) -> votes.addAll(Collections.nCopies(people, label)));
    Collections.shuffle(votes, random);
    var drawn = new TreeMap<String, Integer>();
    votes.stream().limit(sample).forEach(label -> drawn.merge(label, 1, Integer::sum));
    return drawn;
  }
}
