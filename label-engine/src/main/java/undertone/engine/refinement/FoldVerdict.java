package undertone.engine.refinement;

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
    return Pieces.encode(out -> {
      out.writeInt(FORMAT);
      Pieces.write(out, of);
      Pieces.write(out, probabilities);
      Pieces.write(out, margins);
      Pieces.write(out, missing);
      Pieces.write(out, neighbours);
      Pieces.write(out, cosines);
      Pieces.write(out, new int[][] {firstFlag, lastFlag, flags, startEpochs});
      out.writeInt(trajectory.length);
      for (var point : trajectory) {
        Pieces.write(out, point);
      }
      Pieces.write(out, thresholds);
      Pieces.write(out, weightsHash);
    });
  }

  /// Nothing if the bytes are of another run, another format or not whole.
  static Optional<FoldVerdict> decode(byte[] bytes, byte[] of) {
    return Pieces.decode(
        bytes,
        in -> {
          if (in.readInt() != FORMAT || !Arrays.equals(Pieces.readBytes(in), of)) {
            return Optional.empty();
          }
          var probabilities = Pieces.readFloatRows(in);
          var margins = Pieces.readFloatRows(in);
          var missing = Pieces.readIntRows(in);
          var neighbours = Pieces.readIntRows(in);
          var cosines = Pieces.readFloatRows(in);
          var counts = Pieces.readIntRows(in);
          var trajectory = new float[in.readInt()][][];
          for (int p = 0; p < trajectory.length; p++) {
            trajectory[p] = Pieces.readFloatRows(in);
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
                  Pieces.readDoubles(in),
                  Pieces.readBytes(in)));
        });
  }
}
