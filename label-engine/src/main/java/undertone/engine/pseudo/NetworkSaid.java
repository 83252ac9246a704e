package undertone.engine.pseudo;

import java.nio.ByteBuffer;
import java.util.Arrays;
import undertone.engine.refinement.RunHash;

/// What one network says of clips, and how it came to be.
///
/// Both are kept together as a checkpoint holds them, so that a resumed run reads what it would
/// have computed.
final class NetworkSaid {
  /// Times that a network looks at a clip through altered features (V).
  static final int LOOKS = 4;

  /// Of a clip of the pool whose own label did not teach.
  static final int TAUGHT_NOTHING = -1;

  private static final int HASH = 32;

  private final double[][] logits; // [N][K], empty for clips it learned from
  private final short[][] looks; // [N][V] what weakly altered clips were called, empty likewise
  private final int[] taught; // [P] the label by which a clip of the pool taught last
  private final double[] thresholds; // [K] what labels had to reach last; NaN = nothing was asked
  private final String hash;

  private NetworkSaid(
      double[][] logits, short[][] looks, int[] taught, double[] thresholds, String hash) {
    this.logits = logits;
    this.looks = looks;
    this.taught = taught;
    this.thresholds = thresholds;
    this.hash = hash;
  }

  /// As a checkpoint holds it.
  ///
  /// @param logits of the rows that are judged `[R][K]`
  /// @param looks `[R][V]`
  /// @param taught `[P]`
  /// @param thresholds `[K]`
  /// @param hash SHA-256 of the weights
  static byte[] packed(
      double[][] logits, short[][] looks, int[] taught, double[] thresholds, byte[] hash) {
    int classes = thresholds.length;
    var bytes = ByteBuffer.allocate(size(logits.length, taught.length, classes));
    for (int i = 0; i < logits.length; i++) {
      for (double value : logits[i]) {
        bytes.putFloat((float) value);
      }
      for (short label : looks[i]) {
        bytes.putShort(label);
      }
    }
    for (int label : taught) {
      bytes.putShort((short) label);
    }
    for (double threshold : thresholds) {
      bytes.putDouble(threshold);
    }
    return bytes.put(hash).array();
  }

  private static int size(int rows, int pool, int classes) {
    return rows * (classes * Float.BYTES + LOOKS * Short.BYTES)
        + pool * Short.BYTES
        + classes * Double.BYTES
        + HASH;
  }

  /// @param judged rows that are judged, in the order of the piece
  /// @param all rows there are (N)
  /// @param pool clips of the pool (P)
  static NetworkSaid read(byte[] piece, int[] judged, int all, int pool, int classes) {
    var bytes = ByteBuffer.wrap(piece);
    var logits = new double[all][0];
    var looks = new short[all][0];
    for (int row : judged) {
      logits[row] = new double[classes];
      Arrays.setAll(logits[row], _ -> bytes.getFloat());
      looks[row] = new short[LOOKS];
      for (int v = 0; v < LOOKS; v++) {
        looks[row][v] = bytes.getShort();
      }
    }
    var taught = new int[pool];
    Arrays.setAll(taught, _ -> bytes.getShort());
    var thresholds = new double[classes];
    Arrays.setAll(thresholds, _ -> bytes.getDouble());
    var hash = new byte[HASH];
    bytes.get(hash);
    return new NetworkSaid(logits, looks, taught, thresholds, RunHash.hex(hash));
  }

  double[] logits(int row) {
    return logits[row];
  }

  /// Logits of some rows `[R][K]`.
  double[][] logits(int[] rows) {
    return Arrays.stream(rows).mapToObj(row -> logits[row]).toArray(double[][]::new);
  }

  /// How many looks at a clip call it so.
  int looks(int row, int label) {
    int alike = 0;
    for (short said : looks[row]) {
      alike += said == label ? 1 : 0;
    }
    return alike;
  }

  /// Whether a clip, by its place in the pool, was last learned from under this label.
  boolean taught(int place, int label) {
    return taught[place] == label;
  }

  double[] thresholds() {
    return thresholds.clone();
  }

  String hash() {
    return hash;
  }
}
