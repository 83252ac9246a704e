package undertone.corpora.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files of NumPy, both ways. What stands here in Base64 was written by NumPy 2.4.
class NpzTest {

  private static final String WORDS =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPFU1JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDMsKS"
          + "wgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIA"
          + "oAXwAAw18AAAAAAAAAAAAAAAAAAHMAAABhAAAAZAAAACAAAAAi9gEAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private static final String LABELS =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnfE8nLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoKSwgfS"
          + "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIA"
          + "qABJUNAQAAAAAAAIwWbnVtcHkuX2NvcmUubXVsdGlhcnJheZSMDF9yZWNvbnN0cnVjdJSTlIwFbnVtcHmUjA"
          + "duZGFycmF5lJOUSwCFlEMBYpSHlFKUKEsBKWgDjAVkdHlwZZSTlIwCTziUiYiHlFKUKEsDjAF8lE5OTkr///"
          + "//Sv////9LP3SUYoldlH2UKIwIc2FtcGxlXzGUfZQojANlbW+UjAduZXV0cmFslIwDdmFslGgAjAZzY2FsYX"
          + "KUk5RoC4wCZjiUiYiHlFKUKEsDjAE8lE5OTkr/////Sv////9LAHSUYkMIAAAAAAAA9L+UhpRSlHWMBuagt+"
          + "acrJR9lChoFYwDc2FklGgXSvb///91dWF0lGIu";

  private static final String COLUMNS_FIRST =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPmk0JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMy"
          + "ksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIA"
          + "oAAAAAAAAAAwAAAAEAAAAEAAAAAgAAAAU=";

  @TempDir private Path folder;

  private static NumpyArray decoded(String base64) throws UnreadableArrayException {
    return Npy.decode(Base64.getDecoder().decode(base64));
  }

  @Test
  void words_of_every_script_are_read_and_written_as_numpy_does() throws IOException {
    var words = List.of("开心", "sad 😢", "");

    assertThat(decoded(WORDS).words()).isEqualTo(words);
    assertThat(Npy.encode(NumpyArray.of(words))).isEqualTo(Base64.getDecoder().decode(WORDS));
  }

  @Test
  void a_pickled_dictionary_of_labels_is_read() throws IOException {
    assertThat(decoded(LABELS).item())
        .isEqualTo(
            Map.of(
                "sample_1", Map.of("emo", "neutral", "val", -1.25),
                "样本", Map.of("emo", "sad", "val", -10L)));
  }

  @Test
  void an_array_kept_by_columns_comes_out_by_rows() throws IOException {
    assertThat(decoded(COLUMNS_FIRST).rows()).isDeepEqualTo(new double[][] {{0, 1, 2}, {3, 4, 5}});
  }

  @Test
  void what_is_written_is_read_again_and_always_the_same_bytes() throws IOException {
    var arrays = new LinkedHashMap<String, NumpyArray>();
    arrays.put("filenames", NumpyArray.of(List.of("样本_1", "sample_2")));
    arrays.put("none", NumpyArray.of(List.of()));
    arrays.put("emo_probs", NumpyArray.of(new double[][] {{0.25, -1e-300}, {Math.PI, 1e300}}));
    var first = write("first.npz", arrays);
    var second = write("second.npz", arrays);

    var read = Npz.read(first);

    assertThat(Files.readAllBytes(first)).isEqualTo(Files.readAllBytes(second));
    assertThat(read.names()).containsExactly("emo_probs", "filenames", "none");
    assertThat(read.words("filenames")).containsExactly("样本_1", "sample_2");
    assertThat(read.words("none")).isEmpty();
    assertThat(read.require("emo_probs").rows())
        .isDeepEqualTo(new double[][] {{0.25, -1e-300}, {Math.PI, 1e300}});
  }

  private Path write(String name, SequencedMap<String, NumpyArray> arrays) throws IOException {
    var file = folder.resolve(name);
    try (var out = Files.newOutputStream(file)) {
      Npz.write(out, arrays);
    }
    return file;
  }

  @Test
  void a_small_file_that_unfolds_without_end_is_refused() throws IOException {
    var bomb = folder.resolve("bomb.npz");
    try (var zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
      for (var name : List.of("a.npy", "b.npy")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(new byte[3 << 20]);
        zip.closeEntry();
      }
    }

    assertThat(Files.size(bomb)).isLessThan(10_000);
    assertThatThrownBy(() -> Npz.read(bomb, 4 << 20))
        .isInstanceOf(UnreadableArrayException.class)
        .hasMessageContaining("bomb.npz: unfolds to more than");
  }

  @Test
  void what_is_no_archive_and_what_is_not_in_it_is_said() throws IOException {
    var text = Files.writeString(folder.resolve("text.npz"), "name,openset\n");
    var arrays = new LinkedHashMap<String, NumpyArray>();
    arrays.put("filenames", NumpyArray.of(List.of("a")));
    var file = write("some.npz", arrays);

    assertThatThrownBy(() -> Npz.read(text)).hasMessageContaining("text.npz: is no archive");
    assertThatThrownBy(() -> Npz.read(file).require("fileitems"))
        .hasMessage("some.npz: has no array fileitems, only filenames");
    assertThatThrownBy(() -> Npz.read(file).require("filenames").rows())
        .hasMessageContaining("should be a matrix");
  }

  @Test
  void broken_arrays_are_refused_whatever_they_announce() {
    var good = Npy.encode(NumpyArray.of(List.of("a", "b")));
    for (int length = 0; length < good.length; length++) {
      var cut = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> Npy.decode(cut)).isInstanceOf(UnreadableArrayException.class);
    }
    for (var header :
        List.of(
            "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000, 1000000000), }",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (2147483648,), }",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }",
            "{'descr': '<U0', 'fortran_order': False, 'shape': (2000000000,), }",
            "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (), }",
            "{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (0,), }",
            "{'descr': '<f3', 'fortran_order': False, 'shape': (0,), }",
            "__import__('os').system('true')")) {
      assertThatThrownBy(() -> Npy.decode(withHeader(header)))
          .as(header)
          .isInstanceOf(UnreadableArrayException.class);
    }
  }

  private static byte[] withHeader(String header) {
    var file = new byte[10 + header.length()];
    var magic = new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0};
    System.arraycopy(magic, 0, file, 0, magic.length);
    System.arraycopy(header.getBytes(StandardCharsets.US_ASCII), 0, file, 10, header.length());
    return file;
  }
}
