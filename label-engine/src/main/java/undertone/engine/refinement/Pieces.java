package undertone.engine.refinement;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Numbers and words as checkpoints hold them, to the last bit: what one method writes its twin
/// reads.
final class Pieces {
  private Pieces() {}

  /// What a piece is made of.
  interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  /// What is made of a piece; nothing if it is another one.
  interface Reading<T> {
    Optional<T> from(DataInputStream in) throws IOException;
  }

  static byte[] encode(Writing writing) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException("Bug: memory cannot be written to.", e);
    }
    return bytes.toByteArray();
  }

  /// Nothing if the bytes are not whole.
  static <T> Optional<T> decode(byte[] bytes, Reading<T> reading) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return reading.from(in);
    } catch (IOException | IndexOutOfBoundsException | NegativeArraySizeException _) {
      return Optional.empty(); // a broken piece is made again, it holds nothing that is lost
    }
  }

  static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static byte[] readBytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }

  static void write(DataOutputStream out, String text) throws IOException {
    write(out, text.getBytes(StandardCharsets.UTF_8));
  }

  static String readText(DataInputStream in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  static void write(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  static float[] readFloats(DataInputStream in) throws IOException {
    var values = new float[in.readInt()];
    for (int j = 0; j < values.length; j++) {
      values[j] = in.readFloat();
    }
    return values;
  }

  static void write(DataOutputStream out, float[][] rows) throws IOException {
    out.writeInt(rows.length);
    for (var row : rows) {
      write(out, row);
    }
  }

  static float[][] readFloatRows(DataInputStream in) throws IOException {
    var rows = new float[in.readInt()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = readFloats(in);
    }
    return rows;
  }

  static void write(DataOutputStream out, int[] values) throws IOException {
    out.writeInt(values.length);
    for (int value : values) {
      out.writeInt(value);
    }
  }

  static int[] readInts(DataInputStream in) throws IOException {
    var values = new int[in.readInt()];
    for (int j = 0; j < values.length; j++) {
      values[j] = in.readInt();
    }
    return values;
  }

  static void write(DataOutputStream out, int[][] rows) throws IOException {
    out.writeInt(rows.length);
    for (var row : rows) {
      write(out, row);
    }
  }

  static int[][] readIntRows(DataInputStream in) throws IOException {
    var rows = new int[in.readInt()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = readInts(in);
    }
    return rows;
  }

  static void write(DataOutputStream out, double[] values) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  static double[] readDoubles(DataInputStream in) throws IOException {
    var values = new double[in.readInt()];
    for (int k = 0; k < values.length; k++) {
      values[k] = in.readDouble();
    }
    return values;
  }

  static void write(DataOutputStream out, boolean[] values) throws IOException {
    out.writeInt(values.length);
    for (boolean value : values) {
      out.writeBoolean(value);
    }
  }

  static boolean[] readBooleans(DataInputStream in) throws IOException {
    var values = new boolean[in.readInt()];
    for (int k = 0; k < values.length; k++) {
      values[k] = in.readBoolean();
    }
    return values;
  }

  static void write(DataOutputStream out, Map<String, float[]> named) throws IOException {
    out.writeInt(named.size());
    for (var entry : named.entrySet()) {
      write(out, entry.getKey());
      write(out, entry.getValue());
    }
  }

  static Map<String, float[]> readNamed(DataInputStream in) throws IOException {
    var named = new LinkedHashMap<String, float[]>();
    for (int left = in.readInt(); left > 0; left--) {
      named.put(readText(in), readFloats(in));
    }
    return named;
  }
}
