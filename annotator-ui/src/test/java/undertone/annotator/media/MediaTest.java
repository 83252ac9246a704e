package undertone.annotator.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.annotator.OpenHouse;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.clip.MediaRegister;
import undertone.corpora.media.DerivedFile;
import undertone.corpora.media.MediaStore;
import undertone.corpora.media.StoredMedia;
import undertone.corpora.people.CorpusRole;

class MediaTest extends OpenHouse {

  private static final String BYTES = "0123456789";

  @Test
  void a_clip_plays_by_its_number_whole_and_in_parts() throws IOException {
    var corpus = corpus(1);
    var stored = give(corpus, "video/mp4", true, "READY");
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));

    var whole = ada.get(media(corpus));
    var part = ada.get(media(corpus), "Range", "bytes=2-4");
    var outside = ada.get(media(corpus), "Range", "bytes=1000-");

    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.text()).startsWith(BYTES);
    assertThat(whole.header("Content-Type")).isEqualTo("video/mp4");
    assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
    assertThat(whole.header("ETag")).isEqualTo("\"" + stored.hash() + "\"");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.text()).isEqualTo("234");
    assertThat(part.header("Content-Range")).isEqualTo("bytes 2-4/" + stored.bytes());
    assertThat(outside.status()).isEqualTo(416);
    assertThat(outside.header("Content-Range")).isEqualTo("bytes */" + stored.bytes());
  }

  @Test
  void a_browser_that_has_it_gets_nothing_again() throws IOException {
    var corpus = corpus(1);
    give(corpus, "video/mp4", true, "READY");
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var first = ada.get(media(corpus));

    var byTag = ada.get(media(corpus), "If-None-Match", first.header("ETag"));
    var byTime = ada.get(media(corpus), "If-Modified-Since", first.header("Last-Modified"));

    assertThat(byTag.status()).isEqualTo(304);
    assertThat(byTime.status()).isEqualTo(304);
    assertThat(byTag.text()).isEmpty();
  }

  @Test
  void a_part_of_another_file_is_never_pasted_to_what_the_browser_has() throws IOException {
    var corpus = corpus(1);
    give(corpus, "video/mp4", true, "READY");
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var tag = ada.get(media(corpus)).header("ETag");

    assertThat(ada.range(media(corpus), "bytes=2-4", tag).status()).isEqualTo(206);
    assertThat(ada.range(media(corpus), "bytes=2-4", "\"another\"").status()).isEqualTo(200);
  }

  @Test
  void a_copy_for_browsers_is_preferred_to_the_original() throws IOException {
    var corpus = corpus(1);
    var stored = give(corpus, "video/x-msvideo", false, "READY");
    derive(stored, DerivedFile.PROXY, "the copy");
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));

    var answer = ada.get(media(corpus));

    assertThat(answer.text()).isEqualTo("the copy");
    assertThat(answer.header("Content-Type")).isEqualTo("video/mp4");
    assertThat(answer.header("ETag")).contains(stored.hash()).contains("proxy");
  }

  @Test
  void what_is_still_being_made_says_so() throws IOException {
    var corpus = corpus(1);
    give(corpus, "video/x-msvideo", false, "PENDING");
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));

    for (var what : new String[] {"", "/poster", "/thumbnail", "/peaks", "/frames"}) {
      var answer = ada.get(media(corpus) + what);
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.detail()).contains("being prepared");
    }
  }

  @Test
  void a_file_gone_from_the_disk_is_told_in_plain_words() throws IOException {
    var corpus = corpus(1);
    var stored = give(corpus, "video/mp4", true, "READY");
    Files.delete(get(MediaStore.class).path(stored.hash()));
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));

    var answer = ada.get(media(corpus));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.detail()).contains("missing from the media store").contains("backup");
  }

  @Test
  void a_clip_whose_file_is_gone_says_so_until_the_file_is_back() throws IOException {
    var corpus = corpus(1);
    var hash = give(corpus, "video/mp4", true, "READY").hash();
    var file = get(MediaStore.class).path(hash);
    var away = Files.move(file, file.resolveSibling("away"));
    var ada = browserOf(member(corpus, CorpusRole.OWNER));
    var detail = "/api/v1/corpora/%s/clips/%s".formatted(corpus, clip(corpus));

    ada.get(media(corpus));
    var lost = ada.get(detail).json().path("clip");
    Files.move(away, file);
    get(MediaRegister.class).found(hash);
    var found = ada.get(detail).json().path("clip");

    assertThat(lost.path("state").asString()).isEqualTo("UNREADABLE");
    assertThat(lost.path("reason").asString()).contains(hash, "missing", "backup");
    assertThat(found.path("state").asString()).isEqualTo("READY");
    assertThat(found.path("reason").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript", "x"})
  void nothing_is_ever_sent_as_something_a_browser_runs(String mime) throws IOException {
    var corpus = corpus(1);
    give(corpus, mime, true, "READY");

    var answer = browserOf(member(corpus, CorpusRole.ANNOTATOR)).get(media(corpus));

    assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Security-Policy")).contains("sandbox", "default-src 'none'");
    assertThat(answer.header("Content-Disposition"))
        .isEqualTo("inline; filename=\"clip-%s\"".formatted(clip(corpus)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/media/../config/application.yaml",
        "/media/..%2f..%2fconfig/application.yaml",
        "/media/%2e%2e/%2e%2e/etc/passwd",
        "/media/%252e%252e/etc/passwd",
        "/media/1/..;/..;/db",
        "/media/..;/db/undertone.mv.db",
        "/media/1%00.mp4",
        "/media//etc/passwd",
        "/media/.",
        "/media/1/poster/../../2",
        "/media/1\u2215..\u2215x",
        "/VAADIN/../WEB-INF/web.xml",
        "/VAADIN/static/..%2f..%2fapplication.yaml",
        "/icons/..;/application.yaml",
        "/icons/%2e%2e/db/migration/V1__house.sql",
        "/application.yaml",
        "/db/migration/V1__house.sql",
        "/undertone/annotator/web/WebHouse.class"
      })
  void no_address_leads_to_a_file_that_is_not_a_clips(String path) {
    var corpus = corpus(1);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));

    var answer = ada.getRaw(path);

    assertThat(answer.status()).as(path).isNotEqualTo(200);
    assertThat(answer.text())
        .doesNotContain("root:", "create table", "hikari", "internal-proxies", "CAFEBABE");
  }

  private String media(CorpusId corpus) {
    return "/media/" + clip(corpus);
  }

  private ClipId clip(CorpusId corpus) {
    return clipsOf(corpus).getFirst();
  }

  private StoredMedia give(CorpusId corpus, String mime, boolean browserSafe, String preparation)
      throws IOException {
    var file = Files.createTempFile("clip", ".html");
    Files.writeString(file, BYTES + UUID.randomUUID());
    var stored = get(MediaStore.class).put(file);
    Files.delete(file);
    var jdbc = get(JdbcClient.class);
    jdbc.sql(
            "insert into media_file (hash, bytes, mime, browser_safe, preparation, created_at)"
                + " values (?, ?, ?, ?, ?, current_timestamp)")
        .params(stored.hash(), stored.bytes(), mime, browserSafe, preparation)
        .update();
    jdbc.sql("update clip set media_hash = ?, modality = 'VIDEO' where id = ?")
        .params(stored.hash(), clip(corpus).value())
        .update();
    return stored;
  }

  private void derive(StoredMedia media, DerivedFile kind, String content) throws IOException {
    var place = get(MediaStore.class).derived(media.hash(), kind);
    Files.createDirectories(place.getParent());
    Files.writeString(place, content);
  }
}
