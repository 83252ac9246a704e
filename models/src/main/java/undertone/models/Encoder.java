package undertone.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Turns clips into the numbers that heads read: `[B,…]` to `[B,E]`.
///
/// Its layers are known by the paths they have in the reference's state dict (`layer1.0.conv1`), in
/// its order.
public abstract class Encoder extends AbstractBlock {
  private final Map<String, Block> layers = new LinkedHashMap<>();

  /// Adds a layer under its path.
  protected final <L extends Block> L layer(String path, L layer) {
    layers.put(path, addChildBlock(path, layer));
    return layer;
  }

  /// All layers that have weights of their own.
  public final Map<String, Block> layers() {
    return Collections.unmodifiableMap(layers);
  }

  /// One layer applied to one array.
  public static NDArray pass(Block layer, ParameterStore store, NDArray in, boolean training) {
    return layer.forward(store, new NDList(in), training).head();
  }
}
