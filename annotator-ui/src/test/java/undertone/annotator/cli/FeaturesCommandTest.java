package undertone.annotator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;
import undertone.engine.contract.ClipSteps;
import undertone.engine.contract.FeatureSet;
import undertone.engine.contract.FeatureSetWriter;
import undertone.engine.contract.ModalityCard;
import undertone.engine.contract.SetCard;

class FeaturesCommandTest {
  private static final ModalityCard FACES =
      new ModalityCard("visual", "mycnn", 3, ModalityCard.Level.SEQUENCE, 25.0);

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int undertone(Object... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var words = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
    return new CommandLine(new UndertoneCommand())
        .setExecutionExceptionHandler(new PlainWords())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  private Path set() throws IOException {
    var root = folder.resolve("set");
    var card =
        new SetCard(
            "talks",
            SetCard.Task.CLASSIFICATION,
            List.of("happiness", "sadness"),
            null,
            List.of(FACES));
    try (var writer = FeatureSetWriter.into(root, card)) {
      for (var clip : List.of("a1", "a2", "b1")) {
        writer.put(clip, FACES, ClipSteps.of(3, 1, 2, clip.charAt(1), 4, 5, 6));
      }
    }
    Files.writeString(
        root.resolve("clips.csv"),
        """
        clip,split,conversation,turn,speaker,label,text
        a1,train,a,1,Ann,happiness,What a lovely day!
        a2,train,a,2,Ben,sadness,I miss her.
        b1,test,b,1,Ann,happiness,We won.
        """);
    return root;
  }

  @Test
  void a_sound_set_is_told_in_numbers() throws IOException {
    assertThat(undertone("features", "check", set())).isZero();

    assertThat(out.toString())
        .contains(
            "3 clips, 1 conversations", "visual by mycnn: 3 numbers a step", "Nothing is wrong");
  }

  @Test
  void a_bench_asks_where_a_model_lies_that_it_is_to_describe_clips_by() throws IOException {
    assertThat(
            undertone("bench", "refine", "--data", set(), "--features", "aligned+mae-dfer-tiny-3"))
        .isNotZero();

    assertThat(err.toString())
        .contains(
            "Where mae-dfer-tiny-3 lies is not known",
            "--model mae-dfer-tiny-3=PATH",
            "models/hosted");
  }

  @Test
  void faults_are_told_each_with_its_remedy_and_end_the_command_with_one() throws IOException {
    var root = set();
    Files.writeString(root.resolve("features/visual/mycnn/zz.npy"), "x");
    Files.delete(root.resolve("features/visual/mycnn/a1.npz"));
    Files.writeString(root.resolve("features/visual/mycnn/a1.csv"), "1,2\n");

    assertThat(undertone("features", "check", root)).isEqualTo(1);
    assertThat(err.toString()).contains("zz.npy", "clip a1", "has 2 columns where 3 belong");
    assertThat(undertone("features", "check", root, "--json")).isEqualTo(1);
    assertThat(JsonMapper.shared().readTree(out.toString()).get("faults").size()).isEqualTo(2);
    assertThat(undertone("features", "import", root, "talks", "--home", folder.resolve("home")))
        .as("nothing is taken of a set with faults")
        .isEqualTo(1);
  }

  @Test
  void a_set_comes_in_with_its_turns_and_goes_out_with_the_product_s_own_features()
      throws IOException {
    var home = folder.resolve("home");
    assertThat(undertone("corpus", "create", "talks", "--home", home)).isZero();

    assertThat(undertone("features", "import", set(), "talks", "--home", home)).isZero();
    assertThat(undertone("features", "list", "talks", "--home", home)).isZero();

    assertThat(out.toString()).contains("talks: 3 clips; visual by mycnn, 3 numbers");

    var target = folder.resolve("exported");
    assertThat(undertone("features", "export", "talks", target, "--gold", "--home", home))
        .as(err.toString())
        .isZero();
    var exported = FeatureSet.open(target);
    var text = exported.card().modality("text");
    assertThat(text.dim()).isEqualTo(384);
    assertThat(exported.clips())
        .extracting(clip ->
            "%s %s %s %s %s"
                .formatted(
                    clip.name(), clip.conversation(), clip.turn(), clip.speaker(), clip.gold()))
        .containsExactly("a1 a 1 Ann happiness", "a2 a 2 Ben sadness", "b1 b 1 Ann happiness");
    assertThat(exported.steps(exported.clips().getFirst(), text)).isPresent();
    assertThat(undertone("features", "check", target)).isZero();
  }
}
