package undertone.engine.refinement;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/// What the networks of one fold leave behind: their view of the clips they never saw, and how the
/// clips they learned from fared. Written whole as one checkpoint.
final class FoldVerdict {
  private static final int FORMAT = 1;

  final float[][] probabilities; // [N,K], mean over members; empty rows for clips of other folds
  final float[][] margins; // per clip: margin δ per view of every member; empty for other folds
  final int[][] missing; // per clip: label declared missing per view, -1 = none; empty for others
  final int[][] neighbours; // per clip: the nearest, best first; empty for clips of other folds
  final float[][] cosines; // of the neighbours
  final int[] firstFlag; // [N] epoch, 0 = never
  final int[] lastFlag;
  final int[] flags; // [N] over all members
  final float[][][] trajectory; // [points][N][K], mean over members; empty rows for held-out clips
  final int[] startEpochs; // per member, 0 = never
  final double[] thresholds; // δ per class, mean over members
  final byte[] weightsHash;

  FoldVerdict(
      float[][] probabilities,
      float[][] margins,
      int[][] missing,
      int[][] neighbours,
      float[][] cosines,
      int[] firstFlag,
      int[] lastFlag,
      int[] flags,
      float[][][] trajectory,
      int[] startEpochs,
      double[] thresholds,
      byte[] weightsHash) {
    this.probabilities = probabilities;
    this.margins = margins;
    this.missing = missing;
    this.neighbours = neighbours;
    this.cosines = cosines;
    this.firstFlag = firstFlag;
    this.lastFlag = lastFlag;
    this.flags = flags;
    this.trajectory = trajectory;
    this.startEpochs = startEpochs;
    this.thresholds = thresholds;
    this.weightsHash = weightsHash;
  }

  /// @param of hash of input and plan: a piece of another run is no piece of this one
  byte[] encode(byte[] of) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(FORMAT);
      write(out, of);
      write(out, probabilities);
      write(out, margins);
      write(out, missing);
      write(out, neighbours);
      write(out, cosines);
      write(out, new int[][] {firstFlag, lastFlag, flags, startEpochs});
      out.writeInt(trajectory.length);
      for (var point : trajectory) {
        write(out, point);
      }
      out.writeInt(thresholds.length);
      for (double threshold : thresholds) {
        out.writeDouble(threshold);
      }
      write(out, weightsHash);
    } catch (IOException e) {
      throw new UncheckedIOException("Bug: memory cannot be written to.", e);
    }
    return bytes.toByteArray();
  }

  /// Nothing if the bytes are of another run, another format or not whole.
  static Optional<FoldVerdict> decode(byte[] bytes, byte[] of) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != FORMAT || !Arrays.equals(readBytes(in), of)) {
        return Optional.empty();
      }
      var probabilities = readFloats(in);
      var margins = readFloats(in);
      var missing = readInts(in);
      var neighbours = readInts(in);
      var cosines = readFloats(in);
      var counts = readInts(in);
      var trajectory = new float[in.readInt()][][];
      for (int p = 0; p < trajectory.length; p++) {
        trajectory[p] = readFloats(in);
      }
      var thresholds = new double[in.readInt()];
      for (int k = 0; k < thresholds.length; k++) {
        thresholds[k] = in.readDouble();
      }
      return Optional.of(
          new FoldVerdict(
              probabilities,
              margins,
              missing,
              neighbours,
              cosines,
              counts[0],
              counts[1],
              counts[2],
              trajectory,
              counts[3],
              thresholds,
              readBytes(in)));
    } catch (IOException | IndexOutOfBoundsException | NegativeArraySizeException _) {
      return Optional.empty(); // a broken piece is made again, it holds nothing that is lost
    }
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }

  private static void write(DataOutputStream out, float[][] rows) throws IOException {
    out.writeInt(rows.length);
    for (var row : rows) {
      out.writeInt(row.length);
      for (float value : row) {
        out.writeFloat(value);
      }
    }
  }

  private static float[][] readFloats(DataInputStream in) throws IOException {
    var rows = new float[in.readInt()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new float[in.readInt()];
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = in.readFloat();
      }
    }
    return rows;
  }

  private static void write(DataOutputStream out, int[][] rows) throws IOException {
    out.writeInt(rows.length);
    for (var row : rows) {
      out.writeInt(row.length);
      for (int value : row) {
        out.writeInt(value);
      }
    }
  }

  private static int[][] readInts(DataInputStream in) throws IOException {
    var rows = new int[in.readInt()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new int[in.readInt()];
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = in.readInt();
      }
    }
    return rows;
  }
}
