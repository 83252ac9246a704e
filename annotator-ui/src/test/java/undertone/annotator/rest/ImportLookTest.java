package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.annotator.OpenHouse;
import undertone.annotator.Visitor.Answer;
import undertone.corpora.CorpusId;
import undertone.corpora.people.CorpusRole;

class ImportLookTest extends OpenHouse {

  @Test
  void a_look_counts_rows_labels_and_words_outside_the_scheme(@TempDir Path folder)
      throws IOException {
    var corpus = corpus(1);
    Files.writeString(
        folder.resolve("clips.csv"),
        """
        clip,text,label,candidates:ada
        one,Hello,anger,anger|disgusst
        two,Good bye,disgust,disgust
        ,No name,anger,anger
        """);

    var look = look(corpus, folder).json();

    assertThat(look.get("rows").asInt()).isEqualTo(3);
    assertThat(look.get("bad").asInt()).isEqualTo(1);
    assertThat(look.get("labels").get("anger").asInt()).isEqualTo(2);
    assertThat(look.get("unknown").get(0).get("word").asString()).isEqualTo("disgusst");
    assertThat(look.get("unknown").get(0).get("nearest").asString()).isEqualTo("disgust");
    assertThat(look.get("voters").get(0).asString()).isEqualTo("ada");
    assertThat(clipsOf(corpus)).hasSize(1);
  }

  @Test
  void an_owner_sees_no_folder_the_operator_has_not_opened(@TempDir Path folder)
      throws IOException {
    var corpus = corpus(1);
    Files.createDirectory(folder.resolve("secret"));
    var owner = browserOf(member(corpus, CorpusRole.OWNER));

    var listed = owner.get(path(corpus, "folders?path=", folder));
    var begin = owner.get("/api/v1/corpora/%s/import/folders".formatted(corpus));

    assertThat(listed.status()).isEqualTo(400);
    assertThat(listed.text()).doesNotContain("secret");
    assertThat(begin.json().get("folders")).isEmpty();
  }

  @Test
  void an_administrator_goes_through_folders(@TempDir Path folder) throws IOException {
    var corpus = corpus(1);
    Files.createDirectory(folder.resolve("talk"));
    Files.writeString(folder.resolve("talk/clips.csv"), "clip\n");

    var place = admin().get(path(corpus, "folders?path=", folder)).json();

    assertThat(place.get("folders").get(0).get("name").asString()).isEqualTo("talk");
    assertThat(place.get("folders").get(0).get("table").asBoolean()).isTrue();
  }

  private Answer look(CorpusId corpus, Path folder) {
    return admin().get(path(corpus, "look?folder=", folder));
  }

  private static String path(CorpusId corpus, String what, Path folder) {
    return "/api/v1/corpora/%s/import/%s%s"
        .formatted(corpus, what, URLEncoder.encode(folder.toString(), StandardCharsets.UTF_8));
  }
}
