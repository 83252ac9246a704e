package undertone.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.engine.bench.PicoBenchOptions.Generator;
import undertone.engine.metrics.TruthMissing;
import undertone.engine.refinement.CandidateProtocol;

/// Pictures come out of archives and tables, hostile ones are refused, and the bench says what came
/// of learning from them.
class PicoBenchTest {
  private static final List<String> KEYS =
      List.of(
          "accuracyTest",
          "truthMissingBefore",
          "truthMissingAfter",
          "meanSetBefore",
          "meanSetAfter",
          "aurocNoise",
          "flagPrecision",
          "flagRecall",
          "stepMs",
          "stepCpuMs",
          "augmentImagesPerSecond");

  @TempDir private Path folder;

  /// A `tar.gz` of one's own making.
  private static final class Tar implements AutoCloseable {
    private final OutputStream out;

    Tar(Path file) throws IOException {
      out = new GZIPOutputStream(Files.newOutputStream(file));
    }

    void add(String path, byte[] bytes) throws IOException {
      add(path, '0', bytes.length, bytes);
    }

    void add(String path, char type, long size, byte[] bytes) throws IOException {
      var header = new byte[512];
      write(header, 0, path);
      write(header, 124, "%011o".formatted(size));
      header[156] = (byte) type;
      write(header, 257, "ustar");
      Arrays.fill(header, 148, 156, (byte) ' ');
      long sum = 0;
      for (byte b : header) {
        sum += b & 0xff;
      }
      write(header, 148, "%06o\0".formatted(sum));
      out.write(header);
      out.write(bytes);
      out.write(new byte[(512 - bytes.length % 512) % 512]);
    }

    private static void write(byte[] header, int at, String text) {
      var bytes = text.getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    @Override
    public void close() throws IOException {
      out.write(new byte[1024]);
      out.close();
    }
  }

  private static byte[] png(int side, int rgb) throws IOException {
    var picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < side * side; i++) {
      picture.setRGB(i % side, i / side, rgb);
    }
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", bytes);
    return bytes.toByteArray();
  }

  private Path archive() throws IOException {
    var file = folder.resolve("pictures.tar.gz");
    var colours = Map.of("blue", 0x0000c0, "green", 0x00c000, "red", 0xc00000);
    try (var tar = new Tar(file)) {
      for (var colour : List.of("red", "green", "blue")) {
        for (int i = 0; i < 16; i++) {
          var split = i < 12 ? "train" : "test";
          int rgb = colours.getOrDefault(colour, 0) + i * 0x010101;
          tar.add("./%s/%s/%02d.png".formatted(split, colour, i), png(i % 2 == 0 ? 16 : 20, rgb));
        }
      }
      tar.add("./README", "not a picture".getBytes(StandardCharsets.US_ASCII));
    }
    return file;
  }

  private static PicoBenchOptions options(
      Path data, String method, Generator generator, List<String> voters, int limit) {
    return new PicoBenchOptions(
        data, null, method, null, null, "2", generator, .3, .2, null, voters, 2, 1, limit, 0, 2, 8,
        16, false, 1, 4);
  }

  private static PicoBenchOptions options(Path data, int limit) {
    return options(data, "irnet", Generator.IRNET, List.of(), limit);
  }

  @Test
  void class_folders_are_read_out_of_an_archive() throws IOException {
    var pictures = LabelledPictures.read(options(archive(), 0));

    assertThat(pictures.classes()).containsExactly("blue", "green", "red");
    assertThat(pictures.learned()).isEqualTo(36);
    assertThat(pictures.measured()).isEqualTo(12);
    assertThat(pictures.measuredTruths()).containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2);
    assertThat(pictures.pictures(16).count()).isEqualTo(48);
  }

  @Test
  void a_limit_keeps_the_shares_of_the_classes() throws IOException {
    var pictures = LabelledPictures.read(options(archive(), 9));

    assertThat(pictures.learnedTruths()).containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2);
  }

  @Test
  void a_bench_says_what_learning_from_an_archive_came_to() throws IOException {
    var report = PicoBench.run(options(archive(), 0), null, (_, _, _, _) -> {});

    assertThat(report)
        .containsEntry("bench", "pico")
        .containsEntry("clips", 36)
        .containsEntry("testClips", 12)
        .containsEntry("classes", 3)
        .containsEntry("generator", "irnet");
    assertThat(report.get("metrics"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsKeys(KEYS.toArray());
  }

  @Test
  void voters_of_a_table_stand_in_for_the_generator() throws IOException {
    var rows = new StringBuilder("clip,split,label,candidates:kim\n");
    for (int i = 0; i < 20; i++) {
      Files.write(
          folder.resolve("p%d.png".formatted(i)), png(20, i % 2 == 0 ? 0xc00000 : 0x0000c0));
      rows.append(
          "p%d.png,%s,%s,%s\n"
              .formatted(
                  i,
                  i < 16 ? "train" : "valid",
                  i % 2 == 0 ? "red" : "blue",
                  i % 5 == 0 ? "green" : "red|blue"));
    }
    Files.writeString(folder.resolve("clips.csv"), rows.toString());

    var report =
        PicoBench.run(
            options(folder, "pico", Generator.IRNET, List.of("kim"), 0), null, (_, _, _, _) -> {});

    assertThat(report).containsEntry("clips", 16).containsEntry("testClips", 4);
    var metrics = (Map<?, ?>) Objects.requireNonNull(report.get("metrics"));
    assertThat((Object) metrics.get("truthMissingBefore")).isEqualTo(.25); // rows 0, 5, 10 and 15
    assertThat((Object) metrics.get("truthMissingAfter")).isEqualTo(.25);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/train/red/1.png",
        "train/../../1.png",
        "train\\red\\1.png",
        "C:/train/red/1.png"
      })
  void paths_that_leave_the_archive_are_refused(String path) throws IOException {
    var file = folder.resolve("hostile.tar.gz");
    try (var tar = new Tar(file)) {
      tar.add(path, png(16, 0));
    }
    assertThatThrownBy(() -> LabelledPictures.read(options(file, 0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("leaves the archive");
  }

  @ParameterizedTest
  @ValueSource(chars = {'1', '2', '3', '6'})
  void links_and_devices_are_refused(char type) throws IOException {
    var file = folder.resolve("hostile.tar.gz");
    try (var tar = new Tar(file)) {
      tar.add("train/red/1.png", type, 0, new byte[0]);
    }
    assertThatThrownBy(() -> LabelledPictures.read(options(file, 0)))
        .hasMessageContaining("is a link, a device or of an unknown kind");
  }

  @Test
  void files_that_claim_too_much_and_archives_that_grow_too_much_are_refused() throws IOException {
    var claims = folder.resolve("claims.tar.gz");
    try (var tar = new Tar(claims)) {
      tar.add("train/red/1.png", '0', 5L << 30, new byte[0]);
    }
    assertThatThrownBy(() -> LabelledPictures.read(options(claims, 0)))
        .hasMessageContaining("train/red/1.png has 5368709120 bytes");

    var grows = folder.resolve("grows.tar.gz");
    try (var tar = new Tar(grows)) {
      for (int i = 0; i < 40; i++) {
        tar.add("train/red/%d.png".formatted(i), new byte[1 << 20]);
      }
    }
    assertThatThrownBy(() -> LabelledPictures.read(options(grows, 0)))
        .hasMessageContaining("unpacks to more than");
  }

  @Test
  void what_is_no_picture_is_named() throws IOException {
    var file = folder.resolve("words.tar.gz");
    try (var tar = new Tar(file)) {
      tar.add("train/red/1.png", "words".getBytes(StandardCharsets.US_ASCII));
    }
    assertThatThrownBy(() -> LabelledPictures.read(options(file, 0)))
        .hasMessage("train/red/1.png is no picture that can be read.");
  }

  @Test
  void an_archive_that_ends_too_early_is_refused() throws IOException {
    var file = folder.resolve("short.tar.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(new byte[] {'t', 'r'});
    }
    assertThatThrownBy(() -> LabelledPictures.read(options(file, 0)))
        .hasMessageContaining("ends in the middle");
  }

  @Test
  void a_folder_without_pictures_is_told_what_it_lacks() {
    assertThatThrownBy(() -> LabelledPictures.read(options(folder, 0)))
        .hasMessageContaining("neither a clips.csv nor a tar.gz");
  }

  @Test
  void grey_pictures_keep_their_values() throws IOException {
    var picture = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setSamples(0, 0, 2, 2, 0, new int[] {0, 40, 130, 255});
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", bytes);

    assertThat(SmallPicture.read("grey", bytes.toByteArray(), 2))
        .containsExactly(0, 0, 0, 40, 40, 40, 130, 130, 130, 255, 255, 255);
  }

  @Test
  void uniform_sets_are_as_large_and_as_noisy_as_the_protocol_says() {
    var truths = new int[50_000];
    Arrays.setAll(truths, i -> i % 10);

    var sets = CandidateProtocol.IRNET.sets(truths, 10, .3, .2, 0);

    assertThat(sizes(sets)).isCloseTo(3.70, offset(.02));
    assertThat(TruthMissing.rate(sets, truths)).isCloseTo(.20, offset(.006));
    assertThat(CandidateProtocol.IRNET.sets(truths, 10, .3, .2, 0)).isDeepEqualTo(sets);
    assertThat(TruthMissing.rate(CandidateProtocol.UNIFORM.sets(truths, 10, .3, .2, 0), truths))
        .isZero();
  }

  private static double sizes(boolean[][] sets) {
    long held = 0;
    for (var set : sets) {
      for (boolean in : set) {
        held += in ? 1 : 0;
      }
    }
    return (double) held / sets.length;
  }

  @Test
  void hierarchical_sets_confuse_kin_only_and_need_to_know_them() throws IOException {
    var coarse = folder.resolve("coarse.yaml");
    Files.writeString(coarse, "warm: [red, orange]\ncold: [blue]\n");
    var classes = List.of("blue", "orange", "red");

    var kin = CoarseClasses.of(coarse, classes);
    var sets = CandidateProtocol.hierarchical(new int[] {0, 1, 2}, kin, .99, 0, 1);

    assertThat(sets)
        .isDeepEqualTo(
            new boolean[][] {{true, false, false}, {false, true, true}, {false, true, true}});
    assertThatThrownBy(() -> CoarseClasses.of(null, classes))
        .hasMessageContaining("says nothing of blue");
  }

  @Test
  void what_was_drawn_is_written_down_beside_the_truth_and_what_became_of_it() throws IOException {
    var file = folder.resolve("sets.csv");

    PicoBench.run(options(archive(), 0), file, (_, _, _, _) -> {});

    var rows = Files.readAllLines(file);
    assertThat(rows).hasSize(37).first().isEqualTo("picture,truth,candidates,refined,noise");
    var protocol = CandidateProtocol.IRNET.sets(blueGreenRed(), 3, .3, .2, 4);
    for (int i = 0; i < protocol.length; i++) {
      var cells = rows.get(i + 1).split(",", -1);
      assertThat(cells[0]).contains("train/" + cells[1] + "/");
      var given = List.of(cells[2].split("\\|", -1));
      for (int k = 0; k < 3; k++) {
        assertThat(given.contains(List.of("blue", "green", "red").get(k)))
            .as("%s holds class %d", rows.get(i + 1), k)
            .isEqualTo(protocol[i][k]);
      }
    }
  }

  private static int[] blueGreenRed() {
    return IntStream.range(0, 36).map(i -> i / 12).toArray();
  }

  @Test
  void a_missing_graphics_card_is_said() {
    var gpu = gpu(folder.resolve("nothing"));
    assumeTrue(Engine.getEngine("PyTorch").getGpuCount() == 0, "there is a GPU here");
    assertThatThrownBy(() -> PicoBench.run(gpu, null, (_, _, _, _) -> {}))
        .hasMessageContaining("no GPU");
  }

  private static PicoBenchOptions gpu(Path data) {
    return new PicoBenchOptions(
        data,
        null,
        "irnet",
        null,
        null,
        null,
        Generator.IRNET,
        .3,
        .2,
        null,
        List.of(),
        2,
        1,
        0,
        0,
        1,
        8,
        16,
        true,
        1,
        0);
  }
}
