package undertone.corpora.numpy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Pattern;

/// The kind of an array's elements as its `descr` writes it: `<f4`, `<U12`, `|b1`, `|O`, …
///
/// @param kind `b` truth, `i` and `u` whole, `f` real, `U` words, `S` words of ASCII, `O` objects
/// @param bytes of one element
record ElementType(char kind, int bytes, ByteOrder order) {

  static final ElementType REAL = new ElementType('f', 8, ByteOrder.LITTLE_ENDIAN);

  private static final Pattern WRITTEN = Pattern.compile("([<>|=])?([biufUSO])(\\d{0,8})");
  private static final int BYTES_A_CHARACTER = 4; // of U

  static ElementType parse(String written) throws UnreadableArrayException {
    var parts = WRITTEN.matcher(written);
    if (!parts.matches()) {
      throw new UnreadableArrayException(
          "elements of type %s are not read, only numbers, words and plain objects"
              .formatted(written));
    }
    char kind = parts.group(2).charAt(0);
    int size = parts.group(3).isEmpty() ? 0 : Integer.parseInt(parts.group(3));
    boolean known =
        switch (kind) {
          case 'b' -> size == 1;
          case 'i', 'u' -> size == 1 || size == 2 || size == 4 || size == 8;
          case 'f' -> size == 2 || size == 4 || size == 8;
          default -> true;
        };
    if (!known) {
      throw new UnreadableArrayException("there are no elements of type " + written);
    }
    var order = ">".equals(parts.group(1)) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new ElementType(kind, kind == 'U' ? size * BYTES_A_CHARACTER : size, order);
  }

  static ElementType words(int characters) {
    return new ElementType('U', characters * BYTES_A_CHARACTER, ByteOrder.LITTLE_ENDIAN);
  }

  /// As a header says it.
  String written() {
    return kind == 'U' ? "<U" + bytes / BYTES_A_CHARACTER : "<" + kind + bytes;
  }

  boolean isObject() {
    return kind == 'O';
  }

  /// The next element.
  Object read(ByteBuffer from) throws UnreadableArrayException {
    from.order(order);
    return switch (kind) {
      case 'b' -> from.get() != 0;
      case 'i' ->
          switch (bytes) {
            case 1 -> (long) from.get();
            case 2 -> (long) from.getShort();
            case 4 -> (long) from.getInt();
            default -> from.getLong();
          };
      case 'u' ->
          switch (bytes) {
            case 1 -> (long) Byte.toUnsignedInt(from.get());
            case 2 -> (long) Short.toUnsignedInt(from.getShort());
            case 4 -> Integer.toUnsignedLong(from.getInt());
            default -> unsigned(from.getLong());
          };
      case 'f' ->
          switch (bytes) {
            case 2 -> (double) Float.float16ToFloat(from.getShort());
            case 4 -> (double) from.getFloat();
            default -> from.getDouble();
          };
      case 'U' -> word(from);
      case 'S' -> ascii(from);
      default -> throw new UnreadableArrayException("an object stands where none can");
    };
  }

  private static long unsigned(long value) throws UnreadableArrayException {
    if (value < 0) {
      throw new UnreadableArrayException("a whole number is larger than 2^63");
    }
    return value;
  }

  // Each character is a code point of four bytes; the rest of a shorter word is zero.
  private String word(ByteBuffer from) throws UnreadableArrayException {
    var word = new StringBuilder();
    int kept = 0;
    for (int i = 0; i < bytes / BYTES_A_CHARACTER; i++) {
      int point = from.getInt();
      if (!Character.isValidCodePoint(point)
          || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
        throw new UnreadableArrayException("a word holds what is no character");
      }
      word.appendCodePoint(point);
      kept = point == 0 ? kept : word.length();
    }
    word.setLength(kept);
    return word.toString();
  }

  private String ascii(ByteBuffer from) throws UnreadableArrayException {
    var word = new StringBuilder();
    int kept = 0;
    for (int i = 0; i < bytes; i++) {
      byte character = from.get();
      if (character < 0) {
        throw new UnreadableArrayException("a word of bytes is not ASCII");
      }
      word.append((char) character);
      kept = character == 0 ? kept : word.length();
    }
    word.setLength(kept);
    return word.toString();
  }
}
