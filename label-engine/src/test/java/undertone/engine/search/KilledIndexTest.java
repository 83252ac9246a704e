package undertone.engine.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledIndexTest {
  @TempDir Path folder;

  @Test
  void whoever_is_killed_while_writing_finds_all_up_to_the_last_mark() throws Exception {
    for (int commits = 1; commits <= 3; commits++) {
      int sure = IndexingProcess.killedAfter(folder, commits);

      try (var index = SearchIndex.open(folder, IndexSettings.USUAL.onRequest())) {
        int marked = Integer.parseInt(index.mark());
        assertThat(marked).isGreaterThanOrEqualTo(sure);
        for (int number = 1; number <= marked; number++) {
          assertThat(index.entry("clip:" + number)).contains(IndexingProcess.clip(number));
        }
      }
    }
  }
}
