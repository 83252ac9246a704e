package undertone.corpora.numpy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the plain values of a pickle. A pickle is a program for a stack machine that may call
/// anything Python can import; this machine knows no call but the four that make up a NumPy array:
/// `_reconstruct`, `scalar`, `ndarray` and `dtype`. Whatever else a pickle asks for ends the
/// reading, and nothing has happened.
///
/// A reader of other files may know further globals ([Others]); what they make is inert as well.
///
/// Lists, dictionaries, words, numbers, truth values, None and bytes come out as Java's; tuples as
/// lists. Binary protocols 2 to 5. A value may be used many times over and is kept once.
///
/// Source: Python, `Lib/pickletools.py`, which describes every operation.
final class Unpickler {

  /// The only globals a pickle may name.
  private enum Global {
    RECONSTRUCT,
    SCALAR,
    ARRAY,
    TYPE;

    static Optional<Global> named(String module, String name) {
      return switch (module + " " + name) {
        case "numpy.core.multiarray _reconstruct", "numpy._core.multiarray _reconstruct" ->
            Optional.of(RECONSTRUCT);
        case "numpy.core.multiarray scalar", "numpy._core.multiarray scalar" -> Optional.of(SCALAR);
        case "numpy ndarray" -> Optional.of(ARRAY);
        case "numpy dtype" -> Optional.of(TYPE);
        default -> Optional.empty();
      };
    }
  }

  /// What a pickle may name besides.
  interface Others {
    /// What calling a global makes, if it may be named at all.
    Optional<Callee> named(String module, String name);

    /// What lies outside the pickle, by what it says of it.
    Object outside(List<@Nullable Object> said);
  }

  /// A global that may be called.
  interface Callee {
    Object call(List<@Nullable Object> arguments);
  }

  /// The bottom of the values that the next operation takes together.
  private static final Object MARK = new Object();

  /// An array whose state has not come yet, or has.
  private static final class Array {
    @Nullable NumpyArray filled;
  }

  /// An element type whose byte order has not come yet, or has.
  private static final class Type {
    private final String name;
    private String order = "<";

    Type(String name) {
      this.name = name;
    }

    ElementType read() throws UnreadableArrayException {
      return ElementType.parse((order.equals("=") ? "<" : order) + name);
    }
  }

  // Each operation may keep a few dozen bytes; published label files need a hundredth of this.
  private static final int MOST_OPERATIONS = 5_000_000;

  private static final int MOST_SHOWN = 100; // characters of a name
  private static final int LONGEST_LINE = 1_000;

  private final ByteBuffer in;
  private final @Nullable Others others;
  private long elementsLeft = Npy.MOST_ELEMENTS;
  private final List<@Nullable Object> stack = new ArrayList<>();
  private final Map<Long, @Nullable Object> memo = new HashMap<>();

  private Unpickler(ByteBuffer in, @Nullable Others others) {
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    this.others = others;
  }

  /// @param in the pickle, up to its end
  static @Nullable Object read(ByteBuffer in) throws UnreadableArrayException {
    return read(in, null);
  }

  /// As above, with further globals.
  static @Nullable Object read(ByteBuffer in, @Nullable Others others)
      throws UnreadableArrayException {
    try {
      return new Unpickler(in, others).run();
    } catch (BufferUnderflowException _) {
      throw new UnreadableArrayException("its pickle ends too early");
    } catch (IndexOutOfBoundsException
        | NoSuchElementException
        | ClassCastException
        | IllegalArgumentException
        | UnsupportedOperationException _) {
      throw new UnreadableArrayException("its pickle is broken");
    }
  }

  private @Nullable Object run() throws UnreadableArrayException {
    for (int done = 0; done < MOST_OPERATIONS; done++) {
      int operation = Byte.toUnsignedInt(in.get());
      switch (operation) {
        case 0x80 -> in.get(); // PROTO
        case 0x95 -> in.getLong(); // FRAME
        case '.' -> { // STOP
          return finished(pop());
        }
        case 'N' -> stack.add(null);
        case 0x88 -> stack.add(true);
        case 0x89 -> stack.add(false);
        case 'J' -> stack.add((long) in.getInt());
        case 'K' -> stack.add((long) Byte.toUnsignedInt(in.get()));
        case 'M' -> stack.add((long) Short.toUnsignedInt(in.getShort()));
        case 0x8a -> stack.add(whole(Byte.toUnsignedInt(in.get()))); // LONG1
        case 'G' -> stack.add(real());
        case 'X' -> stack.add(text(Integer.toUnsignedLong(in.getInt())));
        case 0x8c -> stack.add(text(Byte.toUnsignedInt(in.get())));
        case 0x8d -> stack.add(text(in.getLong()));
        case 'B' -> stack.add(bytes(Integer.toUnsignedLong(in.getInt())));
        case 'C' -> stack.add(bytes(Byte.toUnsignedInt(in.get())));
        case 0x8e -> stack.add(bytes(in.getLong()));
        case '(' -> stack.add(MARK);
        case '0' -> pop();
        case '1' -> sinceMark();
        case '2' -> stack.add(stack.getLast());
        case ']' -> stack.add(new ArrayList<@Nullable Object>());
        case '}' -> stack.add(new LinkedHashMap<Object, @Nullable Object>());
        case ')' -> stack.add(List.of());
        case 'l' -> stack.add(sinceMark());
        case 't' -> stack.add(Collections.unmodifiableList(sinceMark()));
        case 0x85 -> stack.add(tuple(1));
        case 0x86 -> stack.add(tuple(2));
        case 0x87 -> stack.add(tuple(3));
        case 'd' -> {
          var pairs = sinceMark();
          stack.add(new LinkedHashMap<Object, @Nullable Object>());
          put(pairs);
        }
        case 'a' -> append(tuple(1));
        case 'e' -> append(sinceMark());
        case 's' -> put(tuple(2));
        case 'u' -> put(sinceMark());
        case 'q' -> remember(Byte.toUnsignedInt(in.get()));
        case 'r' -> remember(Integer.toUnsignedLong(in.getInt()));
        case 0x94 -> remember(memo.size()); // MEMOIZE
        case 'h' -> recall(Byte.toUnsignedInt(in.get()));
        case 'j' -> recall(Integer.toUnsignedLong(in.getInt()));
        case 'c' -> stack.add(global(line(), line()));
        case 0x93 -> { // STACK_GLOBAL
          var names = tuple(2);
          stack.add(global(word(names.getFirst()), word(names.getLast())));
        }
        case 'R' -> call();
        case 'b' -> fill();
        default -> {
          if (others == null || !done(operation, others)) {
            throw new UnreadableArrayException(
                "its pickle holds the operation 0x%02x, which plain values do not need"
                    .formatted(operation));
          }
        }
      }
    }
    throw new UnreadableArrayException(
        "its pickle takes more than %d operations".formatted(MOST_OPERATIONS));
  }

  private boolean done(int operation, Others others) throws UnreadableArrayException {
    switch (operation) {
      case 'Q' -> stack.add(others.outside(list(pop()))); // BINPERSID
      case 0x81 -> call(); // NEWOBJ
      default -> {
        return false;
      }
    }
    return true;
  }

  private @Nullable Object pop() {
    return stack.removeLast();
  }

  private List<@Nullable Object> sinceMark() {
    int mark = stack.lastIndexOf(MARK);
    var above = stack.subList(mark + 1, stack.size());
    var taken = new ArrayList<@Nullable Object>(above);
    above.clear();
    stack.remove(mark);
    return taken;
  }

  private List<@Nullable Object> tuple(int size) {
    var last = stack.subList(stack.size() - size, stack.size());
    var taken = new ArrayList<@Nullable Object>(last);
    last.clear();
    return Collections.unmodifiableList(taken);
  }

  private void append(List<@Nullable Object> values) {
    list(stack.getLast()).addAll(values);
  }

  /// Puts keys and values, by turns, into the dictionary on top. Keys are words, numbers or truth
  /// values: what can hold other values might hold itself and have no end.
  private void put(List<@Nullable Object> pairs) {
    @SuppressWarnings("unchecked") // no other maps are made here
    var dictionary = (Map<Object, @Nullable Object>) stack.getLast();
    if (dictionary == null || pairs.size() % 2 != 0) {
      throw new IllegalArgumentException();
    }
    for (int i = 0; i < pairs.size(); i += 2) {
      var key = pairs.get(i);
      if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
        throw new IllegalArgumentException();
      }
      dictionary.put(key, pairs.get(i + 1));
    }
  }

  private void remember(long place) {
    memo.put(place, stack.getLast());
  }

  private void recall(long place) {
    if (!memo.containsKey(place)) {
      throw new NoSuchElementException();
    }
    stack.add(settled(memo.get(place)));
  }

  private static @Nullable Object settled(@Nullable Object value) {
    return value instanceof Array array && array.filled != null ? array.filled : value;
  }

  private Object global(String module, String name) throws UnreadableArrayException {
    return Global.named(module, name)
        .map(Object.class::cast)
        .or(() -> others == null ? Optional.empty() : others.named(module, name))
        .orElseThrow(() ->
            new UnreadableArrayException(
                ("its pickle asks Python for %s.%s; only plain values and arrays are read, and"
                        + " nothing was run")
                    .formatted(shown(module), shown(name))));
  }

  /// A name from the file, fit for a screen.
  private static String shown(String name) {
    return name.substring(0, Math.min(name.length(), MOST_SHOWN)).replaceAll("[^\\w.]", "?");
  }

  private void call() throws UnreadableArrayException {
    var arguments = list(pop());
    var callee = pop();
    if (callee instanceof Callee other) {
      stack.add(other.call(arguments));
      return;
    }
    if (!(callee instanceof Global global)) {
      throw new IllegalArgumentException();
    }
    stack.add(
        switch (global) {
          case RECONSTRUCT -> new Array();
          case TYPE -> new Type(word(arguments.getFirst()));
          case SCALAR -> {
            var type = ((Type) present(arguments.getFirst())).read();
            var bytes = (byte[]) present(arguments.get(1));
            yield present(elements(bytes, type, List.of(), false).item());
          }
          case ARRAY ->
              throw new UnreadableArrayException("its pickle makes an array in an unknown way");
        });
  }

  /// Gives the value on top its state.
  private void fill() throws UnreadableArrayException {
    if (others != null && stack.get(stack.size() - 2) instanceof Map) {
      pop(); // attributes of a dictionary, of which nothing is read
      return;
    }
    var state = list(pop());
    switch (stack.getLast()) {
      case Type type -> {
        type.order = word(state.get(1));
        if (state.subList(2, 5).stream().anyMatch(part -> part != null)) {
          throw new UnreadableArrayException("its elements have parts, which is not read");
        }
      }
      case Array array -> {
        array.filled = filled(state);
        stack.set(stack.size() - 1, array.filled);
      }
      case null, default ->
          throw new UnreadableArrayException("its pickle gives a state to what has none");
    }
  }

  private NumpyArray filled(List<@Nullable Object> state) throws UnreadableArrayException {
    var shape =
        list(state.get(1)).stream().map(size -> Math.toIntExact((Long) present(size))).toList();
    var type = ((Type) present(state.get(2))).read();
    boolean fortran = (Boolean) present(state.get(3));
    return type.isObject()
        ? new NumpyArray(shape, new ArrayList<@Nullable Object>(list(state.get(4))))
        : elements((byte[]) present(state.get(4)), type, shape, fortran);
  }

  // The same bytes may be recalled many times; what is made of them counts each time.
  private NumpyArray elements(byte[] bytes, ElementType type, List<Integer> shape, boolean fortran)
      throws UnreadableArrayException {
    var array = Npy.elements(ByteBuffer.wrap(bytes), type, shape, fortran);
    elementsLeft -= array.values().size();
    if (elementsLeft < 0) {
      throw new UnreadableArrayException(
          "its pickle makes more than %d elements".formatted(Npy.MOST_ELEMENTS));
    }
    return array;
  }

  private static @Nullable Object finished(@Nullable Object value) throws UnreadableArrayException {
    if (value instanceof Array
        || value instanceof Type
        || value instanceof Global
        || value instanceof Callee) {
      throw new UnreadableArrayException("its pickle ends in what is no value");
    }
    return value;
  }

  private static Object present(@Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  // What is no word is never made one: a list that holds itself has no end as text.
  private static String word(@Nullable Object value) {
    return (String) present(value);
  }

  @SuppressWarnings("unchecked") // no other lists are made here
  private static List<@Nullable Object> list(@Nullable Object value) {
    return (List<@Nullable Object>) present(value);
  }

  private double real() {
    double value = in.order(ByteOrder.BIG_ENDIAN).getDouble(); // alone among them
    in.order(ByteOrder.LITTLE_ENDIAN);
    return value;
  }

  private Long whole(int length) {
    if (length > Long.BYTES) {
      throw new IllegalArgumentException();
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      long part = Byte.toUnsignedLong(in.get());
      value |= (i == length - 1 ? (byte) part : part) << (8 * i);
    }
    return value;
  }

  private byte[] bytes(long length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    var bytes = new byte[(int) length];
    in.get(bytes);
    return bytes;
  }

  private String text(long length) throws UnreadableArrayException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(length))).toString();
    } catch (CharacterCodingException _) {
      throw new UnreadableArrayException("a word of its pickle is not UTF-8");
    }
  }

  private String line() {
    var line = new StringBuilder();
    for (char c = (char) in.get(); c != '\n'; c = (char) in.get()) {
      line.append(c);
      if (line.length() > LONGEST_LINE) {
        throw new IllegalArgumentException();
      }
    }
    return line.toString();
  }
}
