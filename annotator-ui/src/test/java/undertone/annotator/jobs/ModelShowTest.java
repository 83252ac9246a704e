package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.annotator.OpenHouse;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.Library;

class ModelShowTest extends OpenHouse {

  @Test
  void what_may_distress_is_not_shown_as_an_example() {
    var corpus = corpus(3);
    var ids = clipsOf(corpus);
    get(JdbcClient.class)
        .sql("update clip set distressing = true where id = ?")
        .param(ids.get(1).value())
        .update();
    var library = get(Library.class);
    var clips = ids.stream().map(id -> library.require(corpus, id)).toList();

    assertThat(ModelShow.shown(clips)).extracting(Clip::id).containsExactly(ids.get(0), ids.get(2));
  }
}
