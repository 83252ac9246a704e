package undertone.models.video;

import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The weights of a network before there are any: their names in the authors' state dict, and their
/// shapes. What stands here for a layer is what [Pass] asks for.
public final class Layout {
  private static final int WIDENING = 4; // of the layers inside a block

  private final Map<String, Shape> shapes = new LinkedHashMap<>();

  /// All weights, in the order in which they were added.
  public Map<String, Shape> shapes() {
    return Collections.unmodifiableMap(shapes);
  }

  public Layout array(String name, long... shape) {
    shapes.put(name, new Shape(shape));
    return this;
  }

  public Layout linear(String path, int in, int out) {
    return array(path + ".weight", out, in).array(path + ".bias", out);
  }

  public Layout norm(String path, int width) {
    return array(path + ".weight", width).array(path + ".bias", width);
  }

  public Layout cubes(String path, Cubes cubes, int width) {
    return array(
            path + ".proj.weight", width, Cubes.CHANNELS, cubes.deep(), cubes.side(), cubes.side())
        .array(path + ".proj.bias", width);
  }

  /// Attention of tokens to one another, one matrix for queries, keys and values. Keys have no
  /// bias.
  public Layout selfAttention(String path, int width) {
    return biases(path, width)
        .array(path + ".qkv.weight", 3L * width, width)
        .linear(path + ".proj", width, width);
  }

  /// Attention of tokens to others, a matrix for queries and one for keys and values.
  public Layout attention(String path, int width) {
    return biases(path, width)
        .array(path + ".q.weight", width, width)
        .array(path + ".kv.weight", 2L * width, width)
        .linear(path + ".proj", width, width);
  }

  private Layout biases(String path, int width) {
    return array(path + ".q_bias", width).array(path + ".v_bias", width);
  }

  public Layout mlp(String path, int in, int hidden, int out) {
    return linear(path + ".fc1", in, hidden).linear(path + ".fc2", hidden, out);
  }

  /// The layers inside a block, four times as wide.
  public Layout mlp(String path, int width) {
    return mlp(path, width, WIDENING * width, width);
  }

  /// 12 W² + 12 W numbers.
  public Layout block(String path, int width) {
    return norm(path + ".norm1", width)
        .selfAttention(path + ".attn", width)
        .norm(path + ".norm2", width)
        .mlp(path + ".mlp", width);
  }

  /// A block that first attends to tokens outside it, 16 W² + 19 W numbers.
  public Layout crossBlock(String path, int width) {
    return norm(path + ".cross_norm1", width)
        .norm(path + ".cross_norm2", width)
        .attention(path + ".cross_attn", width)
        .block(path, width);
  }
}
