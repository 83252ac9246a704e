package undertone.corpora.numpy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Named arrays in one file: a zip archive of `.npy` files, as `numpy.savez_compressed` writes it.
///
/// The bytes are counted as they unfold, whatever the archive announces, and only so many are
/// taken: a small file that would unfold to fill the memory is refused.
public final class Npz {
  private static final long MOST_BYTES = 256L << 20;
  private static final int MOST_ARRAYS = 200_000;
  private static final String SUFFIX = ".npy";

  // Of equal arrays equal bytes are written. The oldest moment that a zip archive can hold.
  private static final LocalDateTime WRITTEN = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final String file;
  private final Map<String, byte[]> arrays;

  private Npz(String file, Map<String, byte[]> arrays) {
    this.file = file;
    this.arrays = arrays;
  }

  /// Reads a file into memory; arrays are decoded as they are asked for.
  ///
  /// @throws UnreadableArrayException if it is no such archive or too large
  public static Npz read(Path file) throws IOException {
    return read(file, MOST_BYTES);
  }

  /// The same of files that may be larger, such as weights of large networks.
  ///
  /// @param mostBytes that it may unfold to
  public static Npz read(Path file, long mostBytes) throws IOException {
    var name = String.valueOf(file.getFileName());
    var arrays = new HashMap<String, byte[]>();
    long left = mostBytes;
    try (var zip = new ZipFile(file.toFile())) {
      if (zip.size() > MOST_ARRAYS) {
        throw new UnreadableArrayException(
            name, "holds more than %d arrays".formatted(MOST_ARRAYS));
      }
      for (var entries = zip.entries(); entries.hasMoreElements(); ) {
        var entry = entries.nextElement();
        if (entry.getName().endsWith(SUFFIX)) {
          var bytes = unfolded(zip.getInputStream(entry), left, name);
          left -= bytes.length;
          arrays.put(plain(entry.getName()), bytes);
        }
      }
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new UnreadableArrayException(name, "is no archive of arrays (.npz): " + e.getMessage());
    }
    return new Npz(name, arrays);
  }

  private static byte[] unfolded(InputStream from, long left, String name) throws IOException {
    try (from) {
      var bytes = from.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE - 8));
      if (bytes.length > left) {
        throw new UnreadableArrayException(
            name,
            "unfolds to more than %d MB, which no data file here needs".formatted(left >> 20));
      }
      return bytes;
    }
  }

  private static String plain(String entry) {
    return entry.substring(entry.lastIndexOf('/') + 1, entry.length() - SUFFIX.length());
  }

  /// A single array, of a file `.npy`.
  public static NumpyArray array(Path file) throws IOException {
    var name = String.valueOf(file.getFileName());
    try (var in = Files.newInputStream(file)) {
      return decoded(name, unfolded(in, MOST_BYTES, name));
    }
  }

  public List<String> names() {
    return arrays.keySet().stream().sorted().toList();
  }

  public boolean has(String name) {
    return arrays.containsKey(name);
  }

  /// @throws UnreadableArrayException if the file has no such array, or none that is read here
  public NumpyArray require(String name) throws UnreadableArrayException {
    var bytes = arrays.get(name);
    if (bytes == null) {
      throw new UnreadableArrayException(
          file, "has no array %s, only %s".formatted(name, String.join(", ", names())));
    }
    return decoded(file + ", array " + name, bytes);
  }

  private static NumpyArray decoded(String what, byte[] bytes) throws UnreadableArrayException {
    try {
      return Npy.decode(bytes);
    } catch (UnreadableArrayException e) {
      throw new UnreadableArrayException(what, String.valueOf(e.getMessage()));
    }
  }

  /// The plain numbers of an array.
  ///
  /// @throws UnreadableArrayException if the file has no such array, or one of anything else
  public FloatArray floats(String name) throws UnreadableArrayException {
    var bytes = arrays.get(name);
    if (bytes == null) {
      throw new UnreadableArrayException(
          file, "has no array %s, only %s".formatted(name, String.join(", ", names())));
    }
    return floats(file + ", array " + name, bytes);
  }

  /// The plain numbers of a file `.npy`.
  ///
  /// @throws UnreadableArrayException if it holds anything else or is too large
  public static FloatArray floats(Path npy) throws IOException {
    var name = String.valueOf(npy.getFileName());
    try (var in = Files.newInputStream(npy)) {
      return floats(name, unfolded(in, MOST_BYTES, name));
    }
  }

  private static FloatArray floats(String what, byte[] bytes) throws UnreadableArrayException {
    try {
      return Npy.floats(bytes);
    } catch (UnreadableArrayException e) {
      throw new UnreadableArrayException(what, String.valueOf(e.getMessage()));
    }
  }

  /// The words of an array.
  public List<String> words(String name) throws UnreadableArrayException {
    try {
      return new ArrayList<>(require(name).words());
    } catch (UnreadableArrayException e) {
      throw told(name, e);
    }
  }

  private UnreadableArrayException told(String name, UnreadableArrayException e) {
    var message = String.valueOf(e.getMessage());
    return message.startsWith(file)
        ? e
        : new UnreadableArrayException(file + ", array " + name, message);
  }

  /// Writes arrays of plain numbers, in their order, as `<f4`.
  public static void writeFloats(OutputStream out, SequencedMap<String, FloatArray> arrays)
      throws IOException {
    try (var zip = new ZipOutputStream(out)) {
      for (var array : arrays.sequencedEntrySet()) {
        put(zip, array.getKey(), Npy.encode(array.getValue()));
      }
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    var entry = new ZipEntry(name + SUFFIX);
    entry.setTimeLocal(WRITTEN);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /// Writes arrays, in their order, each of words or of numbers.
  public static void write(OutputStream out, SequencedMap<String, NumpyArray> arrays)
      throws IOException {
    try (var zip = new ZipOutputStream(out)) {
      for (var array : arrays.sequencedEntrySet()) {
        put(zip, array.getKey(), Npy.encode(array.getValue()));
      }
    }
  }
}
