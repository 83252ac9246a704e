package undertone.models.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Weights as TensorFlow.js keeps them: a manifest in JSON that names arrays and their shapes, and
/// shards with their numbers one after the other, little endian, row by row.
///
/// A number is a float, or a byte or two q of a quantised array, which stands for `scale·q + min`.
///
/// Source: TensorFlow.js 4.22, `tfjs-core/src/io/io_utils.ts`, `decodeWeights`.
public final class TfjsWeights {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_AXES = 6;
  private static final long MOST_NUMBERS = 1L << 26; // 256 MB of floats

  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private final Map<String, float[]> numbers = new LinkedHashMap<>();
  private long size;

  private TfjsWeights() {}

  /// @param shards by the path that the manifest gives them; no other file is ever looked at
  /// @throws UnreadableWeightsException if the manifest is none, or does not fit the shards exactly
  public static TfjsWeights read(byte[] manifest, Map<String, byte[]> shards)
      throws UnreadableWeightsException {
    JsonNode groups;
    try {
      groups = JSON.readTree(manifest);
    } catch (JacksonException e) {
      throw new UnreadableWeightsException(
          "The weights manifest is no JSON: %s".formatted(e.getMessage()));
    }
    if (!groups.isArray()) {
      throw new UnreadableWeightsException(
          "The weights manifest must be a list of groups but starts a %s."
              .formatted(groups.getNodeType()));
    }
    var weights = new TfjsWeights();
    for (var group : groups) {
      var bytes = joined(group.path("paths"), shards);
      for (var weight : group.path("weights")) {
        weights.add(weight, bytes);
      }
      if (bytes.hasRemaining()) {
        throw new UnreadableWeightsException(
            "The shards %s hold %d bytes more than the manifest describes."
                .formatted(group.path("paths"), bytes.remaining()));
      }
    }
    return weights;
  }

  private static ByteBuffer joined(JsonNode paths, Map<String, byte[]> shards)
      throws UnreadableWeightsException {
    long length = 0;
    for (var path : paths) {
      var shard = shards.get(path.asString(""));
      if (shard == null) {
        throw new UnreadableWeightsException(
            "The weights manifest asks for the shard %s; given are %s."
                .formatted(path, shards.keySet()));
      }
      length += shard.length;
      if (length > 4 * MOST_NUMBERS) {
        throw new UnreadableWeightsException("The shards %s are too large.".formatted(paths));
      }
    }
    var bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    for (var path : paths) {
      bytes.put(shards.get(path.asString("")));
    }
    return bytes.flip();
  }

  private void add(JsonNode weight, ByteBuffer bytes) throws UnreadableWeightsException {
    var name = weight.path("name").asString("");
    if (name.isBlank() || shapes.containsKey(name)) {
      throw new UnreadableWeightsException(
          "Every array of a weights manifest needs a name of its own, not \"%s\".".formatted(name));
    }
    if (!weight.path("dtype").asString("").equals("float32")) {
      throw new UnreadableWeightsException(
          "%s is of type %s; only float32 is read.".formatted(name, weight.path("dtype")));
    }
    var shape = shape(name, weight.path("shape"));
    size += shape.size();
    if (size > MOST_NUMBERS) {
      throw new UnreadableWeightsException(
          "%s brings the weights to %d numbers; at most %d are read."
              .formatted(name, size, MOST_NUMBERS));
    }
    shapes.put(name, shape);
    numbers.put(name, numbers(name, (int) shape.size(), weight.path("quantization"), bytes));
  }

  private static Shape shape(String name, JsonNode axes) throws UnreadableWeightsException {
    if (!axes.isArray() || axes.size() > MOST_AXES) {
      throw new UnreadableWeightsException(
          "%s needs a shape of at most %d axes, not %s.".formatted(name, MOST_AXES, axes));
    }
    var shape = new long[axes.size()];
    long numbers = 1;
    for (int i = 0; i < shape.length; i++) {
      var axis = axes.get(i);
      shape[i] = axis.isInt() ? axis.intValue() : 0;
      // Both factors are at most 2^26 and 2^31 here, so the product cannot overflow.
      numbers *= shape[i];
      if (shape[i] < 1 || numbers > MOST_NUMBERS) {
        throw new UnreadableWeightsException("%s cannot have the shape %s.".formatted(name, axes));
      }
    }
    return new Shape(shape);
  }

  private static float[] numbers(String name, int count, JsonNode quantisation, ByteBuffer bytes)
      throws UnreadableWeightsException {
    var kind =
        quantisation.isMissingNode() ? "float32" : quantisation.path("dtype").asString("none");
    int width =
        switch (kind) {
          case "float32" -> 4;
          case "uint16" -> 2;
          case "uint8" -> 1;
          default ->
              throw new UnreadableWeightsException(
                  "%s is quantised as %s; read are uint8 and uint16.".formatted(name, kind));
        };
    if ((long) count * width > bytes.remaining()) {
      throw new UnreadableWeightsException(
          "%s needs %d bytes but its shards have only %d left."
              .formatted(name, (long) count * width, bytes.remaining()));
    }
    double scale = quantisation.path("scale").asDouble(Double.NaN);
    double min = quantisation.path("min").asDouble(Double.NaN);
    var numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] =
          switch (width) {
            case 4 -> bytes.getFloat();
            case 2 -> (float) (scale * Short.toUnsignedInt(bytes.getShort()) + min);
            default -> (float) (scale * Byte.toUnsignedInt(bytes.get()) + min);
          };
      if (!Float.isFinite(numbers[i])) {
        throw new UnreadableWeightsException(
            "%s holds %s as number %d.".formatted(name, numbers[i], i));
      }
    }
    return numbers;
  }

  /// In the order of the manifest.
  public Set<String> names() {
    return Collections.unmodifiableSet(shapes.keySet());
  }

  /// One array, in TensorFlow's order of axes.
  ///
  /// @throws UnreadableWeightsException if it is not there or has another shape than the network's
  public NDArray array(NDManager manager, String name, long... expected)
      throws UnreadableWeightsException {
    var shape = shapes.get(name);
    var values = numbers.get(name);
    if (shape == null || values == null || !shape.equals(new Shape(expected))) {
      throw new UnreadableWeightsException(
          "The network needs %s of shape %s; these weights have %s."
              .formatted(name, new Shape(expected), shape == null ? "no such array" : shape));
    }
    return manager.create(values, shape);
  }
}
