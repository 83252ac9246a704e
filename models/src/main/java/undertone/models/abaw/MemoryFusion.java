package undertone.models.abaw;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import java.util.List;
import java.util.SplittableRandom;
import undertone.models.StateDict;

/// Valence and arousal of every frame by a memory that streams share: each is read step by step,
/// and what changes in all of them at once is kept.
///
/// - in: words `[B,T,Dt]`, sound `[B,T,Da]`, picture `[B,T,Dv]`
/// - out: valence and arousal `[B,T,2]`
///
/// The memory starts from zeros, as in the authors' code.
///
/// Source: Zadeh et al. 2018, *Memory Fusion Network*, arXiv:1802.00927; for frames as in
/// arXiv:2403.15044; names of arrays as in that code.
public final class MemoryFusion {
  private static final List<String> STREAMS = List.of("lstm_l", "lstm_a", "lstm_v");

  private final int hidden;
  private final int memory;
  private final float dropout;
  private final StateDict weights;

  /// @param widths of words, sound and picture (Dt, Da, Dv)
  /// @param hidden of every layer (H), 128 as published; even
  /// @param memory numbers that are kept (E), 128 as published
  /// @param dropout 0..1, inside what attends and keeps, only while training, .5 as published
  /// @param manager owns the weights
  /// @param random draws them
  public MemoryFusion(
      List<Integer> widths,
      int hidden,
      int memory,
      float dropout,
      NDManager manager,
      SplittableRandom random) {
    if (widths.size() != STREAMS.size() || hidden < 2 || hidden % 2 != 0 || memory < 1) {
      throw new IllegalArgumentException(
          "Memory fusion reads three streams and needs an even width and a memory but was given widths=%s, hidden=%d, memory=%d."
              .formatted(widths, hidden, memory));
    }
    this.hidden = hidden;
    this.memory = memory;
    this.dropout = dropout;
    weights = new StateDict(manager, random);
    double bound = 1 / Math.sqrt(hidden);
    for (int m = 0; m < STREAMS.size(); m++) {
      weights.addUniform(STREAMS.get(m) + ".weight_ih", bound, 4L * hidden, widths.get(m));
      weights.addUniform(STREAMS.get(m) + ".weight_hh", bound, 4L * hidden, hidden);
      weights.addUniform(STREAMS.get(m) + ".bias_ih", bound, 4L * hidden);
      weights.addUniform(STREAMS.get(m) + ".bias_hh", bound, 4L * hidden);
    }
    int cells = 2 * STREAMS.size() * hidden;
    addTwo("att1", cells, cells);
    addTwo("att2", cells, memory);
    addTwo("gamma1", cells + memory, memory);
    addTwo("gamma2", cells + memory, memory);
    addTwo("out", STREAMS.size() * hidden + memory, hidden / 2);
    weights.addLstm("fc_out_0", "l0", hidden / 2, hidden / 2);
    weights.addLstm("fc_out_0", "l0_reverse", hidden / 2, hidden / 2);
    weights.addLinear("fc_out_2", hidden, 2);
  }

  private void addTwo(String path, int in, int out) {
    weights.addLinear(path + "_fc1", in, hidden);
    weights.addLinear(path + "_fc2", hidden, out);
  }

  /// All arrays, by the names of the authors' code.
  public StateDict weights() {
    return weights;
  }

  /// @param memory after the last step `[B,E]`
  /// @param affect valence and arousal `[B,T,2]`
  public record Told(NDArray memory, NDArray affect) {}

  /// @param streams words, sound, picture
  public Told told(NDList streams, boolean training) {
    var shape = streams.head().getShape();
    var manager = streams.head().getManager();
    var start = manager.zeros(new Shape(shape.get(0), hidden));
    var states = List.of(new Cell(start, start), new Cell(start, start), new Cell(start, start));
    var kept = manager.zeros(new Shape(shape.get(0), memory)); // [B,E]
    var frames = new NDList();
    for (int t = 0; t < (int) shape.get(1); t++) {
      var next =
          List.of(
              read(0, streams, t, states),
              read(1, streams, t, states),
              read(2, streams, t, states));
      var change = cells(states).concat(cells(next), 1); // [B,6H]
      kept = remembered(change, kept, training);
      states = next;
      var all = new NDList(next.stream().map(Cell::state).toArray(NDArray[]::new));
      all.add(kept);
      frames.add(two("out", NDArrays.concat(all, 1), training)); // [B,H/2]
    }
    return new Told(kept, weights.linear("fc_out_2", bothWays(NDArrays.stack(frames, 1))));
  }

  /// What an LSTM says and what it knows, `[B,H]` each.
  private record Cell(NDArray state, NDArray cell) {}

  private Cell read(int stream, NDList streams, int step, List<Cell> states) {
    var path = STREAMS.get(stream);
    var before = states.get(stream);
    var gates =
        gates(
                path + ".weight_ih",
                path + ".bias_ih",
                streams.get(stream).get(":,%d".formatted(step)))
            .add(gates(path + ".weight_hh", path + ".bias_hh", before.state()))
            .split(4, 1); // input, forget, cell, output
    var cell =
        Activation.sigmoid(gates.get(1))
            .mul(before.cell())
            .add(Activation.sigmoid(gates.get(0)).mul(gates.get(2).tanh()));
    return new Cell(Activation.sigmoid(gates.get(3)).mul(cell.tanh()), cell);
  }

  private NDArray gates(String weight, String bias, NDArray x) {
    return Linear.linear(x, weights.get(weight), weights.get(bias)).head();
  }

  private static NDArray cells(List<Cell> states) {
    return NDArrays.concat(
        new NDList(states.stream().map(Cell::cell).toArray(NDArray[]::new)), 1); // [B,3H]
  }

  /// The memory after a step: attention picks what changed together, gates say how much of it is
  /// kept beside what was.
  private NDArray remembered(NDArray change, NDArray kept, boolean training) {
    var attended = two("att1", change, training).softmax(1).mul(change);
    var proposed = two("att2", attended, training).tanh();
    var both = attended.concat(kept, 1);
    var keeps = Activation.sigmoid(two("gamma1", both, training));
    var takes = Activation.sigmoid(two("gamma2", both, training));
    return kept.mul(keeps).add(proposed.mul(takes));
  }

  private NDArray two(String path, NDArray x, boolean training) {
    var inner = Activation.relu(weights.linear(path + "_fc1", x));
    var kept = dropout == 0 ? inner : Dropout.dropout(inner, dropout, training).head();
    return weights.linear(path + "_fc2", kept);
  }

  private NDArray bothWays(NDArray frames) {
    var forth = weights.lstm("fc_out_0", "l0", frames);
    var back = weights.lstm("fc_out_0", "l0_reverse", frames.flip(1)).flip(1);
    return forth.concat(back, 2); // [B,T,H]
  }
}
