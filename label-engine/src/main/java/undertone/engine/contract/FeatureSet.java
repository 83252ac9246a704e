package undertone.engine.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.manifest.ClipsCsv;
import undertone.corpora.manifest.ClipsCsvException;
import undertone.corpora.manifest.RowResult;
import undertone.corpora.manifest.TableRules;

/// A data set in the form of the contract, opened for reading. Rows are in memory; features of a
/// clip are read when they are asked for.
///
/// @param root its folder
/// @param clips in the order of the table
public record FeatureSet(Path root, SetCard card, List<ClipRow> clips) {
  static final String TABLE = "clips.csv";

  public FeatureSet {
    clips = List.copyOf(clips);
  }

  /// @throws FaultySetException if card or table have faults; features are looked at when read
  public static FeatureSet open(Path root) throws IOException {
    var faults = new ArrayList<Fault>();
    var card = SetCardFile.read(root, faults::add);
    var clips = rows(root, faults);
    if (card.isEmpty() || !faults.isEmpty()) {
      throw new FaultySetException(faults);
    }
    return new FeatureSet(root, card.get(), clips);
  }

  static List<ClipRow> rows(Path root, List<Fault> faults) {
    var rows = new ArrayList<ClipRow>();
    try (var table = ClipsCsv.open(root.resolve(TABLE), TableRules.AS_WRITTEN)) {
      for (var result : table) {
        switch (result) {
          case RowResult.Good(var row) -> rows.add(row);
          case RowResult.Bad(var bad) ->
              bad.forEach(fault ->
                  faults.add(
                      new Fault(
                          TABLE,
                          fault.line(),
                          "",
                          (fault.column().isEmpty() ? "" : "column " + fault.column() + " ")
                              + fault.reason(),
                          fault.nearest().isEmpty()
                              ? "mend the row"
                              : "write " + String.join(" or ", fault.nearest()))));
        }
      }
    } catch (ClipsCsvException e) {
      faults.add(
          Fault.of(
              TABLE,
              "cannot be read: "
                  + String.valueOf(e.getMessage())
                      .replaceFirst("^[^:]*: ", "")
                      .replaceFirst("\\.$", ""),
              "write a table with at least the column clip"));
    }
    return rows;
  }

  /// What a clip has of a modality; empty if it lacks it.
  ///
  /// @throws FaultySetException if its file is faulty
  public Optional<ClipSteps> steps(ClipRow clip, ModalityCard modality) throws IOException {
    var faults = new ArrayList<Fault>();
    var steps = new StepFiles(root, modality, faults::add).read(clip.name());
    if (!faults.isEmpty()) {
      throw new FaultySetException(faults);
    }
    return steps;
  }
}
