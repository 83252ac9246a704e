package undertone.models.nas;

import java.util.List;

/// What a search may choose from, and how large what it finds is.
///
/// @param bands of a spectrogram (F)
/// @param frames of it (T)
/// @param channels of the first cells' nodes, even
/// @param width of the recurrent state (H)
/// @param joined numbers of a stream once it is compared with the other (E)
public record StreamSpace(int bands, int frames, int channels, int width, int joined) {
  private static final int CNN_NODES = 2;
  private static final int RNN_NODES = 3;
  private static final float DROPOUT = .3f;
  private static final float DROP_PATH = .2f;

  /// What one processor core searches in minutes: spectrograms of 32 bands by 48 frames.
  public static final StreamSpace SMALL = new StreamSpace(32, 48, 8, 32, 48);

  /// The stream of spectrograms: three cells, of which the second halves.
  public CnnConfig cnn(int classes) {
    return new CnnConfig(
        1,
        bands,
        frames,
        channels,
        1,
        3,
        List.of(1),
        CNN_NODES,
        List.of(
            Operation.NONE,
            Operation.MAX_POOL_3X3,
            Operation.SKIP_CONNECT,
            Operation.SEP_CONV_3X3,
            Operation.SEP_CONV_5X5,
            Operation.DIL_CONV_3X3),
        classes,
        DROPOUT,
        DROP_PATH);
  }

  /// The stream of sequences.
  ///
  /// @param numbers of a step (D)
  public RnnConfig rnn(int numbers, int classes) {
    return new RnnConfig(numbers, width, RNN_NODES, classes, DROPOUT);
  }
}
