package undertone.engine.recognition;

/// Hears how a training goes on, and may stop it.
public interface RecognitionWatch {
  /// Hears nothing and never stops.
  RecognitionWatch SILENT =
      new RecognitionWatch() {
        @Override
        public void step(RecognitionStep step) {}

        @Override
        public boolean wantsFigures() {
          return false;
        }
      };

  /// Faces were found and sounds heard of some of the clips.
  default void looked(int clips, int of) {}

  /// A step was taken, or an epoch's figures measured.
  void step(RecognitionStep step);

  /// Whether figures are to be measured after every epoch, which takes its time.
  default boolean wantsFigures() {
    return true;
  }

  /// Asked before every step; `true` ends the training with a
  /// [java.util.concurrent.CancellationException]. It goes on from its last whole epoch when it is
  /// begun again in the same folder.
  default boolean cancelled() {
    return false;
  }
}
