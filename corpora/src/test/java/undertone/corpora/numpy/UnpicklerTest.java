package undertone.corpora.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pickles, mostly of people who mean no good. What stands here in Base64 was written by Python.
class UnpicklerTest {

  /// `{"a": [1, -2, 3.5, None, True, "ü", (1, 2), 2**40], "n": arange(3), "s": float32(0.5)}`
  private static final String PROTOCOL_3 =
      "gAN9cQAoWAEAAABhcQFdcQIoSwFK/v///0dADAAAAAAAAE6IWAIAAADDvHEDSwFLAoZxBIoGAAAAAAABZVgBAAAAbnEF"
          + "Y251bXB5Ll9jb3JlLm11bHRpYXJyYXkKX3JlY29uc3RydWN0CnEGY251bXB5Cm5kYXJyYXkKcQdLAIVxCEMBYnEJ"
          + "h3EKUnELKEsBSwOFcQxjbnVtcHkKZHR5cGUKcQ1YAgAAAGk4cQ6JiIdxD1JxEChLA1gBAAAAPHERTk5OSv////9K"
          + "/////0sAdHESYolDGAAAAAAAAAAAAQAAAAAAAAACAAAAAAAAAHETdHEUYlgBAAAAc3EVY251bXB5Ll9jb3JlLm11"
          + "bHRpYXJyYXkKc2NhbGFyCnEWaA1YAgAAAGY0cReJiIdxGFJxGShLA2gRTk5OSv////9K/////0sAdHEaYkMEAAAA"
          + "P3EbhnEcUnEddS4=";

  private static final String PROTOCOL_4 =
      "gASVFgEAAAAAAAB9lCiMAWGUXZQoSwFK/v///0dADAAAAAAAAE6IjALDvJRLAUsChpSKBgAAAAAAAWWMAW6UjBZudW1w"
          + "eS5fY29yZS5tdWx0aWFycmF5lIwMX3JlY29uc3RydWN0lJOUjAVudW1weZSMB25kYXJyYXmUk5RLAIWUQwFilIeU"
          + "UpQoSwFLA4WUaAmMBWR0eXBllJOUjAJpOJSJiIeUUpQoSwOMATyUTk5OSv////9K/////0sAdJRiiUMYAAAAAAAA"
          + "AAABAAAAAAAAAAIAAAAAAAAAlHSUYowBc5RoBowGc2NhbGFylJOUaBKMAmY0lImIh5RSlChLA2gWTk5OSv////9K"
          + "/////0sAdJRiQwQAAAA/lIaUUpR1Lg==";

  /// Each would call what follows it.
  private static final Map<String, String> CALLS =
      Map.of(
          "posix.system",
              "gASVKwAAAAAAAACMBXBvc2l4lIwGc3lzdGVtlJOUjBB0b3VjaCAvdG1wL293bmVklIWUUpQu",
          "__builtin__.eval", "gAJjX19idWlsdGluX18KZXZhbApxAFgDAAAAMSsxcQGFcQJScQMu");

  private static Object read(byte[] pickle) throws UnreadableArrayException {
    return String.valueOf(Unpickler.read(ByteBuffer.wrap(pickle)));
  }

  private static byte[] latin(String bytes) {
    return bytes.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  @ParameterizedTest
  @ValueSource(strings = {PROTOCOL_3, PROTOCOL_4})
  void plain_values_arrays_and_scalars_come_out(String pickle) throws UnreadableArrayException {
    var read = Unpickler.read(ByteBuffer.wrap(bytes(pickle)));

    assertThat(read)
        .isEqualTo(
            Map.of(
                "a",
                Arrays.asList(1L, -2L, 3.5, null, true, "ü", List.of(1L, 2L), 1L << 40),
                "n",
                new NumpyArray(List.of(3), List.of(0L, 1L, 2L)),
                "s",
                0.5));
  }

  @Test
  void every_call_of_python_is_refused_by_name() {
    CALLS.forEach((name, pickle) ->
        assertThatThrownBy(() -> read(bytes(pickle)))
            .isInstanceOf(UnreadableArrayException.class)
            .hasMessageContaining("asks Python for " + name)
            .hasMessageContaining("nothing was run"));
  }

  /// Neighbours of what is allowed: other names of the same modules, names with dots, and the same
  /// names elsewhere.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "numpy.core.multiarray\n_reconstruct.__globals__\n",
        "numpy\nload\n",
        "numpy\nndarray.tofile\n",
        "numpy.core\nmultiarray._reconstruct\n",
        "os\n_reconstruct\n",
        "builtins\ngetattr\n",
        "_codecs\nencode\n",
        "\n\n"
      })
  void no_other_global_is_known(String names) {
    assertThatThrownBy(() -> read(latin("c" + names + ".")))
        .hasMessageContaining("asks Python for");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(", // no end
        ".", // nothing to end with
        "0.", // nothing to drop
        "t.", // no mark
        "N(s.", // no dictionary
        "}NNs.", // None as a key
        "}]Ns.", // a list as a key
        "}]]}su.", // no mark
        "]N(e.", // not a list
        ")N(e.", // a tuple cannot grow
        ")Na.",
        "NNR.", // nothing to call
        "N)R.",
        "N}b.", // a state for nothing
        "h\u0005.", // never remembered
        "B\u00ff\u00ff\u00ff\u007f.", // more bytes than there are
        "\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff.", // fewer than none
        "\u008a\u0009\u0001\u0001\u0001\u0001\u0001\u0001\u0001\u0001\u0001.", // 72 bits
        "X\u0001\u0000\u0000\u0000\u00ff.", // not UTF-8
        "Pid.", // persistent ids, extensions, instances, sets
        "\u0082\u0001.",
        "(ios\nsystem\n.",
        "\u008f.",
        "cnumpy\nndarray\n.", // ends in no value
        "cnumpy\nndarray\n)R.",
        "cnumpy.core.multiarray\n_reconstruct\n)R.",
        "cnumpy.core.multiarray\nscalar\n)R.",
        "cnumpy\ndtype\nN\u0085R.",
        "]q\u0000]q\u0001h\u0000ah\u0000h\u0001\u0093.", // names that hold each other
      })
  void broken_pickles_end_in_one_sentence(String pickle) {
    assertThatThrownBy(() -> read(latin(pickle)))
        .isInstanceOf(UnreadableArrayException.class)
        .hasMessageContaining("pickle");
  }

  @Test
  void a_name_cannot_write_to_the_screen() {
    assertThatThrownBy(() -> read(latin("c\u001b[2Jos\nsystem\n.")))
        .hasMessageContaining("asks Python for ??2Jos.system");
  }

  @Test
  void a_list_may_hold_itself() throws UnreadableArrayException {
    var pickle = latin("]q\u0000h\u0000a.");

    assertThat(Unpickler.read(ByteBuffer.wrap(pickle)))
        .isInstanceOfSatisfying(List.class, list -> assertThat(list.getFirst()).isSameAs(list));
  }

  @Test
  void lists_in_lists_without_end_need_no_stack_of_calls() throws UnreadableArrayException {
    int deep = 1_000_000;
    var pickle = new byte[2 * deep + 2];
    Arrays.fill(pickle, 0, deep + 1, (byte) ']');
    Arrays.fill(pickle, deep + 1, 2 * deep + 1, (byte) 'a');
    pickle[2 * deep + 1] = '.';

    assertThat(Unpickler.read(ByteBuffer.wrap(pickle)) instanceof List<?>).isTrue();
  }

  @Test
  void more_operations_than_any_data_file_needs_are_refused() {
    var pickle = new byte[6_000_000];
    Arrays.fill(pickle, (byte) 'N');

    assertThatThrownBy(() -> read(pickle)).hasMessageContaining("more than 5000000 operations");
  }

  /// One megabyte of bytes, made into an array over and over.
  @Test
  void the_same_bytes_do_not_become_elements_without_end() {
    var pickle = new ByteArrayOutputStream();
    int length = 1 << 20;
    pickle.writeBytes(latin("cnumpy\ndtype\n(X\u0002\u0000\u0000\u0000u1\u0089\u0088tRq\u0000B"));
    pickle.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array());
    pickle.writeBytes(new byte[length]);
    pickle.writeBytes(latin("q\u0001"));
    for (int i = 0; i < 100; i++) {
      pickle.writeBytes(
          latin(
              "cnumpy.core.multiarray\n_reconstruct\n)R"
                  + "(K\u0001J\u0000\u0000\u0010\u0000\u0085h\u0000\u0089h\u0001tb"));
    }
    pickle.write('.');

    assertThatThrownBy(() -> read(pickle.toByteArray()))
        .hasMessageContaining("more than 10000000 elements");
  }

  @Test
  void bytes_by_chance_never_end_otherwise_than_in_a_value_or_a_refusal() {
    var random = new SplittableRandom(6);
    for (int round = 0; round < 20_000; round++) {
      var pickle = bytes(PROTOCOL_4);
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        pickle[random.nextInt(pickle.length)] = (byte) random.nextInt(256);
      }
      try {
        Unpickler.read(ByteBuffer.wrap(pickle));
      } catch (UnreadableArrayException e) {
        assertThat(e).hasMessageMatching("(?s).+");
      }
    }
  }
}
