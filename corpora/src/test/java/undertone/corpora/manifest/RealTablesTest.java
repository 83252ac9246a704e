package undertone.corpora.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import undertone.corpora.Label;
import undertone.corpora.scheme.ShippedSchemes;

/// Tables of published corpora, read whole.
class RealTablesTest {

  private static final Path DATA =
      Path.of(Optional.ofNullable(System.getenv("UNDERTONE_DATA")).orElse("../../shared/data"));

  private record Count(long good, List<RowFault> faults, long others) {}

  @ParameterizedTest(name = "{0} under {1}")
  @CsvSource({
    "ck48, ferplus8, 981, 0",
    "cmumosi, '', 2199, 0",
    "crema-d, ekman7, 22326, 0",
    "emer, mer6, 332, 0",
    "ferplus, ferplus8, 9500, 0",
    "meld, ekman7, 13708, 0",
    "mer2023, mer6, 5030, 2",
    "ravdess, ravdess8, 240, 0",
    "sims, '', 2281, 0",
    "video, ferplus8, 23, 0"
  })
  void a_real_table_reads_without_a_bad_row(String corpus, String scheme, long clips, long others) {
    var count = count(corpus, scheme.isEmpty() ? TableRules.AS_WRITTEN : under(scheme));
    assertThat(count.faults).isEmpty();
    assertThat(count.good).isEqualTo(clips);
    assertThat(count.others).isEqualTo(others);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "ck48, 8, anger contempt disgust fear happiness neutral sadness surprise",
    "crema-d, 6, anger disgust fear happiness neutral sadness",
    "emodb, 7, anger boredom disgust fear happiness neutral sadness",
    "ferplus, 8, anger contempt disgust fear happiness neutral sadness surprise",
    "iemocap, 6, anger excitement frustration happiness neutral sadness",
    "mer2023, 8, anger curiosity disgust happiness neutral sadness surprise worry",
    "ravdess, 8, anger calm disgust fear happiness neutral sadness surprise"
  })
  void the_classes_of_a_real_table_are_its_words(String corpus, int classes, String words) {
    var scheme = ClipsCsv.classesOf(table(corpus), _ -> true);
    assertThat(scheme.labels()).hasSize(classes);
    assertThat(scheme.labels().stream().map(Label::id)).containsExactly(words.split(" ", -1));
    var count = count(corpus, TableRules.under(scheme));
    assertThat(count.others).isZero();
    assertThat(count.faults).allMatch(f -> f.reason().contains("makes the clip id"));
  }

  // The source itself gives two utterances of one session the same name, twice.
  @ParameterizedTest
  @CsvSource({"iemocap, 10085, 2"})
  void names_that_come_twice_are_told_and_the_rest_is_read(String corpus, long clips, int bad) {
    var count = count(corpus, TableRules.AS_WRITTEN);
    assertThat(count.good).isEqualTo(clips);
    assertThat(count.faults).hasSize(bad);
    assertThat(count.faults.getFirst().message())
        .contains(
            "line 9220", "makes the clip id Ses05M_impro03_FXX0, which line 9201 has already");
  }

  private static TableRules under(String scheme) {
    return TableRules.under(ShippedSchemes.find(scheme).orElseThrow());
  }

  private static Path table(String corpus) {
    var file = DATA.resolve(corpus).resolve("clips.csv");
    assumeTrue(
        Files.isRegularFile(file),
        "needs the real corpora; set UNDERTONE_DATA to the folder that holds " + corpus);
    return file;
  }

  private static Count count(String corpus, TableRules rules) {
    long good = 0;
    var faults = new ArrayList<RowFault>();
    try (var table = ClipsCsv.open(table(corpus), rules)) {
      for (var result : table) {
        switch (result) {
          case RowResult.Good(_) -> good++;
          case RowResult.Bad(var told) -> faults.addAll(told);
        }
      }
      long others = table.others().values().stream().mapToLong(Long::longValue).sum();
      return new Count(good, faults, others);
    }
  }
}
