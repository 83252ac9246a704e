package undertone.corpora.numpy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// Named arrays in a file that PyTorch has written (`.pth`, `.pt`): a zip archive of a pickle,
/// which says what there is, and of the numbers of each storage.
///
/// Weights are looked for under `model`, `module` or `state_dict`, or else at the root, and what
/// training in parallel puts before their names is taken away. Of everything else in the file
/// (optimizer, arguments) nothing is kept. Nothing is run: the pickle may name tensors, ordered
/// dictionaries and the arguments of a script, which stay inert, and no more.
///
/// Source: PyTorch, `torch/serialization.py`, the format since 1.6.
public final class TorchFile {
  private static final int MOST_PICKLE_BYTES = 64 << 20;
  private static final int MOST_NUMBERS = 1 << 28; // of a storage: 1 GB of floats
  private static final List<String> PLACES = List.of("model", "module", "state_dict");
  private static final String PARALLEL = "module.";

  private enum Kind {
    DOUBLE(8),
    FLOAT(4),
    HALF(2),
    BFLOAT16(2);

    final int bytes;

    Kind(int bytes) {
      this.bytes = bytes;
    }

    float read(ByteBuffer in, int place) {
      return switch (this) {
        case DOUBLE -> (float) in.getDouble(place * bytes);
        case FLOAT -> in.getFloat(place * bytes);
        case HALF -> Float.float16ToFloat(in.getShort(place * bytes));
        case BFLOAT16 -> Float.intBitsToFloat(in.getShort(place * bytes) << 16);
      };
    }
  }

  /// Numbers beside the pickle; of other kinds than floats only that they are there.
  private record Storage(@Nullable Kind kind, String key, long numbers) {}

  private record Tensor(Storage storage, long offset, List<Long> shape, List<Long> strides) {

    /// Where its numbers lie in the storage, row after row.
    int[] places(String name) throws UnreadableArrayException {
      if (strides.size() != shape.size()) {
        throw new UnreadableArrayException(name, "has the impossible shape " + shape);
      }
      if (offset < 0 || offset > MOST_NUMBERS) {
        throw new UnreadableArrayException(name, "begins beyond the numbers of its storage");
      }
      long count = 1;
      long last = offset;
      for (int axis = 0; axis < shape.size(); axis++) {
        long size = shape.get(axis);
        long stride = strides.get(axis);
        if (size < 0 || size > MOST_NUMBERS || stride < 0 || stride > MOST_NUMBERS) {
          throw new UnreadableArrayException(name, "has the impossible shape " + shape);
        }
        count *= size;
        last += Math.max(0, size - 1) * stride;
        if (count > MOST_NUMBERS || last >= MOST_NUMBERS) {
          throw new UnreadableArrayException(name, "is too large, of shape " + shape);
        }
      }
      if (count > 0 && last >= storage.numbers()) {
        throw new UnreadableArrayException(name, "reaches beyond the numbers of its storage");
      }
      var places = new int[(int) count];
      for (int i = 0; i < places.length; i++) {
        int rest = i;
        long place = offset;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
          int size = (int) (long) shape.get(axis);
          place += rest % size * strides.get(axis);
          rest /= size;
        }
        places[i] = (int) place;
      }
      return places;
    }
  }

  /// The globals that such files name.
  private static final class Torch implements Unpickler.Others {

    @Override
    public Optional<Unpickler.Callee> named(String module, String name) {
      return switch (module + " " + name) {
        case "torch._utils _rebuild_tensor_v2" ->
            Optional.of(said ->
                new Tensor(
                    (Storage) present(said.get(0)),
                    whole(said.get(1)),
                    wholes(said.get(2)),
                    wholes(said.get(3))));
        case "torch._utils _rebuild_parameter" -> Optional.of(said -> present(said.get(0)));
        case "collections OrderedDict", "argparse Namespace" ->
            Optional.of(_ -> new LinkedHashMap<Object, @Nullable Object>());
        default ->
            module.equals("torch") && name.endsWith("Storage")
                ? Optional.of(new StorageType(name.substring(0, name.length() - 7)))
                : Optional.empty();
      };
    }

    @Override
    public Object outside(List<@Nullable Object> said) {
      var type = (StorageType) present(said.get(1));
      return new Storage(type.kind(), (String) present(said.get(2)), whole(said.get(4)));
    }
  }

  /// A class of PyTorch's that is named and never called.
  private record StorageType(String name) implements Unpickler.Callee {
    @Nullable Kind kind() {
      for (var kind : Kind.values()) {
        if (kind.name().equals(name.toUpperCase(Locale.ROOT))) {
          return kind;
        }
      }
      return null;
    }

    @Override
    public Object call(List<@Nullable Object> arguments) {
      throw new IllegalArgumentException();
    }
  }

  private final Path file;
  private final String root;
  private final Map<String, Tensor> tensors;

  private TorchFile(Path file, String root, Map<String, Tensor> tensors) {
    this.file = file;
    this.root = root;
    this.tensors = tensors;
  }

  /// Reads what a file says it holds; numbers are read as they are asked for.
  ///
  /// @throws UnreadableArrayException if it is no such file or asks for more than tensors
  public static TorchFile read(Path file) throws IOException {
    var name = String.valueOf(file.getFileName());
    try (var zip = new ZipFile(file.toFile())) {
      var entry =
          zip.stream()
              .filter(one -> one.getName().endsWith("data.pkl"))
              .findFirst()
              .orElseThrow(
                  () -> new UnreadableArrayException(name, "is an archive, but none of PyTorch's"));
      byte[] pickle;
      try (var in = zip.getInputStream(entry)) {
        pickle = in.readNBytes(MOST_PICKLE_BYTES + 1);
      }
      if (pickle.length > MOST_PICKLE_BYTES) {
        throw new UnreadableArrayException(name, "describes itself at too great a length");
      }
      var root = entry.getName().substring(0, entry.getName().length() - "data.pkl".length());
      return new TorchFile(file, root, tensors(name, pickle));
    } catch (ZipException e) {
      throw new UnreadableArrayException(
          name,
          "is no archive of PyTorch 1.6 or newer; load it there and save it again (%s)"
              .formatted(e.getMessage()));
    }
  }

  private static Map<String, Tensor> tensors(String name, byte[] pickle)
      throws UnreadableArrayException {
    Object read;
    try {
      read = Unpickler.read(ByteBuffer.wrap(pickle), new Torch());
    } catch (UnreadableArrayException e) {
      throw new UnreadableArrayException(name, String.valueOf(e.getMessage()));
    }
    var tensors = new LinkedHashMap<String, Tensor>();
    if (read instanceof Map<?, ?> map) {
      weights(map)
          .forEach((key, value) -> {
            if (key instanceof String word && value instanceof Tensor tensor) {
              tensors.put(
                  word.startsWith(PARALLEL) ? word.substring(PARALLEL.length()) : word, tensor);
            }
          });
    }
    if (tensors.isEmpty()) {
      throw new UnreadableArrayException(name, "holds no named tensors");
    }
    return tensors;
  }

  private static Map<?, ?> weights(Map<?, ?> root) {
    for (var place : PLACES) {
      if (root.get(place) instanceof Map<?, ?> found) {
        return found;
      }
    }
    return root;
  }

  /// Names of all weights.
  public Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  /// The axes of one.
  ///
  /// @throws UnreadableArrayException if it is not there
  public List<Long> shape(String name) throws UnreadableArrayException {
    return tensor(name).shape();
  }

  private Tensor tensor(String name) throws UnreadableArrayException {
    var tensor = tensors.get(name);
    if (tensor == null) {
      throw new UnreadableArrayException(String.valueOf(file.getFileName()), "has no " + name);
    }
    return tensor;
  }

  /// The numbers of one, row after row.
  ///
  /// @throws UnreadableArrayException if it is not there, is not of finite floats, or is not what
  ///   the file says of it
  public float[] floats(String name) throws IOException {
    var tensor = tensor(name);
    var kind = tensor.storage().kind();
    if (kind == null) {
      throw new UnreadableArrayException(name, "holds no floating numbers");
    }
    var places = tensor.places(name);
    var numbers = numbers(name, tensor.storage(), kind);
    var values = new float[places.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = kind.read(numbers, places[i]);
      if (!Float.isFinite(values[i])) {
        throw new UnreadableArrayException(name, "holds %s as number %d".formatted(values[i], i));
      }
    }
    return values;
  }

  private ByteBuffer numbers(String name, Storage storage, Kind kind) throws IOException {
    long bytes = storage.numbers() * kind.bytes;
    if (storage.numbers() < 0 || storage.numbers() > MOST_NUMBERS || bytes >= Integer.MAX_VALUE) {
      throw new UnreadableArrayException(name, "is too large");
    }
    try (var zip = new ZipFile(file.toFile())) {
      var entry = zip.getEntry(root + "data/" + storage.key());
      if (entry == null) {
        throw new UnreadableArrayException(name, "has no numbers in the archive");
      }
      try (var in = zip.getInputStream(entry)) {
        var read = in.readNBytes((int) bytes + 1); // no more than it says, whatever would unfold
        if (read.length != bytes) {
          throw new UnreadableArrayException(name, "has other numbers than the file says");
        }
        return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
      }
    }
  }

  private static Object present(@Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  private static long whole(@Nullable Object value) {
    return (Long) present(value);
  }

  private static List<Long> wholes(@Nullable Object values) {
    return ((List<?>) present(values)).stream().map(TorchFile::whole).toList();
  }
}
