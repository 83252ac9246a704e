package undertone.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TfjsWeightsTest {
  private static final String PLAIN = "{'name':'a','shape':[2],'dtype':'float32'}"; // eight bytes
  private static final String BYTES =
      "{'name':'b','shape':[2,1],'dtype':'float32',"
          + "'quantization':{'dtype':'uint8','scale':0.5,'min':-1}}"; // two bytes
  private static final String PAIRS =
      "{'name':'c','shape':[1],'dtype':'float32',"
          + "'quantization':{'dtype':'uint16','scale':0.001,'min':2}}"; // two bytes

  @Test
  void floats_bytes_and_pairs_of_bytes_are_read_across_shards() throws Exception {
    var all =
        ByteBuffer.allocate(12)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat(1.5f)
            .putFloat(-2)
            .put((byte) 0)
            .put((byte) 255)
            .putShort((short) 65535)
            .array();
    var first = new byte[5];
    var second = new byte[7];
    System.arraycopy(all, 0, first, 0, 5);
    System.arraycopy(all, 5, second, 0, 7);
    var manifest = manifest("'one','two'", PLAIN + "," + BYTES + "," + PAIRS);

    var weights = TfjsWeights.read(manifest, Map.of("one", first, "two", second));

    try (var manager = NDManager.newBaseManager()) {
      assertThat(weights.names()).containsExactly("a", "b", "c");
      assertThat(weights.array(manager, "a", 2).toFloatArray()).containsExactly(1.5f, -2f);
      assertThat(weights.array(manager, "b", 2, 1).toFloatArray()).containsExactly(-1f, 126.5f);
      assertThat(weights.array(manager, "c", 1).toFloatArray()[0])
          .isCloseTo(67.535f, within(1e-5f));
      assertThatThrownBy(() -> weights.array(manager, "b", 1, 2))
          .isInstanceOf(UnreadableWeightsException.class)
          .hasMessage("The network needs b of shape (1, 2); these weights have (2, 1).");
      assertThatThrownBy(() -> weights.array(manager, "d", 1))
          .hasMessageContaining("no such array");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'name':'a','shape':[3],'dtype':'float32'}", // more than there is
        "{'name':'a','shape':[1],'dtype':'float32'}", // less than there is
        "{'name':'a','shape':[-2],'dtype':'float32'}",
        "{'name':'a','shape':[0],'dtype':'float32'}",
        "{'name':'a','shape':[2.5],'dtype':'float32'}",
        "{'name':'a','shape':['2'],'dtype':'float32'}",
        "{'name':'a','shape':[4294967298],'dtype':'float32'}",
        "{'name':'a','shape':[65536,65536,65536,65536],'dtype':'float32'}",
        "{'name':'a','shape':[2147483647,2147483647],'dtype':'float32'}",
        "{'name':'a','shape':[1,1,1,1,1,1,2],'dtype':'float32'}",
        "{'name':'a','dtype':'float32'}",
        "{'name':'a','shape':[2],'dtype':'string'}",
        "{'name':'','shape':[2],'dtype':'float32'}",
        "{'shape':[2],'dtype':'float32'}",
        "{'name':'a','shape':[1],'dtype':'float32'},{'name':'a','shape':[1],'dtype':'float32'}",
        "{'name':'a','shape':[8],'dtype':'float32','quantization':{'dtype':'uint4'}}",
        "{'name':'a','shape':[8],'dtype':'float32','quantization':{'dtype':'uint8'}}",
        "{'name':'a','shape':[8],'dtype':'float32',"
            + "'quantization':{'dtype':'uint8','scale':1e300,'min':0}}",
      })
  void a_manifest_that_does_not_fit_its_shard_is_refused(String weights) {
    var shard = new byte[] {1, 2, 3, 4, 5, 6, 7, 8};

    assertThatThrownBy(() -> TfjsWeights.read(manifest("'one'", weights), Map.of("one", shard)))
        .isInstanceOf(UnreadableWeightsException.class);
  }

  @Test
  void a_manifest_reaches_no_file_but_the_shards_it_was_given() {
    assertThatThrownBy(() ->
            TfjsWeights.read(manifest("'../../etc/passwd'", PLAIN), Map.of("one", new byte[8])))
        .isInstanceOf(UnreadableWeightsException.class)
        .hasMessageContaining("asks for the shard");
  }

  @Test
  void what_is_no_manifest_is_refused() {
    for (var text : new String[] {"", "[", "{}", "7", "[".repeat(100_000)}) {
      assertThatThrownBy(() ->
              TfjsWeights.read(text.getBytes(StandardCharsets.UTF_8), Map.of("one", new byte[8])))
          .as(text.length() > 9 ? "deep" : text)
          .isInstanceOf(UnreadableWeightsException.class);
    }
  }

  @Test
  void a_number_that_is_none_is_refused() {
    var shard = ByteBuffer.allocate(8).putInt(0).putInt(0x0000C07F).array(); // NaN, little endian

    assertThatThrownBy(() -> TfjsWeights.read(manifest("'one'", PLAIN), Map.of("one", shard)))
        .isInstanceOf(UnreadableWeightsException.class)
        .hasMessage("a holds NaN as number 1.");
  }

  private static byte[] manifest(String paths, String weights) {
    return "[{'paths':[%s],'weights':[%s]}]"
        .formatted(paths, weights)
        .replace('\'', '"')
        .getBytes(StandardCharsets.UTF_8);
  }
}
