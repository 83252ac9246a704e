package undertone.engine.refinement;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;

/// All a network has learned, so that another run can go on from it: weights, batch statistics, the
/// network that gives keys, prototypes, queue, and what it believes of the clips it learned from.
///
/// The velocities of descent are left out: they are made anew within ten steps.
final class NetworkState {
  final Map<String, float[]> query; // weights and statistics by name
  final Map<String, float[]> key;
  final float[][] prototypes; // [K,d]
  final boolean[] touched; // [K]
  final float[] queued; // keys [Q,d]
  final int[] queuedLabels; // [Q]
  final int next; // row of the queue that is written next
  final boolean ready; // whether it knew enough to doubt a set
  final int startEpoch; // of correction, 0 = never
  final double[] memberMargins; // [K]
  final double admitted; // λ
  final int[] learned; // rows, as the run that left this counts them
  final boolean[][] sets; // S of these rows [n,K]
  final float[][] confidence; // C of these rows [n,K]

  NetworkState(
      Map<String, float[]> query,
      Map<String, float[]> key,
      float[][] prototypes,
      boolean[] touched,
      float[] queued,
      int[] queuedLabels,
      int next,
      boolean ready,
      int startEpoch,
      double[] memberMargins,
      double admitted,
      int[] learned,
      boolean[][] sets,
      float[][] confidence) {
    this.query = query;
    this.key = key;
    this.prototypes = prototypes;
    this.touched = touched;
    this.queued = queued;
    this.queuedLabels = queuedLabels;
    this.next = next;
    this.ready = ready;
    this.startEpoch = startEpoch;
    this.memberMargins = memberMargins;
    this.admitted = admitted;
    this.learned = learned;
    this.sets = sets;
    this.confidence = confidence;
  }

  /// Brings back what was believed of clips that are still told the same.
  ///
  /// @param rowNow of each row of then; -1 = forgotten
  void restore(CandidateTable table, int[] rowNow) {
    for (int i = 0; i < learned.length; i++) {
      if (rowNow[learned[i]] >= 0) {
        table.restore(rowNow[learned[i]], sets[i], confidence[i]);
      }
    }
  }

  void write(DataOutputStream out) throws IOException {
    Pieces.write(out, query);
    Pieces.write(out, key);
    Pieces.write(out, prototypes);
    Pieces.write(out, touched);
    Pieces.write(out, queued);
    Pieces.write(out, queuedLabels);
    out.writeInt(next);
    out.writeBoolean(ready);
    out.writeInt(startEpoch);
    Pieces.write(out, memberMargins);
    out.writeDouble(admitted);
    Pieces.write(out, learned);
    for (int i = 0; i < learned.length; i++) {
      Pieces.write(out, sets[i]);
      Pieces.write(out, confidence[i]);
    }
  }

  static NetworkState read(DataInputStream in) throws IOException {
    var query = Pieces.readNamed(in);
    var key = Pieces.readNamed(in);
    var prototypes = Pieces.readFloatRows(in);
    var touched = Pieces.readBooleans(in);
    var queued = Pieces.readFloats(in);
    var queuedLabels = Pieces.readInts(in);
    int next = in.readInt();
    boolean ready = in.readBoolean();
    int startEpoch = in.readInt();
    var memberMargins = Pieces.readDoubles(in);
    double admitted = in.readDouble();
    var learned = Pieces.readInts(in);
    var sets = new boolean[learned.length][];
    var confidence = new float[learned.length][];
    for (int i = 0; i < learned.length; i++) {
      sets[i] = Pieces.readBooleans(in);
      confidence[i] = Pieces.readFloats(in);
    }
    return new NetworkState(
        query,
        key,
        prototypes,
        touched,
        queued,
        queuedLabels,
        next,
        ready,
        startEpoch,
        memberMargins,
        admitted,
        learned,
        sets,
        confidence);
  }
}
