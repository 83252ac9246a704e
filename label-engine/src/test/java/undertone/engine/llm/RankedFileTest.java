package undertone.engine.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import undertone.corpora.scheme.SchemeFromWords;

class RankedFileTest {
  private static final Path DATA =
      Path.of(System.getenv().getOrDefault("UNDERTONE_DATA", "../../shared/data"));

  private static RankedFile read(String... lines) throws IOException {
    return RankedFile.read(new StringReader(String.join("\n", lines)), "label-gpt4v.csv");
  }

  /// The published figures counted anew, in per cent; −1 = not published.
  @ParameterizedTest
  @CsvSource({
    "ckplus,  label-gpt4v.csv,       981,  69.72, 82.26, 92.76, 60.84, -1",
    "ravdess, label-gpt4v-3.csv,     1440, 34.31, 53.19, 64.79, 36.98, -1",
    "ravdess, label-gpt4v-2.csv,     1440, 22.29, 39.86, 51.18, 25.33, -1",
    "mer2023, label-gpt4v-multi.csv, 411,  64.96, 77.62, 87.59, 60.77, 65.39",
    "mer2023, label-gpt4v-video.csv, 411,  47.20, 61.80, 76.40, 45.77, 46.23",
    "mer2023, label-gpt4v-text.csv,  411,  34.55, 54.50, 67.88, 30.34, 34.57"
  })
  void published_files_give_the_published_figures(
      String set,
      String name,
      int answered,
      double top1,
      double top2,
      double top3,
      double recall,
      double f1)
      throws IOException {
    var folder = DATA.resolve("gpt4v").resolve(set);
    assumeTrue(Files.exists(folder), folder + " is not here; set UNDERTONE_DATA to run this test");
    var truth = RankedFile.read(folder.resolve("label.csv"));
    var file = RankedFile.read(folder.resolve(name));
    var scheme =
        SchemeFromWords.of(truth.rows().stream().map(RankedFile.Row::truth).toList(), List.of());
    var score = RankedScore.of(file, scheme);

    assertThat(file.voter()).isEqualTo("gpt4v");
    assertThat(truth.rows()).allSatisfy(row -> assertThat(row.ranking()).isEmpty());
    assertThat(file.byKey().keySet()).isEqualTo(truth.byKey().keySet());
    assertThat(score.answered()).isEqualTo(answered);
    assertThat(score.coverage()).isEqualTo(1);
    assertThat(100 * score.top().get(0)).isCloseTo(top1, offset(.01));
    assertThat(100 * score.top().get(1)).isCloseTo(top2, offset(.01));
    assertThat(100 * score.top().get(2)).isCloseTo(top3, offset(.01));
    assertThat(100 * score.recall()).isCloseTo(recall, offset(.01));
    if (f1 > 0) {
      assertThat(100 * score.f1()).isCloseTo(f1, offset(.01));
    }
  }

  @Test
  void what_is_written_is_what_is_read() throws IOException {
    var file =
        read(
            "name,gt,gpt4v",
            "a.jpg,Fear,\"Surprise,Fear,Neutral\"",
            "b.jpg,Fear,",
            "\"c, d.jpg\",-0.6,negative");
    var out = new StringWriter();
    file.write(out);

    assertThat(out.toString())
        .isEqualTo(
            """
            name,gt,gpt4v
            a.jpg,Fear,"Surprise,Fear,Neutral"
            b.jpg,Fear,
            "c, d.jpg",-0.6,negative
            """);
    assertThat(read(out.toString().split("\n"))).isEqualTo(file);
  }

  @Test
  void names_are_met_without_folder_and_ending() {
    assertThat(RankedFile.key("test/happy/clip.01.mp4")).isEqualTo("clip.01");
    assertThat(RankedFile.key("clip.01")).isEqualTo("clip.01");
    assertThat(RankedFile.key("C:\\faces\\a.PNG")).isEqualTo("a");
  }

  @Test
  void two_clips_that_would_be_met_as_one_are_an_error() throws IOException {
    var file = read("name,gt,gpt4v", "x/a.jpg,Fear,Fear", "y/a.jpg,Fear,Fear");

    assertThatThrownBy(file::byKey).hasMessageContaining("x/a.jpg").hasMessageContaining("y/a.jpg");
  }

  @Test
  void words_off_the_list_are_kept_apart_and_keep_their_place_in_a_score() throws IOException {
    var scheme = SchemeFromWords.of(List.of("Fear", "Surprise", "Disgust"), List.of());
    var file =
        read(
            "name,gt,gpt4v",
            "a,Fear,\"Concentration, surprised, FEAR\"",
            "b,Disgust,\"['disgusted', 'curious', 'Disgust']\"",
            "c,Surprise,");

    assertThat(RankedFile.ranking(file.rows().get(0), scheme).labels())
        .containsExactly("surprise", "fear");
    assertThat(RankedFile.ranking(file.rows().get(0), scheme).offList())
        .containsExactly("Concentration");
    assertThat(RankedFile.ranking(file.rows().get(1), scheme).labels()).containsExactly("disgust");
    var score = RankedScore.of(file, scheme);
    assertThat(score.top()).containsExactly(.5, .5, 1.0);
    assertThat(score.topOfAsked()).containsExactly(1 / 3.0, 1 / 3.0, 2 / 3.0);
    assertThat(score.coverage()).isCloseTo(2 / 3.0, offset(1e-9));
  }

  @Test
  void every_wrong_line_is_told_at_once() {
    assertThatThrownBy(() ->
            read("name,gt,gpt4v", "a,Fear,Fear,Joy", ",Fear,Fear", "b,Fear,Fear", "b,Fear,Fear"))
        .hasMessageContaining("3 wrong lines")
        .hasMessageContaining("line 2")
        .hasMessageContaining("in quotes")
        .hasMessageContaining("line 3")
        .hasMessageContaining("line 5: b stands in line 4 already");
    assertThatThrownBy(() -> read("clip,label")).hasMessageContaining("name,gt,VOTER");
  }

  @Test
  void a_label_with_a_comma_goes_into_json_lines_alone(@TempDir Path folder) throws IOException {
    var file =
        new RankedFile(
            "kim", List.of(new RankedFile.Row("a.mp4", "joy", List.of("joy, calm", "joy"))));

    assertThatThrownBy(() -> file.write(folder.resolve("out.csv")))
        .hasMessageContaining("ends in .jsonl");
    file.write(folder.resolve("out.jsonl"));

    assertThat(Files.readString(folder.resolve("out.jsonl")))
        .isEqualTo(
            """
            {"name":"a.mp4","gt":"joy","voter":"kim","ranking":["joy, calm","joy"]}
            """);
  }
}
