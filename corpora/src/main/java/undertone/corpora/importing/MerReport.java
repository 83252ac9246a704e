package undertone.corpora.importing;

import java.util.List;
import java.util.Map;
import undertone.corpora.Sentence;
import undertone.corpora.manifest.RowFault;

/// What a file of a MER challenge brought in, or would.
///
/// @param holds what the file holds: `labels`, `open sets`, `transcripts`, `descriptions`,
///   `preferences` or `scores`
/// @param rows rows of the file
/// @param written clips that say something new: votes, gold labels, texts, captions or preferences
/// @param unchanged clips that said the same already
/// @param empty rows that say nothing of their clip
/// @param refused rows that did not go in
/// @param faults why; the first [ImportReport#MOST_TOLD]
/// @param labels which label each class or word of the file became
/// @param others words that became no label, with how often they came
/// @param dryRun whether nothing was written
public record MerReport(
    String holds,
    long rows,
    long written,
    long unchanged,
    long empty,
    long refused,
    List<RowFault> faults,
    Map<String, String> labels,
    Map<String, Long> others,
    boolean dryRun) {

  /// The outcome of a run that was begun before: rows it wrote then are there already, and are not
  /// counted among those it wrote now.
  public Sentence messageOfGoingOn() {
    return dryRun
        ? message()
        : Sentence.of(
            "The run went on after it had been stopped. %s rows: %s written now, %s there already,"
                + " those it had written before among them, %s say nothing, %s refused.",
            rows, written, unchanged, empty, refused);
  }

  /// The outcome in a sentence or two.
  public Sentence message() {
    return dryRun
        ? Sentence.of(
            "%s rows: %s would be written, %s say what is there already, %s say nothing, %s would be"
                + " refused. Nothing was written.",
            rows, written, unchanged, empty, refused)
        : Sentence.of(
            "%s rows: %s written, %s said what was there already, %s say nothing, %s refused.",
            rows, written, unchanged, empty, refused);
  }
}
