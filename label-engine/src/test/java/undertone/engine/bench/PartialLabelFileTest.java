package undertone.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.corpora.Label;
import undertone.corpora.manifest.ClipRow;
import undertone.engine.captions.CaptionRecipe;
import undertone.engine.features.FaceDescription;
import undertone.engine.features.FacePictures;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.NoMedia;
import undertone.engine.pseudo.PseudoPlan;
import undertone.engine.refinement.PixelEncoder;
import undertone.engine.refinement.RefinementMethod;
import undertone.engine.refinement.Start;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Matrix;

/// Partial-label tables come as MATLAB files from whoever published them.
class PartialLabelFileTest {
  private static final int CLIPS = 120;
  private static final int CLASSES = 3;

  @TempDir private Path folder;

  /// Three clusters; a fifth of the sets lacks the truth.
  private Path table() throws Exception {
    var random = new Random(4);
    var data = Mat5.newMatrix(CLIPS, 4);
    var sets = Mat5.newMatrix(CLASSES, CLIPS);
    var truth = Mat5.newMatrix(CLASSES, CLIPS);
    for (int i = 0; i < CLIPS; i++) {
      int right = i % CLASSES;
      truth.setDouble(right, i, 1);
      sets.setDouble(i % 5 == 0 ? (right + 1) % CLASSES : right, i, 1);
      for (int e = 0; e < 4; e++) {
        data.setDouble(i, e, (e == right ? 3 : 0) + random.nextGaussian());
      }
    }
    return write("table.mat", data, sets, truth);
  }

  private Path write(String name, @Nullable Matrix data, Matrix sets, Matrix truth)
      throws Exception {
    var file = folder.resolve(name);
    var mat = Mat5.newMatFile();
    if (data != null) {
      mat.addArray("data", data);
    }
    mat.addArray("partial_target", sets).addArray("target", truth);
    mat.addArray("note", Mat5.newString("made by hand"));
    Mat5.writeToFile(mat, file.toFile());
    return file;
  }

  @Test
  void clips_of_which_there_are_only_numbers_cannot_be_labelled_by_prompts() throws Exception {
    var data = table();
    var eyes = blind();
    var options =
        new ZeroShotBenchOptions(
            data, null, FaceDescription.HOG, 0, false, CaptionRecipe.small(), 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ZeroShotBench(eyes).run(options, _ -> {}))
        .withMessageContaining("name a folder with clips.csv");
  }

  @Test
  void labels_are_spread_over_clips_of_which_there_are_only_numbers() throws Exception {
    var report = new PseudoBench(spreading(table(), null), blind()).run().get("metrics");

    assertThat(report)
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("testClips", CLIPS / 5)
        .containsEntry("labelledClips", 4 * CLASSES)
        .hasEntrySatisfying("pseudo", f1 -> assertThat((Double) f1).isGreaterThan(.6));
  }

  @Test
  void clips_of_which_there_are_only_numbers_have_no_faces_to_read() throws Exception {
    var data = table();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> spreading(data, PixelEncoder.LIGHT))
        .withMessageContaining("leave --encoder out");
  }

  private static PseudoBenchOptions spreading(Path data, @Nullable PixelEncoder encoder) {
    return new PseudoBenchOptions(
        new TableSlice(data, null, List.of(), null, null, 0, 0),
        .05,
        FaceDescription.HOG,
        encoder,
        .9,
        PseudoPlan.DEFAULT.with(PseudoPlan.DEFAULT.learning().of(2, 60, 1)));
  }

  private BenchEyes blind() throws IOException {
    return new BenchEyes(List.of(), FacePictures.open(new NoMedia()), new FeatureCache(folder));
  }

  @Test
  void columns_become_clips_with_sets_truth_and_features() throws Exception {
    var read = PartialLabelFile.read(table());
    var scheme = read.scheme(null);
    var rows = read.rows(scheme);

    assertThat(scheme.labels())
        .extracting(Label::id)
        .containsExactly("class-01", "class-02", "class-03");
    assertThat(rows).hasSize(CLIPS);
    var seventh = rows.get(6);
    assertThat(seventh.gold()).isEqualTo("class-01");
    assertThat(held(seventh)).containsExactly("class-01");
    assertThat(held(rows.get(5))).containsExactly("class-01"); // the truth is the third
    var part = read.features(List.of(seventh, rows.get(1)));
    assertThat(part[1]).isEqualTo(read.features(rows)[1]).hasSize(4);
    assertThat(part[0][0]).isGreaterThan(1);
  }

  private static List<String> held(ClipRow row) {
    return Objects.requireNonNull(row.opinions().get("candidates")).labels().labels();
  }

  @Test
  void a_bench_refines_it_on_its_own_features() throws Exception {
    var report =
        new RefineBench(
                new BenchEyes(
                    List.of(),
                    FacePictures.open(new NoMedia()),
                    new FeatureCache(folder.resolve("cache"))))
            .run(options(table(), RefinementMethod.TRUSTED));

    assertThat(report).containsEntry("features", "of the table").containsEntry("clips", CLIPS);
    assertThat(report.get("metrics"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .hasEntrySatisfying("aurocNoise", a -> assertThat((Double) a).isGreaterThan(.8));
  }

  @Test
  void a_table_is_read_once_and_never_opened_again() throws Exception {
    var file = table();
    var content = new TableSlice(file, null, List.of(), null, null, 0, 0).read();
    Files.delete(file);

    assertThat(content.rows()).hasSize(CLIPS);
    assertThat(Objects.requireNonNull(content.brought()).features(content.rows()))
        .hasDimensions(CLIPS, 4);
  }

  @Test
  void a_table_is_read_as_what_is_said_or_else_guessed_from_its_name() throws Exception {
    var unnamed = Files.copy(table(), folder.resolve("lost")); // without .mat

    assertThat(read(unnamed, TableFormat.MAT).rows()).hasSize(CLIPS);
    assertThat(TableFormat.of(Path.of("LOST.MAT"), null)).isEqualTo(TableFormat.MAT);
    assertThat(TableFormat.of(Path.of("faces"), null)).isEqualTo(TableFormat.CLIPS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(folder, TableFormat.MAT))
        .withMessageContaining("is a folder, and --format mat reads one MATLAB file");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(table(), TableFormat.CLIPS))
        .withMessageContaining("is a file, and --format clips reads a folder with clips.csv");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TableFormat.of("csv"))
        .withMessage("--format must be clips or mat but is \"csv\".");
  }

  private static TableSlice.Content read(Path data, TableFormat format) {
    return new TableSlice(data, format, List.of(), null, null, 0, 0).read();
  }

  private static RefineBenchOptions options(Path data, RefinementMethod method) {
    return new RefineBenchOptions(
        data,
        null,
        List.of(),
        2,
        0,
        1,
        null,
        0,
        null,
        0,
        GoldPolicy.RANDOM,
        null,
        method.written(),
        Annotators.AS_NEEDED,
        Start.VOTES,
        FaceDescription.HOG,
        RefineBenchOptions.PlanChanges.NONE,
        0);
  }

  @Test
  void what_does_not_fit_together_is_told() throws Exception {
    var sets = Mat5.newMatrix(CLASSES, 4);
    var other = Mat5.newMatrix(CLASSES, 5);
    var odd = Mat5.newMatrix(CLASSES, 4);
    odd.setDouble(1, 2, .5);
    var data = Mat5.newMatrix(4, 2);

    assertThatRead(write("none.mat", null, sets, sets)).withMessageContaining("has no \"data\"");
    assertThatRead(write("fits.mat", data, sets, other)).withMessageContaining("3 by 5");
    var half = PartialLabelFile.read(write("half.mat", data, odd, sets));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> half.rows(half.scheme(null)))
        .withMessageContaining("clip 3 is neither 0 nor 1 but 0.5");
    assertThatRead(folder.resolve("absent.mat")).withMessageContaining("There is no file");
  }

  private static ThrowableAssertAlternative<?> assertThatRead(Path file) {
    return assertThatIllegalArgumentException().isThrownBy(() -> PartialLabelFile.read(file));
  }

  @Test
  void a_file_cut_short_anywhere_is_refused() throws Exception {
    var whole = Files.readAllBytes(table());
    for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 60)) {
      var cut = Files.write(folder.resolve("cut.mat"), Arrays.copyOf(whole, length));
      assertThatRead(cut).withMessageStartingWith("cut.mat is no");
    }
  }

  @Test
  void damaged_bytes_are_refused_or_read_and_nothing_else() throws Exception {
    var whole = Files.readAllBytes(table());
    var random = new Random(1);
    int refused = 0;
    for (int turn = 0; turn < 200; turn++) {
      var bytes = whole.clone();
      bytes[128 + random.nextInt(bytes.length - 128)] = (byte) random.nextInt(256);
      var file = Files.write(folder.resolve("hurt.mat"), bytes);
      try {
        var read = PartialLabelFile.read(file);
        read.rows(read.scheme(null));
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("hurt.mat is no");
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  /// A matrix of two thousand million numbers, in a file of two hundred bytes.
  @Test
  void a_small_file_that_promises_much_gets_no_memory() throws Exception {
    var bytes = ByteBuffer.allocate(208).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(Arrays.copyOf("MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII), 124));
    bytes.putShort((short) 0x0100).put((byte) 'I').put((byte) 'M');
    bytes.putInt(14).putInt(2_000_000_064); // miMATRIX
    bytes.putInt(6).putInt(8).putInt(6).putInt(0); // flags: double
    bytes.putInt(5).putInt(8).putInt(250_000_000).putInt(1);
    bytes.putInt(1).putInt(4).put("data".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    bytes.putInt(9).putInt(2_000_000_000);
    var file = Files.write(folder.resolve("promise.mat"), bytes.array());

    assertThatRead(file).withMessageStartingWith("promise.mat is no readable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lost", "BirdSong", "italian"})
  void published_tables_are_read(String name) {
    var data = System.getenv("UNDERTONE_DATA");
    assumeThat(data).as("UNDERTONE_DATA names the folder of published tables").isNotNull();
    var file = Path.of(String.valueOf(data), "pll", name + ".mat");
    assumeThat(file).exists();

    var read = PartialLabelFile.read(file);
    var rows = read.rows(read.scheme(null));

    assertThat(rows).hasSizeGreaterThan(1000).extracting(ClipRow::gold).doesNotContainNull();
    assertThat(rows).allSatisfy(r -> assertThat(r.opinions()).containsKey("candidates"));
    assertThat(read.features(rows.subList(0, 1))[0]).isNotEmpty();
  }
}
