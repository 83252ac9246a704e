package undertone.engine.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.ClipId;
import undertone.engine.features.Stretch;

class SpaceFolderTest {
  private static final SpaceFolder.Serving SERVING = new SpaceFolder.Serving("a".repeat(64), "12");

  @TempDir Path root;

  @Test
  void what_serves_is_named_and_all_its_clips_come_back_shard_by_shard() throws Exception {
    var folder = new SpaceFolder(root.resolve("new"));
    assertThat(folder.serving()).isEmpty();
    var vectors = new LinkedHashMap<ClipId, float[]>();
    IntStream.range(0, 5000)
        .forEach(i -> vectors.put(new ClipId(1L << 40 | i), new float[] {i, -i}));

    folder.keep(SERVING, vectors);
    folder.serve(SERVING);

    assertThat(folder.serving()).contains(SERVING);
    assertThat(folder.shards(SERVING)).hasSize(2);
    var read = new LinkedHashMap<ClipId, float[]>();
    for (var shard : folder.shards(SERVING)) {
      read.putAll(SpaceFolder.shard(shard));
    }
    assertThat(read.keySet()).containsExactlyInAnyOrderElementsOf(vectors.keySet());
    assertThat(read.get(new ClipId(1L << 40 | 4999))).containsExactly(4999, -4999);
  }

  @Test
  void moments_lie_beside_the_clips_they_belong_to_and_come_back_part_by_part() throws Exception {
    var folder = new SpaceFolder(root);
    var ada = new ClipId(7);
    var kim = new ClipId(8);
    var early = new Stretch(0, 2_000_000);
    var late = new Stretch(1_000_000, 3_000_000);
    folder.keep(SERVING, Map.of(ada, new float[] {1, 0}));
    assertThat(folder.momentShards(SERVING)).isEmpty(); // as in embeddings of former versions

    folder.keepMoments(
        SERVING, 0, Map.of(ada, Map.of(early, new float[] {0, 1}, late, new float[] {1, 0})));
    folder.keepMoments(SERVING, 1, Map.of(kim, Map.of(late, new float[] {0, -1})));

    assertThat(folder.shards(SERVING)).hasSize(1);
    assertThat(SpaceFolder.shard(folder.shards(SERVING).getFirst())).containsOnlyKeys(ada);
    var parts = folder.momentShards(SERVING);
    assertThat(parts).hasSize(2);
    var first = SpaceFolder.momentShard(parts.getFirst());
    assertThat(first).containsOnlyKeys(ada);
    var adas = first.getOrDefault(ada, Map.of());
    assertThat(adas).containsOnlyKeys(early, late);
    assertThat(adas.get(early)).containsExactly(0, 1);
    var kims = SpaceFolder.momentShard(parts.getLast()).getOrDefault(kim, Map.of());
    assertThat(kims.get(late)).containsExactly(0, -1);
  }

  @Test
  void a_file_that_names_a_place_outside_names_nothing() throws Exception {
    Files.writeString(root.resolve("serving"), "../../etc/passwd");

    assertThat(new SpaceFolder(root).serving()).isEmpty();
  }

  @Test
  void weights_that_are_damaged_are_refused() throws Exception {
    Files.createDirectories(root.resolve(SERVING.space()));
    Files.writeString(root.resolve(SERVING.space()).resolve("space.safetensors"), "no weights");

    assertThatThrownBy(() -> new SpaceFolder(root).sentences(SERVING.space()))
        .isInstanceOf(IOException.class);
  }
}
