package undertone.annotator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.jobs.DrawnOpenClip;
import undertone.engine.openclip.OpenClipFile;
import undertone.engine.recognition.WholeFiles;
import undertone.models.svfap.SvfapConfig;
import undertone.models.weights.SafeTensors;

class ModelsCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int models(Object... arguments) {
    var words = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
    return new CommandLine(new ModelsCommand())
        .setExecutionExceptionHandler(new PlainWords())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  private static Path parity(String name) {
    var folder =
        Path.of(System.getenv().getOrDefault("UNDERTONE_PARITY", "../../shared/parity"))
            .resolve(name);
    assumeTrue(Files.isDirectory(folder), "no parity numbers at " + folder.toAbsolutePath());
    return folder;
  }

  @Test
  void the_list_tells_sizes_and_what_goes_in_and_comes_out() {
    assertThat(models("list", "--json")).isZero();

    var first = JsonMapper.shared().readTree(out.toString()).get(0);
    assertThat(first.get("card").get("paper").asString()).contains("arXiv:");
    var base = first.get("variants").get("base");
    assertThat(base.get("parameters").asLong()).isGreaterThan(50_000_000);
    assertThat(base.get("config").get("width").asInt()).isEqualTo(512);
    assertThat(base.get("inputs").get(0).get("shape").size()).isEqualTo(5);
    assertThat(base.get("outputs").get(0).get("name").asString()).isEqualTo("logits");
  }

  @Test
  void people_are_told_each_model_and_its_weights() {
    assertThat(models("list")).isZero();

    assertThat(out.toString()).contains("mae-dfer: Sun, Lian, Liu").contains("84,878,343 weights");
  }

  @Test
  void a_folder_of_reference_numbers_is_checked_array_by_array() {
    assertThat(models("check", "mae-dfer", "--parity", parity("mae-dfer/finetune"), "--json"))
        .isZero();

    var report = JsonMapper.shared().readTree(out.toString());
    assertThat(report.get("model").asString()).isEqualTo("mae-dfer");
    assertThat(report.get("parameters").asLong()).isEqualTo(160_807);
    assertThat(report.get("outputs").get("logits").get("maxAbsDiff").asDouble())
        .isBetween(0., 1e-4);
    assertThat(report.get("outputs").has("gradients.loss.head.bias")).isTrue();
    assertThat(report.get("maxAbsDiff").asDouble()).isLessThan(1e-4);
    assertThat(report.get("maxRelDiff").asDouble()).isLessThan(1e-4);
  }

  @Test
  void models_on_features_are_checked_and_listed_as_well() {
    assertThat(models("check", "gcnet", "--parity", parity("gcnet"), "--json")).isZero();
    var report = JsonMapper.shared().readTree(out.toString());
    assertThat(report.get("outputs").has("two_spk.logits")).isTrue();
    assertThat(report.get("notCompared").size()).isZero();
    assertThat(report.get("maxAbsDiff").asDouble()).isLessThan(1e-5);

    assertThat(models("check", "emt-dlfr", "--parity", parity("emt-dlfr"))).isZero();
    assertThat(models("check", "attention", "--parity", parity("mer"))).isZero();
    assertThat(models("list")).isZero();
    assertThat(out.toString()).contains("emt-dlfr emt-dlfr: ").contains("gcnet: Lian, Chen, Sun");
  }

  @Test
  void models_of_frames_are_checked_and_listed_as_well() {
    assertThat(models("check", "two-aspect", "--parity", parity("abaw"), "--json")).isZero();
    var report = JsonMapper.shared().readTree(out.toString());
    assertThat(report.get("outputs").has("abaw4.eval_VA")).isTrue();
    assertThat(report.get("notCompared").size()).isZero();
    assertThat(report.get("maxAbsDiff").asDouble()).isLessThan(1e-5);

    assertThat(models("list")).isZero();
    assertThat(out.toString()).contains("two-aspect: Sun, Lian, Liu");
  }

  @Test
  void a_model_that_is_searched_is_held_against_the_code_of_its_search_and_listed_as_well() {
    assertThat(models("check", "emotion-nas", "--parity", parity("darts"), "--json")).isZero();
    var report = JsonMapper.shared().readTree(out.toString());
    assertThat(report.get("outputs").has("net.first_order_grad_normal")).isTrue();
    assertThat(report.get("notCompared").size()).isZero();
    assertThat(report.get("maxAbsDiff").asDouble()).isLessThan(1e-4);

    assertThat(models("list")).isZero();
    assertThat(out.toString()).contains("emotion-nas: Sun, Lian, Liu");
  }

  @Test
  void a_model_of_streams_is_checked_and_listed_as_well() {
    assertThat(models("check", "feature-fusion", "--parity", parity("abaw"), "--json")).isZero();
    var report = JsonMapper.shared().readTree(out.toString());
    assertThat(report.get("outputs").has("seq_attention.va")).isTrue();
    assertThat(report.get("notCompared").size()).isZero();
    assertThat(report.get("maxAbsDiff").asDouble()).isLessThan(1e-5);

    assertThat(models("list")).isZero();
    assertThat(out.toString()).contains("feature-fusion: Wen, Zhang, Zhang");
  }

  @Test
  void several_folders_are_checked_together() {
    assertThat(models("check", "svfap", "--parity", parity("svfap"), "--json")).isZero();

    var report = JsonMapper.shared().readTree(out.toString());
    assertThat(report.get("parameters").propertyNames()).containsExactly("finetune", "pretrain");
    assertThat(report.get("outputs").has("pretrain/prediction")).isTrue();
  }

  @Test
  void models_and_folders_that_do_not_exist_are_named(@TempDir Path empty) {
    assertThat(models("check", "mae", "--parity", empty)).isNotZero();
    assertThat(err.toString()).contains("There is no model mae, only").contains("mae-dfer");

    assertThat(models("check", "svfap", "--parity", empty)).isNotZero();
    assertThat(err.toString()).contains("holds no reference numbers");
  }

  /// Weights of the tiny SVFAP for four classes, all 0.5, one of which may be left out.
  private static Path weights(Path file, String without) throws IOException {
    var writer = new SafeTensors.Writer();
    SvfapConfig.TINY
        .fineTuning(4)
        .forEach((name, shape) -> {
          if (!name.equals(without)) {
            var values = new float[(int) shape.size()];
            Arrays.fill(values, .5f);
            writer.add(name, values, shape);
          }
        });
    return Files.write(file, writer.bytes());
  }

  @Test
  void weights_are_kept_under_the_network_they_fit(@TempDir Path folder) throws IOException {
    var file = weights(folder.resolve("whatever.safetensors"), "");

    assertThat(models("add", file, "--home", folder.resolve("home"), "--json")).isZero();

    var kept = JsonMapper.shared().readTree(out.toString());
    assertThat(kept.get("model").asString()).isEqualTo("svfap");
    assertThat(kept.get("variant").asString()).isEqualTo("tiny");
    var read =
        SafeTensors.read(
            folder
                .resolve("home/models/hosted/svfap")
                .resolve(
                    "tiny-%s.safetensors"
                        .formatted(kept.get("sha256").asString().substring(0, 12))));
    assertThat(read.floats("head.bias")).containsExactly(.5f, .5f, .5f, .5f);
    assertThat(read.metadata())
        .containsEntry("source", "whatever.safetensors")
        .containsKey("config");
  }

  @Test
  void weights_that_fit_nothing_are_refused_with_what_is_wrong_beside_the_closest(
      @TempDir Path folder) throws IOException {
    var file = weights(folder.resolve("part.safetensors"), "fc_norm.weight");

    assertThat(models("add", file, "--home", folder.resolve("home"))).isNotZero();

    assertThat(err.toString())
        .contains("part.safetensors fits no hosted network. Closest is svfap in the size tiny.")
        .contains("Missing: fc_norm.weight.");
    assertThat(folder.resolve("home/models/hosted")).doesNotExist();
  }

  @Test
  void files_of_another_kind_are_refused(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("weights.csv"), "1,2");

    assertThat(models("add", file, "--home", folder.resolve("home"))).isNotZero();

    assertThat(err.toString()).contains("weights.csv is of no kind");
  }

  @Test
  void a_head_is_told_what_its_classes_are_called_and_how_many_it_has(@TempDir Path folder)
      throws IOException {
    var file = weights(folder.resolve("fold1.safetensors"), "");
    var home = folder.resolve("home");

    assertThat(models("add", file, "--home", home)).isZero();
    assertThat(out.toString()).contains("It cannot vote before its classes have words");
    assertThat(models("add", file, "--home", home, "--classes", "happy,sad,calm")).isNotZero();
    assertThat(err.toString())
        .contains("3 classes are said, happy, sad, calm, but the head tells 4 apart.");
    assertThat(models("add", file, "--home", home, "--classes", "a,b,c,a")).isNotZero();
    assertThat(err.toString()).contains("Every class needs a word of its own");
    assertThat(models("add", file, "--home", home, "--trained-on", "dfew")).isNotZero();
    assertThat(err.toString()).contains("7 classes are said, happiness, sadness");
    assertThat(models("add", file, "--home", home, "--trained-on", "lab")).isNotZero();
    assertThat(err.toString())
        .contains("does not know the classes of \"lab\", only of dfew; name them by --classes.");

    out.getBuffer().setLength(0);
    assertThat(
            models(
                "add",
                file,
                "--home",
                home,
                "--classes",
                "happy, sad,neutral,fear",
                "--trained-on",
                "lab",
                "--json"))
        .isZero();
    var kept = JsonMapper.shared().readTree(out.toString());
    assertThat(kept.get("classes").valueStream().map(word -> word.asString()))
        .containsExactly("happy", "sad", "neutral", "fear");
    assertThat(kept.get("trainedOn").asString()).isEqualTo("lab");
    assertThat(kept.get("name").asString()).startsWith("svfap-tiny-");
  }

  private int undertone(Object... arguments) {
    out.getBuffer().setLength(0);
    var words = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
    return new CommandLine(new UndertoneCommand())
        .setExecutionExceptionHandler(new PlainWords())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  @Test
  void a_model_from_elsewhere_is_listed_and_votes_by_command(@TempDir Path folder)
      throws IOException {
    var file = weights(folder.resolve("fold1.safetensors"), "");
    var home = folder.resolve("home");
    var from = Files.createDirectories(folder.resolve("from"));
    Files.writeString(from.resolve("clips.csv"), "clip,text,label\na,words,happiness\n");
    assertThat(undertone("corpus", "create", "faces", "--home", home)).isZero();
    assertThat(undertone("corpus", "import", "faces", from, "--home", home)).isZero();
    assertThat(
            undertone(
                "models",
                "add",
                file,
                "--home",
                home,
                "--classes",
                "happy,sad,bored,fear",
                "--json"))
        .isZero();
    var name = JsonMapper.shared().readTree(out.toString()).get("name").asString();

    assertThat(undertone("models", "list", "--corpus", "faces", "--home", home)).isZero();
    assertThat(out.toString())
        .contains(name)
        .contains("fine-tuned elsewhere: happy, sad, bored, fear");
    assertThat(undertone("models", "list", "--corpus", "faces", "--json", "--home", home)).isZero();
    var listed = JsonMapper.shared().readTree(out.toString());
    assertThat(listed).hasSize(1);
    assertThat(listed.get(0).get("name").asString()).isEqualTo(name);
    assertThat(
            undertone(
                "run", "vote", "faces", "--model", name, "--map", "bored=calm", "--home", home))
        .isNotZero();
    assertThat(err.toString()).contains("The scheme has no label \"calm\"");
    assertThat(
            undertone(
                "run",
                "vote",
                "faces",
                "--model",
                name,
                "--map",
                "bored=none,happy=happiness,sad=sadness",
                "--home",
                home,
                "--json"))
        .as(err.toString())
        .isZero();
  }

  @Test
  void clip_weights_are_kept_with_the_merges_that_were_brought_and_listed(@TempDir Path folder)
      throws IOException {
    var file = DrawnOpenClip.weights(folder.resolve("open_clip_model.safetensors"), "", 1);
    var merges = DrawnOpenClip.merges(folder.resolve("bpe.txt.gz"), 30);
    var home = folder.resolve("home");

    assertThat(models("add", file, "--merges", merges, "--home", home, "--json"))
        .as(err.toString())
        .isZero();

    var kept = JsonMapper.shared().readTree(out.toString());
    assertThat(kept.get("model").asString()).isEqualTo("openclip");
    assertThat(kept.get("variant").asString()).isEqualTo("tiny");
    assertThat(kept.get("name").asString()).matches("openclip-tiny-[0-9a-f]{12}");
    var weights = Path.of(kept.get("file").asString());
    var facts = OpenClipFile.read(weights);
    assertThat(Files.readAllBytes(OpenClipFile.mergesOf(weights)))
        .isEqualTo(Files.readAllBytes(merges));
    assertThat(facts.mergesSha256()).isEqualTo(WholeFiles.hash(Files.readAllBytes(merges)));
    assertThat(facts.sha256()).isEqualTo(kept.get("sha256").asString());
    assertThat(facts.quickGelu()).isFalse();
    assertThat(SafeTensors.read(weights).floats("visual.proj"))
        .isEqualTo(SafeTensors.read(file).floats("visual.proj"));

    assertThat(models("add", file, "--merges", merges, "--quick-gelu", "--home", home)).isZero();
    assertThat(out.toString()).contains("run vote CORPUS --model openclip-tiny-");
    assertThat(OpenClipFile.read(weights).quickGelu()).isTrue();
    assertThat(models("list")).isZero();
    assertThat(out.toString())
        .contains("openclip: Radford et al. 2021")
        .contains("151,277,313 weights");
    assertThat(undertone("corpus", "create", "faces", "--home", home)).isZero();
    assertThat(undertone("models", "list", "--corpus", "faces", "--home", home)).isZero();
    assertThat(out.toString())
        .contains("brought in: describes faces, and votes by descriptions of labels");
  }

  @Test
  void clip_weights_that_lack_something_or_are_said_to_be_what_they_are_not_are_refused(
      @TempDir Path folder) throws IOException {
    var home = folder.resolve("home");
    var whole = DrawnOpenClip.weights(folder.resolve("whole.safetensors"), "", 1);
    var part = DrawnOpenClip.weights(folder.resolve("part.safetensors"), "ln_final.bias", 1);
    var merges = DrawnOpenClip.merges(folder.resolve("bpe.txt"), 30);

    assertThat(models("add", part, "--merges", merges, "--home", home)).isNotZero();
    assertThat(err.toString())
        .contains("part.safetensors fits no hosted network. Closest is openclip in the size tiny.")
        .contains("Missing: ln_final.bias.");
    assertThat(models("add", whole, "--home", home)).isNotZero();
    assertThat(err.toString()).contains("reads texts by a list of merges; bring it too");
    var few = DrawnOpenClip.merges(folder.resolve("few.txt"), 29);
    assertThat(models("add", whole, "--merges", few, "--home", home)).isNotZero();
    assertThat(err.toString())
        .contains("few.txt has 29 merges; openclip in the size tiny reads texts by 30.");
    assertThat(models("add", whole, "--merges", whole, "--home", home)).isNotZero();
    assertThat(err.toString()).contains("of the list of merges is no pair");
    assertThat(models("add", whole, "--merges", folder.resolve("gone"), "--home", home))
        .isNotZero();
    assertThat(err.toString()).contains("There is no list of merges at");
    assertThat(models("add", whole, "--merges", merges, "--classes", "a,b", "--home", home))
        .isNotZero();
    assertThat(err.toString()).contains("leave out --classes and --trained-on");
    var other = weights(folder.resolve("svfap.safetensors"), "");
    assertThat(models("add", other, "--merges", merges, "--home", home)).isNotZero();
    assertThat(err.toString()).contains("which reads no words; leave out --merges");
    assertThat(home.resolve("models/hosted")).doesNotExist();
  }

  @Test
  void of_clip_weights_that_turn_out_damaged_no_list_of_merges_is_left(@TempDir Path folder)
      throws IOException {
    var home = folder.resolve("home");
    var weights = DrawnOpenClip.weights(folder.resolve("torn.safetensors"), "", 1);
    var bytes = Files.readAllBytes(weights);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putFloat(bytes.length - Float.BYTES, Float.NaN);
    Files.write(weights, bytes);
    var merges = DrawnOpenClip.merges(folder.resolve("bpe.txt"), 30);

    assertThat(models("add", weights, "--merges", merges, "--home", home)).isNotZero();

    assertThat(err.toString()).contains("holds NaN");
    assertThat(home.resolve("models/hosted/openclip")).isEmptyDirectory();
  }
}
