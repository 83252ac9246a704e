package undertone.corpora.manifest;

/// How much a table may hold, so that a hostile or broken file costs a message and not the memory.
///
/// @param cellCharacters longest cell
/// @param lineCharacters longest line; longer ones are passed over without being kept
/// @param columns most columns
/// @param rows most rows
public record TableLimits(int cellCharacters, int lineCharacters, int columns, long rows) {

  /// Room for a novel in every cell and five million clips.
  public static final TableLimits GENEROUS = new TableLimits(200_000, 1_000_000, 2_000, 5_000_000);

  public TableLimits {
    if (cellCharacters < 1 || lineCharacters < 1 || columns < 1 || rows < 1) {
      throw new IllegalArgumentException("Limits of a table must be at least 1.");
    }
  }
}
