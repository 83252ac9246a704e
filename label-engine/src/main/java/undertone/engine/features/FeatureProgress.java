package undertone.engine.features;

/// Hears how far an extraction has come and may stop it. Called from several threads, one at a
/// time.
public interface FeatureProgress {

  /// Hears nothing and never stops.
  FeatureProgress SILENT = (done, total) -> {};

  /// So many clips of all are done; never falling.
  void advanced(int done, int total);

  /// So many of some clips are done that are looked at first, to learn how far to trust what is
  /// said of the others.
  default void beforehand(int done, int total) {}

  /// Of what is looked at beforehand: it counts for none of the clips that are to be looked at, and
  /// ends when the whole does.
  default FeatureProgress ofBeforehand() {
    var whole = this;
    return new FeatureProgress() {
      @Override
      public void advanced(int done, int total) {
        whole.beforehand(done, total);
      }

      @Override
      public boolean cancelled() {
        return whole.cancelled();
      }
    };
  }

  /// Asked before each clip; `true` ends the extraction with a
  /// [java.util.concurrent.CancellationException]. What is in the cache by then stays there.
  default boolean cancelled() {
    return false;
  }
}
