package undertone.annotator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.challenge.OpenSetTable;
import undertone.corpora.challenge.Preference;
import undertone.corpora.challenge.PreferenceTable;

class EvaluateCommandTest {

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int evaluate(String track, Path truth, Path predicted, Object... more) {
    var arguments =
        Stream.concat(
                Stream.of("--track", track, "--truth", truth, "--pred", predicted), Stream.of(more))
            .map(String::valueOf)
            .toArray(String[]::new);
    return new CommandLine(new EvaluateCommand())
        .setExecutionExceptionHandler(new PlainWords())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static JsonNode json(Path file) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(file));
  }

  @Test
  void classes_and_valence_come_out_as_one_flat_object_in_full_precision() throws IOException {
    var truth = file("truth.csv", "name,discrete,valence\na,sad,-1\nb,happy,2\nc,happy,3\n");
    var predicted =
        file("pred.csv", "\uFEFFname,discrete,valence\nc,happy,3\na,sad,0\nb,angry,2.5\n");
    var figures = folder.resolve("figures.json");

    int exit = evaluate("mer2023-multi", truth, predicted, "--json", figures);

    assertThat(err.toString()).isEmpty();
    assertThat(out.toString()).isEmpty();
    assertThat(exit).isZero();
    var json = json(figures);
    double f1 = 1.0 / 3 + 2.0 / 3 * (2.0 / 3);
    double mse = (1 + 0.25) / 3;
    assertThat(json.propertyNames()).containsExactly("clips", "accuracy", "f1", "mse", "score");
    assertThat(json.get("clips").isInt()).isTrue();
    assertThat(json.get("accuracy").asDouble()).isEqualTo(2.0 / 3);
    assertThat(json.get("f1").asDouble()).isCloseTo(f1, within(1e-15));
    assertThat(json.get("mse").asDouble()).isCloseTo(mse, within(1e-15));
    assertThat(json.get("score").asDouble()).isCloseTo(f1 - mse / 4, within(1e-15));
  }

  @Test
  void people_get_a_table() throws IOException {
    var labels = file("l.csv", "name,discrete\na,sad\nb,neutral\n");

    assertThat(evaluate("MER2024-SEMI", labels, labels)).isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            "clips     2\naccuracy  1.0000\nf1        1.0000\nscore     1.0000\n");
  }

  @Test
  void faults_are_listed_and_nothing_is_scored() throws IOException {
    var truth = file("truth.csv", "name,discrete,valence\na,sad,-1\nb,happy,2\nc,happy,3\n");
    var predicted =
        file("pred.csv", "name,discrete,valence\na,sadd,0\nb,happy,Infinity\nb,happy,1\nd,sad,0\n");

    int exit = evaluate("mer2023-noise", truth, predicted);

    assertThat(exit).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .containsExactly(
            "pred.csv, line 2, column discrete: \"sadd\" is no class; did you mean sad?",
            "pred.csv, line 3, column valence: \"Infinity\" is no valence; it lies in -5..5.",
            "pred.csv, line 4, column name: clip b has a row already, line 3.",
            "pred.csv, line 5, column name: clip \"d\" is not among the 3 expected.",
            "pred.csv: there is no row for clip c.");
  }

  @Test
  void a_pool_may_hold_other_clips_and_its_size_is_a_note_unless_the_official_rules_are_asked_for()
      throws IOException {
    var truth = file("truth.csv", "name,discrete\na,sad\n");
    var predicted = file("pred.csv", "name,discrete\na,sad\nother,happy\n");

    assertThat(evaluate("mer2025-semi", truth, predicted)).isZero();
    assertThat(err.toString())
        .contains("there are 2 rows where the organisers ask for 20000")
        .contains("the organisers want it called submission.csv");
    assertThat(evaluate("mer2025-semi", truth, predicted, "--official")).isEqualTo(1);
  }

  @Test
  void twenty_thousand_rows_under_the_right_name_satisfy_the_official_rules() throws IOException {
    var rows = new StringBuilder("name,discrete\n");
    IntStream.range(0, 20_000).forEach(i -> rows.append("s").append(i).append(",sad\n"));
    var predicted = file("submission.csv", rows.toString());
    var truth = file("truth.csv", "name,discrete\ns1,sad\ns2,happy\n");

    assertThat(evaluate("mer2026-cross", truth, predicted, "--official", "--json", "-")).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(JsonMapper.shared().readTree(out.toString()).get("accuracy").asDouble())
        .isEqualTo(0.5);
  }

  @Test
  void open_sets_are_scored_with_groups_of_synonyms_and_without() throws IOException {
    var truth = file("truth.csv", "name,openset\na,\"['happy', 'sad']\"\n");
    var predicted = file("pred.csv", "name,openset\na,['Joyful']\n");
    var groups = file("groups.json", "{\"a\": [[\"happy\", \"joyful\"]]}");

    evaluate("mer2024-ov", truth, predicted, "--synonyms", groups, "--json", "-");

    var figures = JsonMapper.shared().readTree(out.toString());
    assertThat(figures.get("accuracy").asDouble()).isEqualTo(1);
    assertThat(figures.get("recall").asDouble()).isEqualTo(0.5);
    assertThat(figures.get("average").asDouble()).isEqualTo(0.75);
    out.getBuffer().setLength(0);
    evaluate("mer2024-ov", truth, predicted);
    assertThat(out.toString()).contains("average   0.0000");
  }

  @Test
  void open_sets_of_later_years_are_scored_on_wheels_from_a_folder() throws IOException {
    file("format.csv", "name,format\nmerry,merrier\nlonely,\"lonelier,loneliness\"\n");
    file("synonym.csv", "word_run1,synonym_run1\njoy,merry\ngrief,lonely\n");
    file("wheel1.csv", "level1,level2,level3\nplus,bright,joy\nminus,dark,grief\n");
    var truth = file("truth.csv", "name,openset\na,\"['merrier', 'loneliness']\"\nb,['tree']\n");
    var predicted = folder.resolve("run-openset.npz");
    OpenSetTable.writeNpz(
        predicted,
        List.of(
            new OpenSetTable.Row(1, "a", List.of("merry")),
            new OpenSetTable.Row(2, "b", List.of())));

    int exit = evaluate("mer2026-ov", truth, predicted, "--wheels", folder, "--json", "-");

    assertThat(exit).isZero();
    var figures = JsonMapper.shared().readTree(out.toString());
    assertThat(figures.get("precision").asDouble()).isEqualTo(1);
    assertThat(figures.get("recall").asDouble()).isEqualTo(0.5);
    assertThat(figures.get("score").asDouble()).isCloseTo(2.0 / 3, within(1e-15));
    assertThat(figures.get("clipsWheel1Level1").asInt()).isEqualTo(1);
    assertThat(figures.get("unknownTruthWords").asInt()).isEqualTo(1);
    assertThat(figures.get("droppedTruthWords").asInt()).isEqualTo(1);
    assertThat(figures.get("droppedPredictedWords").asInt()).isZero();
    assertThat(figures.has("f1Level2")).isFalse();

    assertThat(evaluate("mer2025-ov", truth, predicted)).isEqualTo(1);
    assertThat(err.toString()).contains("mer2025-ov is scored on emotion wheels; name the folder");
  }

  @Test
  void words_that_no_wheel_knows_are_named_the_most_frequent_first() throws IOException {
    file("format.csv", "name,format\nmerry,merrier\nodd,odder\n");
    file("synonym.csv", "word_run1,synonym_run1\njoy,merry\npuzzle,odd\n");
    file("wheel1.csv", "level1,level2,level3\nplus,bright,joy\n");
    var truth =
        file("truth.csv", "name,openset\na,\"['merry', 'tree']\"\nb,\"['tree', 'odder']\"\n");
    var predicted = file("pred.csv", "name,openset\na,\"['Merrier']\"\nb,\"['stone']\"\n");

    assertThat(evaluate("mer2025-ov", truth, predicted, "--wheels", folder)).isZero();

    assertThat(out.toString())
        .containsPattern("droppedTruthWords +3")
        .containsPattern(
            "unknownTruthWords +2") // a base that leads to no wheel is dropped, not unknown
        .containsPattern("droppedPredictedWords +1")
        .contains("No wheel knows these words of the truth: tree (2), odder (1).")
        .contains("No wheel knows these words of the predictions: stone (1).");
  }

  @Test
  void preferences_are_scored_from_tables_and_from_arrays() throws IOException {
    var truth = file("truth.csv", "name,a1,a2,preference\na,x,y,a1\na,x,z,same\nb,u,v,a2\n");
    var replies = file("pred.csv", "name,preference\na,\"a1, clearly\"\na,a2\nb,I prefer a1\n");
    var arrays = folder.resolve("answers.npz");
    PreferenceTable.writeNpz(
        arrays,
        List.of(Preference.A1, Preference.SAME, Preference.A2),
        List.of(Preference.A1, Preference.A2, Preference.A1));

    assertThat(evaluate("mer2026-prefer", truth, replies, "--json", "-")).isZero();
    var fromTables = out.toString();
    out.getBuffer().setLength(0);
    assertThat(evaluate("mer2026-prefer", arrays, arrays, "--json", "-")).isZero();

    assertThat(out.toString()).isEqualTo(fromTables);
    var figures = JsonMapper.shared().readTree(fromTables);
    assertThat(figures.get("pairs").asInt()).isEqualTo(2);
    assertThat(figures.get("accuracy").asDouble()).isEqualTo(0.5);

    assertThat(evaluate("mer2026-prefer", truth, file("few.csv", "name,preference\na,a1\n")))
        .isEqualTo(1);
    assertThat(err.toString()).contains("few.csv: there are 1 answers to 3 pairs.");
  }

  @Test
  void a_track_nobody_knows_and_a_file_that_is_not_there_are_said_in_plain_words()
      throws IOException {
    var labels = file("l.csv", "name,discrete\na,sad\n");

    assertThat(evaluate("mer1999", labels, labels)).isEqualTo(2);
    assertThat(err.toString()).contains("There is no track mer1999, only mer2023-multi");
    assertThat(evaluate("mer2024-semi", labels, folder.resolve("gone.csv"))).isEqualTo(1);
    assertThat(err.toString()).contains("There is no file or folder").contains("gone.csv");
    assertThat(evaluate("mer2024-ov", labels, labels)).isEqualTo(1);
    assertThat(err.toString()).contains("undertone: l.csv: has no column openset");
  }

  @Test
  void the_published_example_scores_as_published() throws IOException {
    var published =
        Path.of(System.getenv().getOrDefault("UNDERTONE_DATA", "../../shared/data"))
            .resolve("mertools/MER2024/ov_store");
    assumeTrue(Files.exists(published), published + " is not here; set UNDERTONE_DATA");

    int exit =
        evaluate(
            "mer2024-ov",
            published.resolve("check-openset.csv"),
            published.resolve("predict-openset.csv"),
            "--synonyms",
            published.resolve("openset-synonym.zip"),
            "--json",
            "-");

    assertThat(exit).isZero();
    var figures = JsonMapper.shared().readTree(out.toString());
    assertThat(figures.get("accuracy").asDouble()).isCloseTo(0.581777108433735, within(1e-9));
    assertThat(figures.get("recall").asDouble()).isCloseTo(0.4977911646586345, within(1e-9));
    assertThat(figures.get("average").asDouble()).isCloseTo(0.5397841365461847, within(1e-9));
  }
}
