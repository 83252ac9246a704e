package undertone.models.abaw;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.Dropout;
import java.util.List;
import java.util.SplittableRandom;
import undertone.models.StateDict;

/// Valence and arousal of every frame from streams that run in step: each is read in order, all
/// together say frame by frame how much each counts, and their weighted sum is read both ways.
///
/// The weights are plain numbers, without softmax, as in the authors' code. A stream that a window
/// lacks has a weight of 0.
///
/// - in: sound `[B,T,Da]`, words `[B,T,Dt]`, picture `[B,T,Dv]` and which of them are there `[B,3]`
/// - out: valence and arousal `[B,T,2]`
///
/// Source: arXiv:2403.15044; names of arrays as in the authors' code.
public final class SequenceAttention {
  private static final List<String> STREAMS = List.of("audio", "text", "video");

  private final float dropout;
  private final StateDict weights;

  /// @param widths of sound, words and picture (Da, Dt, Dv)
  /// @param hidden of every layer, 64 as published
  /// @param dropout 0..1, only while training, .4 as published
  /// @param manager owns the weights
  /// @param random draws them
  public SequenceAttention(
      List<Integer> widths, int hidden, float dropout, NDManager manager, SplittableRandom random) {
    if (widths.size() != STREAMS.size() || hidden < 1) {
      throw new IllegalArgumentException(
          "Sequence attention reads three streams and needs a positive width but was given widths=%s, hidden=%d."
              .formatted(widths, hidden));
    }
    this.dropout = dropout;
    weights = new StateDict(manager, random);
    for (int m = 0; m < STREAMS.size(); m++) {
      var path = encoder(m);
      weights.addLstm(path + ".rnn", "l0", widths.get(m), hidden);
      weights.addLinear(path + ".linear_1", hidden, hidden);
    }
    weights.addLinear("attention_mlp.linear_1", STREAMS.size() * hidden, hidden);
    weights.addLinear("attention_mlp.linear_2", hidden, hidden);
    weights.addLinear("attention_mlp.linear_3", hidden, hidden);
    weights.addLstm("lstm", "l0", hidden, hidden);
    weights.addLstm("lstm", "l0_reverse", hidden, hidden);
    weights.addLinear("fc_att", hidden, STREAMS.size());
    weights.addLinear("fc_out_2", 2 * hidden, 2);
  }

  private static String encoder(int stream) {
    return STREAMS.get(stream) + "_encoder";
  }

  /// All arrays, by the names of the authors' code.
  public StateDict weights() {
    return weights;
  }

  /// @param streams `[B,T,H]` each, as they are read
  /// @param shares how much each stream counts `[B,T,3]`, of any size and sign
  /// @param affect valence and arousal `[B,T,2]`
  public record Told(NDList streams, NDArray shares, NDArray affect) {}

  /// @param streams sound, words, picture
  /// @param present `[B,3]`, 1 = a window has the stream
  public Told told(NDList streams, NDArray present, boolean training) {
    var read = new NDList();
    for (int m = 0; m < STREAMS.size(); m++) {
      var states = weights.lstm(encoder(m) + ".rnn", "l0", streams.get(m));
      read.add(weights.linear(encoder(m) + ".linear_1", drop(states, training))); // [B,T,H]
    }
    var together = drop(NDArrays.concat(read, 2), training); // [B,T,3H]
    for (int layer = 1; layer <= 3; layer++) {
      together = Activation.relu(weights.linear("attention_mlp.linear_" + layer, together));
    }
    var shares = weights.linear("fc_att", together).mul(present.expandDims(1)); // [B,T,3]
    var fused = NDArrays.stack(read, 3).mul(shares.expandDims(2)).sum(new int[] {3}); // [B,T,H]
    return new Told(read, shares, weights.linear("fc_out_2", bothWays(fused)));
  }

  private NDArray bothWays(NDArray frames) {
    var forth = weights.lstm("lstm", "l0", frames);
    var back = weights.lstm("lstm", "l0_reverse", frames.flip(1)).flip(1);
    return forth.concat(back, 2); // [B,T,2H]
  }

  private NDArray drop(NDArray x, boolean training) {
    return dropout == 0 ? x : Dropout.dropout(x, dropout, training).head();
  }
}
