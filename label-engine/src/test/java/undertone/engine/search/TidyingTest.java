package undertone.engine.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TidyingTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
  private final IndexWriter writer;
  private final Tidying tidying;
  private DirectoryReader reader;

  TidyingTest() throws IOException {
    writer =
        new IndexWriter(
            directory,
            new IndexWriterConfig()
                .setMergePolicy(NoMergePolicy.INSTANCE)
                .setMergeScheduler(new SerialMergeScheduler()));
    tidying = new Tidying(writer);
    reader = DirectoryReader.open(writer);
  }

  @AfterEach
  void close() throws IOException {
    reader.close();
    writer.close();
    directory.close();
  }

  private void write(int parts) throws IOException {
    for (int i = 0; i < parts; i++) {
      var document = new Document();
      document.add(new StringField("id", String.valueOf(i), Store.NO));
      writer.addDocument(document);
      writer.commit();
    }
  }

  private int parts() throws IOException {
    var newer = DirectoryReader.openIfChanged(reader);
    if (newer != null) {
      reader.close();
      reader = newer;
    }
    return reader.leaves().size();
  }

  private boolean look(long minutes) throws IOException {
    writer.getConfig().setMergePolicy(new TieredMergePolicy());
    parts();
    boolean begun = tidying.look(minutes * MINUTE, reader);
    writer.getConfig().setMergePolicy(NoMergePolicy.INSTANCE);
    return begun;
  }

  @Test
  void many_parts_become_two_once_nobody_has_written_for_ten_minutes() throws IOException {
    write(7);

    assertThat(look(0)).isFalse();
    assertThat(look(9)).isFalse();
    assertThat(parts()).isEqualTo(7);
    assertThat(look(10)).isTrue();
    assertThat(parts()).isEqualTo(2);
    assertThat(writer.getDocStats().numDocs).isEqualTo(7);
  }

  @Test
  void whoever_writes_puts_it_off() throws IOException {
    write(7);
    look(0);
    write(1);

    assertThat(look(10)).isFalse();
    assertThat(look(19)).isFalse();
    assertThat(look(20)).isTrue();
  }

  @Test
  void few_parts_are_left_alone() throws IOException {
    write(4);
    look(0);

    assertThat(look(30)).isFalse();
    assertThat(parts()).isEqualTo(4);
  }
}
