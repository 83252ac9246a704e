package undertone.corpora.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.CorpusId;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.Modality;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.media.MediaProbe;
import undertone.corpora.media.MediaStore;
import undertone.corpora.media.MediaWorkers;
import undertone.corpora.scheme.ShippedSchemes;

/// Published corpora, brought in whole.
class RealFoldersTest {

  private static final Path DATA =
      Path.of(Optional.ofNullable(System.getenv("UNDERTONE_DATA")).orElse("../../shared/data"));

  @TempDir private Path home;

  @Test
  void faces_with_a_models_rankings() {
    var house = HouseOnBothDatabases.houses().getFirst();
    var corpus = corpus(house, "ferplus8");

    var report = run(house, corpus, "ck48");

    assertThat(report.added()).isEqualTo(981);
    assertThat(report.bad()).isZero();
    assertThat(report.unreadable()).isZero();
    assertThat(report.gold()).isEqualTo(981);
    assertThat(report.votes()).isEqualTo(Map.of("gpt4v", 981L));
    assertThat(run(house, corpus, "ck48").nothingChanged()).isTrue();
  }

  @Test
  void films_old_and_new_with_and_without_sound() {
    var house = HouseOnBothDatabases.houses().getLast();
    var corpus = corpus(house, "ferplus8");

    var report = run(house, corpus, "video");

    assertThat(report.added()).isEqualTo(23);
    assertThat(report.bad()).isZero();
    var clips = house.get(Library.class).page(corpus, ClipFilter.ALL, -1, 100);
    assertThat(clips).extracting(Clip::state).containsOnly(ClipState.READY);
    assertThat(clips).extracting(Clip::modality).containsOnly(Modality.VIDEO);
    assertThat(clips).allSatisfy(c -> assertThat(c.durationMicros()).isPresent());
    assertThat(clips).extracting(Clip::hasAudio).contains(true, false);
  }

  private static CorpusId corpus(Furnished house, String scheme) {
    return house
        .get(Catalogue.class)
        .create("Real " + UUID.randomUUID(), ShippedSchemes.find(scheme).orElseThrow(), "en")
        .id();
  }

  private ImportReport run(Furnished house, CorpusId corpus, String data) {
    var folder = DATA.resolve(data);
    assumeTrue(
        Files.isDirectory(folder),
        "needs the real corpora; set UNDERTONE_DATA to the folder that holds " + data);
    try (var workers = new MediaWorkers(2)) {
      return house
          .get(Importer.class)
          .run(
              new ImportOrder(corpus, folder, 2),
              new MediaStore(home),
              new MediaProbe(workers),
              (_, _) -> {});
    }
  }
}
