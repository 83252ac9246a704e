package undertone.corpora.importing;

import undertone.corpora.Sentence;

/// Hears how an import goes, after every batch of clips.
public interface ImportProgress {

  /// Whatever this throws stops the import; the batches before stay, and the same import run again
  /// goes on behind them.
  ///
  /// @param share 0..1, as far as it can be told
  void at(double share, Sentence doing);
}
