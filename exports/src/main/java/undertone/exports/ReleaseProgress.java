package undertone.exports;

/// Hears how far a release is.
@FunctionalInterface
public interface ReleaseProgress {
  /// @param share 0..1
  void at(double share, String doing);
}
