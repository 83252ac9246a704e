package undertone.engine.features;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One float vector as a NumPy file, version 1.0: `<f4`, C order, shape `(D,)`.
///
/// The check sum of the numbers stands as a comment in the header, where NumPy's own reader, which
/// parses the header as a Python literal, passes over it. So a damaged file is noticed without a
/// second file beside it.
final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64; // NumPy's, so that the numbers may be memory-mapped

  private Npy() {}

  static byte[] encode(float[] vector) {
    var numbers = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    numbers.asFloatBuffer().put(vector);
    var header = header(vector.length, numbers.array());
    return ByteBuffer.allocate(header.length + numbers.capacity())
        .put(header)
        .put(numbers.array())
        .array();
  }

  /// The vector, or empty if these bytes are not exactly what [#encode] writes for one.
  static Optional<float[]> decode(byte[] file) {
    if (file.length < MAGIC.length + 2) {
      return Optional.empty();
    }
    int headerLength =
        MAGIC.length + 2 + Byte.toUnsignedInt(file[8]) + (Byte.toUnsignedInt(file[9]) << 8);
    int numbersLength = file.length - headerLength;
    if (numbersLength < 0 || numbersLength % 4 != 0) {
      return Optional.empty();
    }
    var numbers = Arrays.copyOfRange(file, headerLength, file.length);
    if (!Arrays.equals(Arrays.copyOf(file, headerLength), header(numbersLength / 4, numbers))) {
      return Optional.empty();
    }
    var vector = new float[numbersLength / 4];
    ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return Optional.of(vector);
  }

  private static byte[] header(int length, byte[] numbers) {
    var sum = new CRC32C();
    sum.update(numbers);
    var text =
        "{'descr': '<f4', 'fortran_order': False, 'shape': ("
            + length
            + ",), } # crc32c="
            + HexFormat.of().toHexDigits(sum.getValue(), 8);
    int unpadded = MAGIC.length + 2 + text.length() + 1;
    int padding = (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
    var body = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(MAGIC.length + 2 + body.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) body.length)
        .put(body)
        .array();
  }
}
