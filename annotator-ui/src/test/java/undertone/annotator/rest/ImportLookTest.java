package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.OpenHouse;
import undertone.annotator.Visitor.Answer;
import undertone.annotator.jobs.ImportPlan;
import undertone.corpora.CorpusId;
import undertone.corpora.Sentence;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;

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
  void what_an_administrator_has_brought_in_an_owner_does_not_bring_in_again(@TempDir Path folder) {
    var corpus = corpus(1);
    var runs = get(Runs.class);
    var plan = JsonMapper.shared().writeValueAsString(new ImportPlan(folder.toString(), 1));
    var run = runs.queue(RunKind.IMPORT, corpus, plan, 0, "", null).id();
    runs.end(run, RunState.FAILED, Sentence.of("The disk was full."), null);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));

    var refused = owner.post("/api/v1/runs/%s/again".formatted(run), Map.of());

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.detail()).contains("is not open for imports");
    assertThat(runs.find(run).orElseThrow().state()).isEqualTo(RunState.FAILED);
    assertThat(admin().post("/api/v1/runs/%s/again".formatted(run), Map.of()).status())
        .isEqualTo(204);
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
