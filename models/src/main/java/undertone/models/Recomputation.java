package undertone.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Blocks whose insides are not kept on the way there and computed once more on the way back, for
/// networks that would not fit otherwise: memory of one block instead of all, for one more way
/// there.
///
/// A block is run without a record and its output begins a graph of its own. Back from the loss,
/// block by block from the last, each is run again with a record, and what its output was told
/// flows on to its inputs and weights. Gradients are those of a network that kept everything, up to
/// the order of additions.
///
/// Source: Chen et al. 2016, *Training Deep Nets with Sublinear Memory Cost*, arXiv:1604.06174.
public final class Recomputation implements Blocks {
  private final List<Runnable> back = new ArrayList<>(); // in the order of the way there
  private final List<NDArray> outputs = new ArrayList<>(); // of blocks
  private final Draws draws = new Draws();

  @Override
  public NDArray through(List<NDArray> inputs, Function<List<NDArray>, NDArray> block) {
    int from = draws.drawn();
    NDArray made;
    try (var _ = new NDScope();
        var _ = Gradients.pause()) {
      made = block.apply(inputs);
      NDScope.unregister(made);
    }
    made.setRequiresGradient(true); // a graph begins here
    outputs.add(made);
    back.add(() -> again(inputs, block, made, from));
    return made;
  }

  /// From what a block's output was told to its weights and inputs: the output of an earlier block
  /// remembers it, and what is computed between blocks hands it on at once.
  private void again(
      List<NDArray> inputs, Function<List<NDArray>, NDArray> block, NDArray made, int from) {
    draws.replay(from);
    try (var _ = new NDScope();
        var told = made.getGradient()) {
      Gradients.keeping(block.apply(inputs).mul(told).sum());
    } finally {
      draws.goOn();
    }
  }

  @Override
  public RandomGenerator draws(RandomGenerator from) {
    draws.from = from;
    return draws;
  }

  /// The record of what lies between blocks is kept until all of them were gone through, for
  /// several may have read the same of it.
  @Override
  public void backward(NDArray loss, Gradients gradients) {
    Gradients.keeping(loss);
    back.reversed().forEach(Runnable::run);
  }

  @Override
  public void close() {
    outputs.forEach(NDArray::close);
    outputs.clear();
    back.clear();
  }

  /// Remembers what was drawn, and says it again.
  private static final class Draws implements RandomGenerator {
    private final List<Long> said = new ArrayList<>();
    private RandomGenerator from = RandomGenerator.getDefault();
    private int next = -1; // of those that are said again; -1 = new ones are drawn

    int drawn() {
      return said.size();
    }

    void replay(int place) {
      next = place;
    }

    void goOn() {
      next = -1;
    }

    @Override
    public long nextLong() {
      if (next >= 0) {
        return said.get(next++);
      }
      long drawn = from.nextLong();
      said.add(drawn);
      return drawn;
    }
  }
}
