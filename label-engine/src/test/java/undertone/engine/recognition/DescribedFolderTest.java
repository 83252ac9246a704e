package undertone.engine.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.ClipId;

class DescribedFolderTest {
  private static final DescribedFolder.Serving FIRST =
      new DescribedFolder.Serving("mae-dfer-tiny-7", "12", false);

  @TempDir private Path root;

  private static DescribedFolder.Serving of(String embedding) {
    return new DescribedFolder.Serving(FIRST.model(), embedding, false);
  }

  @Test
  void a_description_serves_once_it_is_whole_and_is_read_as_it_was_written() throws IOException {
    var folder = new DescribedFolder(root);
    assertThat(folder.serving()).isEmpty();
    var growing = folder.begin(FIRST);
    growing.add(new ClipId(3), new float[] {1, 5});
    growing.add(new ClipId(8), new float[] {3, 5});
    assertThat(folder.serving()).as("nobody compares by half of it").isEmpty();

    growing.serve();

    assertThat(folder.serving()).containsExactly(FIRST);
    assertThat(folder.centre(FIRST)).containsExactly(2, 5);
    assertThat(folder.shards(FIRST)).hasSize(1);
    var read = DescribedFolder.shard(folder.shards(FIRST).getFirst());
    assertThat(read).containsOnlyKeys(new ClipId(3), new ClipId(8));
    assertThat(read.get(new ClipId(8))).containsExactly(3, 5);
  }

  @Test
  void clips_among_which_words_lie_have_no_centre() throws IOException {
    var folder = new DescribedFolder(root);
    var words = new DescribedFolder.Serving("openclip-vit-b-32-0123456789ab", "4", true);
    var growing = folder.begin(words);
    growing.add(new ClipId(1), new float[] {1, 5});

    growing.serve();

    assertThat(folder.serving()).containsExactly(words);
    assertThat(folder.centre(words)).containsExactly(0, 0);
  }

  @Test
  void many_clips_lie_in_several_parts() throws IOException {
    var folder = new DescribedFolder(root);
    var growing = folder.begin(FIRST);
    for (int i = 0; i < 4097; i++) {
      growing.add(new ClipId(i), new float[] {i});
    }
    growing.serve();

    var shards = folder.shards(FIRST);
    assertThat(shards).hasSize(2);
    assertThat(DescribedFolder.shard(shards.getFirst())).hasSize(4096);
    assertThat(DescribedFolder.shard(shards.getLast())).containsOnlyKeys(new ClipId(4096));
  }

  @Test
  void the_description_before_stays_and_those_before_that_go() throws IOException {
    var folder = new DescribedFolder(root);
    for (var embedding : new String[] {"1", "2", "3"}) {
      var growing = folder.begin(of(embedding));
      growing.add(new ClipId(1), new float[] {1});
      growing.serve();
    }
    folder.begin(of("4")).serve(); // of no clip

    assertThat(folder.serving()).containsExactly(of("3"));
    assertThat(folder.shards(of("2"))).hasSize(1);
    assertThat(folder.shards(of("1"))).isEmpty();
  }

  @Test
  void what_is_no_description_is_none() throws IOException {
    var folder = new DescribedFolder(root);
    Files.createDirectories(root.resolve("odd"));
    Files.writeString(root.resolve("odd").resolve("serving"), "../elsewhere");

    assertThat(folder.serving()).isEmpty();
    assertThatThrownBy(() -> folder.begin(of("../elsewhere")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
