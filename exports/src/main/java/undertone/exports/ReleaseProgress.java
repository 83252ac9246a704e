package undertone.exports;

import undertone.corpora.Sentence;

/// Hears how far a release is.
@FunctionalInterface
public interface ReleaseProgress {
  /// @param share 0..1
  void at(double share, Sentence doing);
}
