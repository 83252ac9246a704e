package undertone.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTensorsTest {
  @TempDir Path folder = Path.of("");

  private static byte[] two() {
    return new SafeTensors.Writer()
        .fact("made-by", "a test")
        .add("a.weight", new float[] {1, -2.5f, 3, 4, 5, 6}, new Shape(2, 3))
        .add("b", new float[] {7}, new Shape())
        .bytes();
  }

  @Test
  void what_was_written_is_read_from_bytes_and_from_a_file() throws Exception {
    var file = folder.resolve("two.safetensors");
    Files.write(file, two());
    for (var read : new SafeTensors[] {SafeTensors.read(two()), SafeTensors.read(file)}) {
      assertThat(read.names()).containsExactly("a.weight", "b");
      assertThat(read.metadata()).containsEntry("made-by", "a test");
      assertThat(read.shape("a.weight")).isEqualTo(new Shape(2, 3));
      assertThat(read.floats("a.weight")).containsExactly(1, -2.5f, 3, 4, 5, 6);
      assertThat(read.floats("b")).containsExactly(7);
    }
    assertThat(two()).isEqualTo(two());
  }

  @Test
  void some_of_the_numbers_of_an_array_are_read_without_the_others() throws Exception {
    var read = SafeTensors.read(two());
    assertThat(read.floats("a.weight", 3, 3)).containsExactly(4, 5, 6);
    assertThat(read.floats("a.weight", 6, 0)).isEmpty();
    assertThatThrownBy(() -> read.floats("a.weight", 4, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a.weight of shape (2, 3) has no numbers 4 to 7.");
  }

  @Test
  void the_engine_reads_what_we_write() throws Exception {
    try (var manager = NDManager.newBaseManager();
        var list = NDList.decode(manager, new ByteArrayInputStream(two()))) {
      assertThat(list).hasSize(2);
      assertThat(list.get("a.weight").getShape()).isEqualTo(new Shape(2, 3));
      assertThat(list.get("a.weight").toFloatArray()).containsExactly(1, -2.5f, 3, 4, 5, 6);
    }
  }

  @Test
  void halves_and_doubles_become_floats_and_whole_numbers_do_not() throws Exception {
    var numbers =
        ByteBuffer.allocate(22)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) 0x3E00) // 1.5 as F16
            .putShort((short) 0xC040) // -3 as BF16
            .putDouble(.25)
            .putLong(5)
            .putShort((short) 0x7F80) // infinity as BF16
            .array();
    var file =
        SafeTensors.read(
            file(
                "{'h':{'dtype':'F16','shape':[1],'data_offsets':[0,2]},"
                    + "'b':{'dtype':'BF16','shape':[1],'data_offsets':[2,4]},"
                    + "'d':{'dtype':'F64','shape':[1],'data_offsets':[4,12]},"
                    + "'i':{'dtype':'I64','shape':[1],'data_offsets':[12,20]},"
                    + "'x':{'dtype':'BF16','shape':[1],'data_offsets':[20,22]}}",
                numbers));

    assertThat(file.floats("h")).containsExactly(1.5f);
    assertThat(file.floats("b")).containsExactly(-3);
    assertThat(file.floats("d")).containsExactly(.25f);
    assertThatThrownBy(() -> file.floats("i")).hasMessageContaining("no floating numbers");
    assertThatThrownBy(() -> file.floats("x")).hasMessage("x holds Infinity as number 0.");
    assertThatThrownBy(() -> file.floats("y")).hasMessageContaining("no array y");
  }

  @Test
  void an_array_of_another_shape_is_not_the_networks() throws Exception {
    try (var manager = NDManager.newBaseManager()) {
      var file = SafeTensors.read(two());

      assertThat(file.array(manager, "a.weight", new Shape(2, 3)).getFloat(1, 0)).isEqualTo(4);
      assertThatThrownBy(() -> file.array(manager, "a.weight", new Shape(3, 2)))
          .isInstanceOf(UnreadableWeightsException.class)
          .hasMessage("The network needs a.weight of shape (3, 2); these weights have (2, 3).");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}", // too short for its shape
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}", // bytes nobody owns
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}}", // beyond the end
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[-4,4]}}",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}}",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,9]}}",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':['0','8']}}",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,18446744073709551624]}}",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
            + "'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}", // overlap
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}", // gap in front
        "{'a':{'dtype':'F32','shape':[65536,65536,65536],'data_offsets':[0,8]}}",
        "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}",
        "{'a':{'dtype':'F32','shape':[2.5],'data_offsets':[0,8]}}",
        "{'a':{'dtype':'F32','data_offsets':[0,8]}}",
        "{'a':{'dtype':'F32','shape':[1,1,1,1,1,1,1,1,2],'data_offsets':[0,8]}}",
        "{'a':{'dtype':'F8_E4M3','shape':[8],'data_offsets':[0,8]}}",
        "{'a':{'shape':[2],'data_offsets':[0,8]}}",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
            + "'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}", // one name twice
        "{'a':7}",
        "{}",
        "[1,2]",
        "{'a':",
      })
  void a_header_that_does_not_fit_its_file_is_refused(String header) {
    assertThatThrownBy(() -> SafeTensors.read(file(header, new byte[8])))
        .isInstanceOf(UnreadableWeightsException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 9, 1 << 25, Long.MAX_VALUE})
  void a_header_that_lies_about_its_length_is_refused(long length) {
    var bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();

    assertThatThrownBy(() -> SafeTensors.read(bytes))
        .isInstanceOf(UnreadableWeightsException.class);
  }

  @Test
  void a_file_that_is_cut_is_refused_wherever_it_is_cut() {
    var whole = two();
    for (int length = 0; length < whole.length; length++) {
      var cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> SafeTensors.read(cut))
          .as("%d bytes", length)
          .isInstanceOf(UnreadableWeightsException.class);
    }
  }

  @Test
  void a_name_is_written_once_and_with_all_its_numbers() {
    var writer = new SafeTensors.Writer().add("a", new float[2], new Shape(2));

    assertThatThrownBy(() -> writer.add("a", new float[2], new Shape(2)))
        .hasMessageContaining("a second time");
    assertThatThrownBy(() -> writer.add("b", new float[2], new Shape(3)))
        .hasMessageContaining("2 numbers");
  }

  private static byte[] file(String header, byte[] numbers) {
    var text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + numbers.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .put(numbers)
        .array();
  }

  @Test
  void a_file_written_array_by_array_is_the_file_of_a_writer() throws IOException {
    var shapes = new LinkedHashMap<String, Shape>();
    shapes.put("large", new Shape(3, 700_001)); // more than one part
    shapes.put("one", new Shape());
    var arrays = new LinkedHashMap<String, float[]>();
    var whole = new SafeTensors.Writer().fact("model", "any");
    shapes.forEach((name, shape) -> {
      var values = new float[(int) shape.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = i % 1009 - 504.5f;
      }
      arrays.put(name, values);
      whole.add(name, values, shape);
    });
    var file = folder.resolve("parts.safetensors");

    try (var out = Files.newOutputStream(file)) {
      SafeTensors.write(
          out, shapes, Map.of("model", "any"), name -> Objects.requireNonNull(arrays.get(name)));
    }

    assertThat(Files.readAllBytes(file)).isEqualTo(whole.bytes());
    assertThat(SafeTensors.read(file).floats("large")).isEqualTo(arrays.get("large"));
    assertThatThrownBy(() ->
            SafeTensors.write(OutputStream.nullOutputStream(), shapes, Map.of(), _ -> new float[7]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("large");
  }
}
