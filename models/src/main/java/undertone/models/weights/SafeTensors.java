package undertone.models.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Named arrays as safetensors keeps them: eight bytes with the length of a header, the header in
/// JSON, and the numbers of all arrays, little endian, row by row, without gap or overlap.
///
/// A file is not trusted: nothing is allocated before the header has been held against the length
/// of the file. Halves (`F16`, `BF16`) are read as floats.
///
/// Source: `huggingface/safetensors`, README "Format" and `tensor.rs`.
public final class SafeTensors {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final String METADATA = "__metadata__";
  private static final int LENGTH_BYTES = 8;
  private static final int LONGEST_HEADER = 1 << 24;
  private static final int MOST_AXES = 8;
  private static final long MOST_NUMBERS = 1L << 28; // of one array: 1 GB of floats
  private static final int NUMBERS_PER_PART = 1 << 20; // in memory as bytes at a time

  private enum Kind {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U8(1),
    BOOL(1);

    final int bytes;

    Kind(int bytes) {
      this.bytes = bytes;
    }
  }

  private record Place(Kind kind, Shape shape, long begin, long end) {}

  /// Where the bytes of a range come from.
  private interface Source {
    ByteBuffer at(long from, int length) throws IOException;
  }

  private final Source source;
  private final long start; // of the numbers
  private final Map<String, Place> places;
  private final Map<String, String> metadata;

  private SafeTensors(
      Source source, long start, Map<String, Place> places, Map<String, String> metadata) {
    this.source = source;
    this.start = start;
    this.places = places;
    this.metadata = metadata;
  }

  /// Arrays in memory.
  ///
  /// @throws UnreadableWeightsException if the bytes are not what their header says
  public static SafeTensors read(byte[] bytes) throws IOException {
    return read((from, length) -> ByteBuffer.wrap(bytes, (int) from, length), bytes.length);
  }

  /// Arrays in a file, which must stay as it is: each is read when it is asked for.
  ///
  /// @throws UnreadableWeightsException if the file is not what its header says
  public static SafeTensors read(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(
          (from, length) -> {
            try (var again = FileChannel.open(file, StandardOpenOption.READ)) {
              return bytes(again, from, length);
            }
          },
          channel.size());
    }
  }

  private static ByteBuffer bytes(FileChannel channel, long from, int length) throws IOException {
    var bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new UnreadableWeightsException(
            "The weights end at byte %d, before the array there does."
                .formatted(from + bytes.position()));
      }
    }
    return bytes.flip();
  }

  private static SafeTensors read(Source source, long size) throws IOException {
    if (size < LENGTH_BYTES) {
      throw new UnreadableWeightsException(
          "A file of %d bytes is no safetensors file.".formatted(size));
    }
    long header = source.at(0, LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (header < 2 || header > LONGEST_HEADER || header > size - LENGTH_BYTES) {
      throw new UnreadableWeightsException(
          "The header says to be %d bytes long; the file has %d and at most %d are read."
              .formatted(header, size - LENGTH_BYTES, LONGEST_HEADER));
    }
    var text = new byte[(int) header];
    source.at(LENGTH_BYTES, text.length).get(text);
    JsonNode described;
    try {
      described = JSON.readTree(text);
    } catch (JacksonException e) {
      throw new UnreadableWeightsException(
          "The header of the weights is no JSON: %s".formatted(e.getMessage()));
    }
    if (!described.isObject()) {
      throw new UnreadableWeightsException(
          "The header of the weights must be an object but is a %s."
              .formatted(described.getNodeType()));
    }
    long start = LENGTH_BYTES + header;
    var places = new LinkedHashMap<String, Place>();
    var metadata = new LinkedHashMap<String, String>();
    for (var entry : described.properties()) {
      if (entry.getKey().equals(METADATA)) {
        entry
            .getValue()
            .properties()
            .forEach(fact -> metadata.put(fact.getKey(), fact.getValue().asString("")));
      } else {
        places.put(entry.getKey(), place(entry.getKey(), entry.getValue(), size - start));
      }
    }
    mustCover(places, size - start);
    return new SafeTensors(source, start, places, metadata);
  }

  private static Place place(String name, JsonNode described, long size)
      throws UnreadableWeightsException {
    Kind kind = null;
    for (var known : Kind.values()) {
      kind = known.name().equals(described.path("dtype").asString("")) ? known : kind;
    }
    if (kind == null) {
      throw new UnreadableWeightsException(
          "%s is of type %s, which is not read.".formatted(name, described.path("dtype")));
    }
    var shape = shape(name, described.path("shape"));
    var offsets = described.path("data_offsets");
    long begin = offset(offsets, 0);
    long end = offset(offsets, 1);
    if (offsets.size() != 2 || begin < 0 || end < begin || end > size) {
      throw new UnreadableWeightsException(
          "%s lies at %s, outside the %d bytes that there are.".formatted(name, offsets, size));
    }
    if (end - begin != shape.size() * kind.bytes) {
      throw new UnreadableWeightsException(
          "%s of shape %s needs %d bytes but has %d."
              .formatted(name, shape, shape.size() * kind.bytes, end - begin));
    }
    return new Place(kind, shape, begin, end);
  }

  private static long offset(JsonNode offsets, int which) {
    var offset = offsets.path(which);
    return offset.isIntegralNumber() && offset.canConvertToLong() ? offset.longValue() : -1;
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
      shape[i] = axis.isInt() ? axis.intValue() : -1;
      // Both factors stay below 2^28 and 2^31, so the product cannot overflow.
      numbers *= shape[i];
      if (shape[i] < 0 || numbers > MOST_NUMBERS) {
        throw new UnreadableWeightsException("%s cannot have the shape %s.".formatted(name, axes));
      }
    }
    return new Shape(shape);
  }

  /// Bytes that no array owns could smuggle something, bytes that two own mean a broken file.
  private static void mustCover(Map<String, Place> places, long size)
      throws UnreadableWeightsException {
    var inOrder = new ArrayList<>(places.entrySet());
    inOrder.sort(
        Comparator.comparingLong((Map.Entry<String, Place> entry) -> entry.getValue().begin())
            .thenComparingLong(entry -> entry.getValue().end()));
    long reached = 0;
    for (var entry : inOrder) {
      if (entry.getValue().begin() != reached) {
        throw new UnreadableWeightsException(
            "%s begins at byte %d, but the array before it ends at %d."
                .formatted(entry.getKey(), entry.getValue().begin(), reached));
      }
      reached = entry.getValue().end();
    }
    if (reached != size) {
      throw new UnreadableWeightsException(
          "The file holds %d bytes more than its header describes.".formatted(size - reached));
    }
  }

  /// Names of all arrays, in the order of the header.
  public Set<String> names() {
    return Collections.unmodifiableSet(places.keySet());
  }

  /// What the writer said of the whole, by its own names.
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  /// The shape of one array.
  ///
  /// @throws UnreadableWeightsException if it is not there
  public Shape shape(String name) throws UnreadableWeightsException {
    return known(name).shape();
  }

  private Place known(String name) throws UnreadableWeightsException {
    var place = places.get(name);
    if (place == null) {
      throw new UnreadableWeightsException("These weights have no array %s.".formatted(name));
    }
    return place;
  }

  /// The numbers of one array, row after row.
  ///
  /// @throws UnreadableWeightsException if it is not there, is no array of floating numbers, or
  ///   holds one that is not finite
  public float[] floats(String name) throws IOException {
    return floats(name, 0, (int) known(name).shape().size());
  }

  /// Some of the numbers of one array, such as a few rows of a large table.
  ///
  /// @param first of them, counted row after row
  /// @throws UnreadableWeightsException as for all of them
  public float[] floats(String name, int first, int count) throws IOException {
    var place = known(name);
    if (first < 0 || count < 0 || first > place.shape().size() - count) {
      throw new IllegalArgumentException(
          "%s of shape %s has no numbers %d to %d."
              .formatted(name, place.shape(), first, (long) first + count));
    }
    int width = place.kind().bytes;
    var values = new float[count];
    for (int from = 0; from < values.length; from += NUMBERS_PER_PART) {
      int some = Math.min(NUMBERS_PER_PART, values.length - from);
      var bytes =
          source
              .at(start + place.begin() + width * ((long) first + from), width * some)
              .slice()
              .order(ByteOrder.LITTLE_ENDIAN);
      for (int i = from; i < from + some; i++) {
        values[i] =
            switch (place.kind()) {
              case F64 -> (float) bytes.getDouble();
              case F32 -> bytes.getFloat();
              case F16 -> Float.float16ToFloat(bytes.getShort());
              case BF16 -> Float.intBitsToFloat(bytes.getShort() << 16);
              case I64, I32, I16, I8, U8, BOOL ->
                  throw new UnreadableWeightsException(
                      "%s holds %s, no floating numbers.".formatted(name, place.kind()));
            };
        if (!Float.isFinite(values[i])) {
          throw new UnreadableWeightsException(
              "%s holds %s as number %d.".formatted(name, values[i], first + i));
        }
      }
    }
    return values;
  }

  /// One array as floats.
  ///
  /// @throws UnreadableWeightsException if it is not there or has another shape than the network's
  public NDArray array(NDManager manager, String name, Shape expected) throws IOException {
    var place = places.get(name);
    if (place == null || !place.shape().equals(expected)) {
      throw new UnreadableWeightsException(
          "The network needs %s of shape %s; these weights have %s."
              .formatted(name, expected, place == null ? "no such array" : place.shape()));
    }
    return manager.create(floats(name), expected);
  }

  /// Where the numbers of a file come from that is to be written.
  public interface Numbers {
    /// @return of one array, row after row
    float[] of(String name) throws IOException;
  }

  /// Writes a file array by array, so that no more than one is in memory at a time. Equal arrays
  /// and facts give equal bytes, those of a [Writer].
  ///
  /// @param out is not closed
  /// @param shapes of all arrays, in their order
  /// @param facts what else is to be known of them
  public static void write(
      OutputStream out, Map<String, Shape> shapes, Map<String, String> facts, Numbers numbers)
      throws IOException {
    out.write(head(shapes, facts));
    for (var array : shapes.entrySet()) {
      var values = numbers.of(array.getKey());
      mustFit(array.getKey(), values, array.getValue());
      for (int from = 0; from < values.length; from += NUMBERS_PER_PART) {
        int count = Math.min(NUMBERS_PER_PART, values.length - from);
        var part = ByteBuffer.allocate(Float.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
        part.asFloatBuffer().put(values, from, count);
        out.write(part.array());
      }
    }
  }

  private static void mustFit(String name, float[] values, Shape shape) {
    if (values.length != shape.size() || name.equals(METADATA)) {
      throw new IllegalArgumentException(
          "%s of shape %s cannot be written with %d numbers."
              .formatted(name, shape, values.length));
    }
  }

  /// All before the numbers.
  private static byte[] head(Map<String, Shape> shapes, Map<String, String> facts) {
    var all = new LinkedHashMap<String, Object>();
    if (!facts.isEmpty()) {
      all.put(METADATA, facts);
    }
    long size = 0;
    for (var array : shapes.entrySet()) {
      long end = size + Float.BYTES * array.getValue().size();
      var described = new LinkedHashMap<String, Object>(); // in this order, so bytes repeat
      described.put("dtype", Kind.F32.name());
      described.put("shape", array.getValue().getShape());
      described.put("data_offsets", new long[] {size, end});
      all.put(array.getKey(), described);
      size = end;
    }
    var text = JSON.writeValueAsString(all).getBytes(StandardCharsets.UTF_8);
    int padded = (text.length + LENGTH_BYTES - 1) / LENGTH_BYTES * LENGTH_BYTES;
    var bytes =
        ByteBuffer.allocate(LENGTH_BYTES + padded)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(padded)
            .put(text);
    while (bytes.hasRemaining()) {
      bytes.put((byte) ' ');
    }
    return bytes.array();
  }

  /// Puts floats and facts together for a file.
  public static final class Writer {
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final Map<String, float[]> arrays = new LinkedHashMap<>();
    private long size;

    /// Adds an array, row after row; a name may be given once.
    public Writer add(String name, float[] values, Shape shape) {
      mustFit(name, values, shape);
      if (arrays.containsKey(name)) {
        throw new IllegalArgumentException("%s cannot be written a second time.".formatted(name));
      }
      shapes.put(name, shape);
      arrays.put(name, values);
      size += (long) Float.BYTES * values.length;
      return this;
    }

    /// Adds what else is to be known of the arrays.
    public Writer fact(String name, String value) {
      facts.put(name, value);
      return this;
    }

    /// The whole file. Equal arrays and facts give equal bytes.
    public byte[] bytes() {
      var head = head(shapes, facts);
      var bytes =
          ByteBuffer.allocate(Math.toIntExact(head.length + size))
              .order(ByteOrder.LITTLE_ENDIAN)
              .put(head);
      for (var values : arrays.values()) {
        bytes.asFloatBuffer().put(values);
        bytes.position(bytes.position() + Float.BYTES * values.length);
      }
      return bytes.array();
    }
  }
}
