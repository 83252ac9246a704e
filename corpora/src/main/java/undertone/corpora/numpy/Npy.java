package undertone.corpora.numpy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One array as NumPy writes it: magic, version, a header that is a Python literal, the elements.
/// Versions 1 to 3 are read; version 1.0 is written, its header padded to 64 bytes.
///
/// Source: NumPy, *A simple file format for NumPy arrays* (NEP 1).
final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64; // NumPy's, so that elements may be memory-mapped

  /// As values of Java they take some 28 bytes each.
  static final int MOST_ELEMENTS = 10_000_000;

  /// Plain numbers take four bytes each.
  private static final int MOST_FLOATS = 64 << 20;

  private static final Pattern HEADER =
      Pattern.compile(
          "\\{\\s*'descr':\\s*'([^']*)',\\s*'fortran_order':\\s*(True|False),"
              + "\\s*'shape':\\s*\\(([0-9,\\s]*)\\),?\\s*\\}\\s*(?:#[^\\n]*)?");

  private Npy() {}

  /// What stands before the elements.
  ///
  /// @param written the header itself, for messages
  private record Header(
      ElementType type,
      List<Integer> shape,
      boolean fortran,
      String written,
      ByteBuffer elements) {}

  private static Header header(byte[] file) throws UnreadableArrayException {
    if (file.length < 10 || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new UnreadableArrayException("is no array of NumPy");
    }
    var in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(MAGIC.length);
    int version = in.get();
    in.get(); // its minor number has always been 0
    if (version < 1 || version > 3 || (version > 1 && in.remaining() < 4)) {
      throw new UnreadableArrayException("is of version %d, which is not known".formatted(version));
    }
    long length =
        version == 1 ? Short.toUnsignedInt(in.getShort()) : Integer.toUnsignedLong(in.getInt());
    if (length > in.remaining()) {
      throw new UnreadableArrayException("ends within its header");
    }
    var literal = new byte[(int) length];
    in.get(literal);
    var written = new String(literal, StandardCharsets.UTF_8).strip();
    var header = HEADER.matcher(written);
    if (!header.matches()) {
      throw new UnreadableArrayException("has a header that is none of a plain array");
    }
    return new Header(
        ElementType.parse(header.group(1)),
        shape(header.group(3)),
        header.group(2).equals("True"),
        written,
        in);
  }

  static NumpyArray decode(byte[] file) throws UnreadableArrayException {
    var header = header(file);
    if (header.type.isObject()) {
      return objects(header.elements, header.shape);
    }
    return elements(header.elements, header.type, header.shape, header.fortran);
  }

  /// Numbers in C order and little endian; anything else, objects above all, is refused with its
  /// header shown, and no pickle is looked into.
  static FloatArray floats(byte[] file) throws UnreadableArrayException {
    var header = header(file);
    char kind = header.type.kind();
    if ("biuf".indexOf(kind) < 0
        || header.fortran
        || (header.type.order() == ByteOrder.BIG_ENDIAN && header.type.bytes() > 1)) {
      throw new UnreadableArrayException(
          "holds no plain numbers in C order and little endian; its header is "
              + shown(header.written));
    }
    long count = 1;
    for (int size : header.shape) {
      count *= size;
      if (count < 0 || count > MOST_FLOATS) {
        throw new UnreadableArrayException(
            "has the shape %s; up to %d numbers are read".formatted(header.shape, MOST_FLOATS));
      }
    }
    var in = header.elements;
    if (count * header.type.bytes() != in.remaining()) {
      throw new UnreadableArrayException(
          "has %d bytes of numbers where its header announces %d of %d"
              .formatted(in.remaining(), count, header.type.bytes()));
    }
    var values = new float[(int) count];
    if (kind == 'f' && header.type.bytes() == Float.BYTES) {
      in.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = header.type.read(in) instanceof Number number ? number.floatValue() : truth(in);
      }
    }
    return new FloatArray(header.shape, values);
  }

  private static float truth(ByteBuffer in) {
    return in.get(in.position() - 1) == 0 ? 0 : 1;
  }

  private static String shown(String header) {
    return header.substring(0, Math.min(header.length(), 200)).replaceAll("\\p{Cntrl}", "?");
  }

  /// As `<f4`.
  static byte[] encode(FloatArray array) {
    var header = header(new ElementType('f', Float.BYTES, ByteOrder.LITTLE_ENDIAN), array.shape());
    var out =
        ByteBuffer.allocate(
                Math.addExact(
                    header.length, Math.multiplyExact(Float.BYTES, array.values().length)))
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(header);
    out.asFloatBuffer().put(array.values());
    return out.array();
  }

  private static List<Integer> shape(String written) throws UnreadableArrayException {
    var shape = new ArrayList<Integer>();
    for (var size : written.split(",", -1)) {
      if (!size.isBlank()) {
        try {
          shape.add(Integer.parseInt(size.strip()));
        } catch (NumberFormatException _) {
          throw new UnreadableArrayException("has the impossible shape (" + written + ")");
        }
      }
    }
    return shape;
  }

  private static NumpyArray objects(ByteBuffer in, List<Integer> shape)
      throws UnreadableArrayException {
    if (Unpickler.read(in) instanceof NumpyArray array && array.shape().equals(shape)) {
      return array;
    }
    throw new UnreadableArrayException("its pickle is not the array that its header announces");
  }

  /// The elements of an array, which are all that is left of `in`.
  static NumpyArray elements(ByteBuffer in, ElementType type, List<Integer> shape, boolean fortran)
      throws UnreadableArrayException {
    long count = 1;
    for (int size : shape) {
      count *= size;
      if (count < 0 || count > MOST_ELEMENTS) {
        throw new UnreadableArrayException(
            "has the shape %s; up to %d elements are read".formatted(shape, MOST_ELEMENTS));
      }
    }
    if (count * type.bytes() != in.remaining()) {
      throw new UnreadableArrayException(
          "has %d bytes of elements where its header announces %d of %d"
              .formatted(in.remaining(), count, type.bytes()));
    }
    var values = new ArrayList<@Nullable Object>((int) count);
    for (long i = 0; i < count; i++) {
      values.add(type.read(in));
    }
    return new NumpyArray(shape, fortran ? inRows(values, shape) : values);
  }

  /// From the order in which the first index runs fastest to the one in which the last does.
  private static List<@Nullable Object> inRows(
      List<@Nullable Object> columns, List<Integer> shape) {
    var rows = new ArrayList<@Nullable Object>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      int rest = i;
      int block = columns.size();
      int from = 0;
      int stride = 1;
      for (int size : shape) {
        block /= size;
        from += rest / block * stride;
        rest %= block;
        stride *= size;
      }
      rows.add(columns.get(from));
    }
    return rows;
  }

  /// @throws IllegalArgumentException if the values are neither all words nor all numbers
  static byte[] encode(NumpyArray array) {
    boolean words = !array.values().isEmpty() && array.values().getFirst() instanceof String;
    var type = words ? ElementType.words(longest(array.values())) : ElementType.REAL;
    var header = header(type, array.shape());
    var out =
        ByteBuffer.allocate(
                Math.addExact(
                    header.length, Math.multiplyExact(type.bytes(), array.values().size())))
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(header);
    for (var value : array.values()) {
      int end = out.position() + type.bytes();
      if (words && value instanceof String word) {
        word.codePoints().forEach(out::putInt);
      } else if (!words && value instanceof Number number) {
        out.putDouble(number.doubleValue());
      } else {
        throw new IllegalArgumentException(
            "An array is written of words or of numbers, not of both nor of anything else.");
      }
      out.position(end);
    }
    return out.array();
  }

  // NumPy has no words of no characters: its shortest are <U1.
  private static int longest(List<@Nullable Object> words) {
    return Math.max(
        1,
        words.stream()
            .mapToInt(word -> word instanceof String w ? w.codePointCount(0, w.length()) : 0)
            .max()
            .orElse(0));
  }

  private static byte[] header(ElementType type, List<Integer> shape) {
    var sizes = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
    var text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(type.written(), sizes, shape.size() == 1 ? "," : "");
    int unpadded = MAGIC.length + 4 + text.length() + 1;
    int padding = (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
    var body = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(MAGIC.length + 4 + body.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) body.length)
        .put(body)
        .array();
  }
}
