package undertone.engine.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.numpy.FloatArray;
import undertone.corpora.numpy.Npz;

class FeatureSetTest {
  @TempDir private Path folder;

  private Path set() throws IOException {
    return SmallSet.write(folder.resolve("set"));
  }

  private static List<String> faults(Path root) throws IOException {
    return FeatureSetCheck.of(root, false).faults().stream().map(Fault::message).toList();
  }

  private static void replace(Path file, String old, String by) throws IOException {
    var text = Files.readString(file);
    assertThat(text).contains(old);
    Files.writeString(file, text.replaceFirst(Pattern.quote(old), by));
  }

  @Test
  void what_was_written_is_read_again_bit_for_bit() throws IOException {
    var set = FeatureSet.open(set());

    assertThat(set.card()).isEqualTo(SmallSet.CARD);
    assertThat(set.clips()).hasSize(12);
    var turn = set.clips().get(1);
    assertThat(turn.text("en")).contains("Said, by \"d0_u1\".");
    assertThat(turn.startMicros()).isEqualTo(1_500_000L);
    var again = folder.resolve("again");
    try (var writer = FeatureSetWriter.into(again, set.card())) {
      for (var clip : set.clips()) {
        writer.put(clip);
        for (var modality : set.card().modalities()) {
          var steps = set.steps(clip, modality);
          if (steps.isPresent()) {
            writer.put(clip.name(), modality, steps.get());
          }
        }
      }
    }
    try (var files = Files.walk(set.root())) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(again.resolve(set.root().relativize(file))).hasSameBinaryContentAs(file);
      }
    }
  }

  @Test
  void a_sound_set_is_counted_and_nothing_is_wrong_with_it() throws IOException {
    var report = FeatureSetCheck.of(set(), false);

    assertThat(report.faults()).isEmpty();
    assertThat(report.clips()).isEqualTo(12);
    assertThat(report.conversations()).isEqualTo(4);
    assertThat(report.labels()).containsEntry("happy", 4L).containsEntry("sad", 4L);
    assertThat(report.splits()).containsEntry("train", 6L);
    var audio = report.modalities().get(1);
    assertThat(audio.missing()).isEqualTo(4);
    assertThat(audio.steps()).isEqualTo(new SetReport.Lengths(5, 5, 6));
    assertThat(audio.missingSteps()).isCloseTo(2 / 44.0, within(1e-9));
  }

  @Test
  void every_fault_is_told_not_only_the_first() throws IOException {
    var root = set();
    replace(
        root.resolve("clips.csv"), "d0_u0,train,d0,0", "d0_u1,train,d0,0"); // twice, and strange
    replace(root.resolve("clips.csv"), "d1_u1,train", "d1_u1,test"); // a conversation in two splits
    replace(
        root.resolve("clips.csv"), "d2_u2,valid,d2,2,A,3.000000", "d2_u2,valid,d2,2,A,0.500000");
    replace(
        root.resolve("clips.csv"),
        "d3_u0,test,d3,0,A,0.000000,1.500000,sad",
        "d3_u0,test,d3,0,A,0.000000,1.500000,sda");
    var audio = root.resolve("features/audio/logmel");
    Files.writeString(audio.resolve("stranger.npy"), "x");
    Files.writeString(audio.resolve("d2_u1.csv"), "1,2,3\n"); // beside its npz
    Files.delete(audio.resolve("d3_u1.npz"));
    Files.writeString(audio.resolve("d3_u1.csv"), "time,f0,f1,f2\n0,1,2,3\n1,NaN,2,3\n\n3,1,2\n");
    save(audio.resolve("d3_u2.npz"), new FloatArray(List.of(1, 2), 1, 2));
    Files.writeString(root.resolve("features/text/minilm/notes.txt"), "x");

    assertThat(faults(root))
        .anySatisfy(f -> assertThat(f).contains("clips.csv, line 3").contains("d0_u1"))
        .anySatisfy(f -> assertThat(f).contains("clip d1_u1", "conversation d1", "split test"))
        .anySatisfy(f -> assertThat(f).contains("clip d2_u2", "starts at 0.5 s"))
        .anySatisfy(f -> assertThat(f).contains("\"sda\"", "write \"sad\""))
        .anySatisfy(f -> assertThat(f).contains("stranger.npy", "does not know"))
        .anySatisfy(f -> assertThat(f).contains("clip d2_u1", "d2_u1.csv", "keep one of them"))
        .anySatisfy(f -> assertThat(f).contains("d3_u1.csv, line 3", "\"NaN\" in column 0"))
        .anySatisfy(f -> assertThat(f).contains("d3_u1.csv, line 4", "empty line"))
        .anySatisfy(f -> assertThat(f).contains("d3_u1.csv, line 5", "3 columns where 4"))
        .anySatisfy(f -> assertThat(f).contains("d3_u2.npz", "2 numbers a step", "dim 3"))
        .anySatisfy(f -> assertThat(f).contains("notes.txt", "no kind of file"));
  }

  @Test
  void a_conversation_in_two_splits_passes_if_it_is_allowed_on_purpose() throws IOException {
    var root = set();
    replace(root.resolve("clips.csv"), "d1_u1,train", "d1_u1,test");

    assertThat(faults(root)).singleElement().asString().contains("keep each conversation");
    assertThat(FeatureSetCheck.of(root, true).fine()).isTrue();
  }

  @Test
  void a_card_tells_all_that_is_wrong_with_it() throws IOException {
    var root = set();
    Files.writeString(
        root.resolve("dataset.json"),
        """
        {"format": "other", "version": 1, "task": "guessing", "classes": ["a", "a"],
         "modalities": [
           {"name": "../text", "extractor": "x", "dim": 4, "level": "utterance"},
           {"name": "audio", "extractor": "x", "dim": 0, "level": "sequence"},
           {"name": "visual", "extractor": "x", "dim": 4, "level": "film"}]}
        """);

    assertThat(faults(root))
        .anySatisfy(f -> assertThat(f).contains("affect-dataset"))
        .anySatisfy(f -> assertThat(f).contains("\"guessing\"", "classification"))
        .anySatisfy(f -> assertThat(f).contains("class \"a\" twice"))
        .anySatisfy(f -> assertThat(f).contains("../text"))
        .anySatisfy(f -> assertThat(f).contains("1 to 16384"))
        .anySatisfy(f -> assertThat(f).contains("\"film\""));
  }

  @Test
  void numbers_that_are_none_are_told_with_their_place() throws IOException {
    var root = set();
    var values = new float[] {1, 2, 3, 4, Float.NaN, 6, Float.POSITIVE_INFINITY, 8, 9};
    save(root.resolve("features/audio/logmel/d0_u1.npz"), new FloatArray(List.of(3, 3), values));

    assertThat(faults(root))
        .singleElement()
        .asString()
        .contains("clip d0_u1", "NaN in feat, row 1, column 1", "1 more");
  }

  @Test
  void files_that_would_run_something_or_lead_elsewhere_are_refused() throws IOException {
    var root = set();
    var text = root.resolve("features/text/minilm");
    Files.delete(text.resolve("d0_u0.npz"));
    Files.write(text.resolve("d0_u0.npy"), npy("|O", "(4,)", "False", new byte[] {1, 2, 3}));
    Files.delete(text.resolve("d0_u1.npz"));
    Files.write(text.resolve("d0_u1.npy"), npy(">f4", "(4,)", "False", new byte[16]));
    Files.delete(text.resolve("d0_u2.npz"));
    Files.write(text.resolve("d0_u2.npy"), npy("<f4", "(1, 4)", "True", new byte[16]));
    Files.write(text.resolve("d1_u0.npz"), "no archive".getBytes(ISO_8859_1));
    Files.delete(text.resolve("d1_u1.npz"));
    Files.write(folder.resolve("secret.npy"), npy("<f4", "(4,)", "False", new byte[16]));
    Files.createSymbolicLink(text.resolve("d1_u1.npy"), folder.resolve("secret.npy"));
    Files.write(text.resolve("d1_u2.npz"), bomb());

    assertThat(faults(root))
        .hasSize(6)
        .anySatisfy(f -> assertThat(f).contains("clip d0_u0", "'descr': '|O'"))
        .anySatisfy(f -> assertThat(f).contains("clip d0_u1", "'descr': '>f4'"))
        .anySatisfy(f -> assertThat(f).contains("clip d0_u2", "'fortran_order': True"))
        .anySatisfy(f -> assertThat(f).contains("clip d1_u0", "no archive of arrays"))
        .anySatisfy(f -> assertThat(f).contains("clip d1_u1", "leads out of"))
        .anySatisfy(f -> assertThat(f).contains("clip d1_u2", "unfolds to more than"));
  }

  @Test
  void every_kind_of_number_that_numpy_writes_is_read() throws IOException {
    var root = set();
    var text = root.resolve("features/text/minilm");
    Files.delete(text.resolve("d0_u0.npz"));
    var file = text.resolve("d0_u0.npy");
    var clip = SmallSet.row("d0_u0", "train", "d0", 0, null);
    for (var kind : List.of("<f8", "<f2", "|i1", "<i2", "<i4", "<i8", "|u1")) {
      int size = kind.charAt(2) - '0';
      var bytes = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
      for (int v = 1; v <= 4; v++) {
        switch (kind) {
          case "<f8" -> bytes.putDouble(v);
          case "<f2" -> bytes.putShort(Float.floatToFloat16(v));
          case "<i2" -> bytes.putShort((short) v);
          case "<i4" -> bytes.putInt(v);
          case "<i8" -> bytes.putLong(v);
          default -> bytes.put((byte) v);
        }
      }
      Files.write(file, npy(kind, "(1, 1, 4)", "False", bytes.array()));
      var steps = FeatureSet.open(root).steps(clip, SmallSet.TEXT).orElseThrow();
      assertThat(steps.steps()).as(kind).containsExactly(1, 2, 3, 4);
    }
    Files.write(file, npy("<f4", "(0, 4)", "False", new byte[0]));
    assertThat(FeatureSet.open(root).steps(clip, SmallSet.TEXT)).isEmpty();
    assertThat(faults(root)).isEmpty();
  }

  @Test
  void frames_of_a_folder_come_in_the_order_of_their_numbers() throws IOException {
    var root = set();
    var text = root.resolve("features/text/minilm");
    Files.delete(text.resolve("d0_u0.npz"));
    Files.createDirectory(text.resolve("d0_u0"));
    for (int frame : new int[] {10, 9, 1}) {
      var bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
      bytes.putFloat(frame);
      Files.write(
          text.resolve("d0_u0/f%d.npy".formatted(frame)),
          npy("<f4", "(4,)", "False", bytes.array()));
    }

    var steps =
        FeatureSet.open(root)
            .steps(SmallSet.row("d0_u0", "train", "d0", 0, null), SmallSet.TEXT)
            .orElseThrow();

    assertThat(List.of(steps.at(0, 0), steps.at(1, 0), steps.at(2, 0)))
        .containsExactly(1f, 9f, 10f);
  }

  @Test
  void a_row_with_nothing_but_its_time_is_a_missing_step() throws IOException {
    var root = set();
    var audio = root.resolve("features/audio/logmel");
    Files.delete(audio.resolve("d0_u1.npz"));
    Files.writeString(audio.resolve("d0_u1.csv"), "time,f0,f1,f2\n0,1,2,3\n0.5,,,\n1,4,5,6\n");
    var clip = SmallSet.row("d0_u1", "train", "d0", 1, null);

    var steps = FeatureSet.open(root).steps(clip, SmallSet.AUDIO).orElseThrow();

    assertThat(steps.length()).isEqualTo(3);
    assertThat(steps.has(1)).isFalse();
    assertThat(steps.utterance().orElseThrow()).containsExactly(2.5f, 3.5f, 4.5f);
    replace(audio.resolve("d0_u1.csv"), "0.5,,,", "2,,,");
    assertThat(faults(root)).singleElement().asString().contains("time 1.0 in row 2");
  }

  /// Whatever bytes a file holds, the check ends with a report.
  @Test
  void bytes_changed_by_lot_are_a_fault_or_other_numbers_and_never_an_accident()
      throws IOException {
    var root = set();
    var random = new Random(7);
    var file = root.resolve("features/audio/logmel/d0_u2.npz");
    var whole = Files.readAllBytes(file);
    int faulty = 0;
    for (int turn = 0; turn < 300; turn++) {
      var bytes =
          turn % 5 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
      for (int change = 0; change < 1 + turn % 4 && bytes.length > 0; change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, bytes);
      faulty += FeatureSetCheck.of(root, false).fine() ? 0 : 1;
    }
    assertThat(faulty).isGreaterThan(150);
  }

  @Test
  void only_the_training_split_has_a_say_in_the_scale() throws IOException {
    var root = set();
    var before = Normalisation.fit(FeatureSet.open(root));
    save(
        root.resolve("features/audio/logmel/d3_u1.npz"),
        new FloatArray(List.of(2, 3), 1e6f, 1e6f, 1e6f, -1e6f, 5, 5));

    var set = FeatureSet.open(root);
    var scale = Normalisation.fit(set);

    assertThat(scale).isEqualTo(before);
    scale.write(root.resolve("scale.json"));
    assertThat(Normalisation.read(root.resolve("scale.json"))).isEqualTo(scale);
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (var clip : set.clips()) {
      var steps = set.steps(clip, SmallSet.AUDIO).map(s -> scale.of(SmallSet.AUDIO, s));
      for (int t = 0; steps.isPresent() && t < steps.get().length(); t++) {
        if (!steps.get().has(t)) {
          assertThat(steps.get().at(t, 0)).isZero();
        } else if ("train".equals(clip.split())) {
          sum += steps.get().at(t, 0);
          squares += steps.get().at(t, 0) * steps.get().at(t, 0);
          count++;
        }
        assertThat(steps.get().at(t, 1)).isBetween(-10f, 10f);
      }
    }
    assertThat(sum / count).isCloseTo(0, within(1e-5));
    assertThat(squares / count).isCloseTo(1, within(1e-4));
  }

  @Test
  void three_ways_of_being_absent_stay_apart_in_a_batch() throws IOException {
    var set = FeatureSet.open(set());
    try (var manager = NDManager.newBaseManager()) {
      var batch = StepBatch.of(set, set.clips().subList(0, 3), null, null, manager);

      assertThat(batch.ids()).containsExactly("d0_u0", "d0_u1", "d0_u2");
      assertThat(batch.present().toFloatArray()).containsExactly(1, 0, 1, 1, 1, 1);
      assertThat(batch.real().get(1).sum(new int[] {1}).toFloatArray()).containsExactly(0, 5, 6);
      assertThat(batch.kept().get(1).sum(new int[] {1}).toFloatArray()).containsExactly(0, 4, 5);
      assertThat(batch.incomplete().get(1).get("1,1").toFloatArray()).containsExactly(0, 0, 0);
      assertThat(batch.incomplete().get(1).get("1,0").toFloatArray())
          .isEqualTo(
              set.steps(set.clips().get(1), SmallSet.AUDIO)
                  .map(s -> Arrays.copyOf(s.steps(), 3))
                  .orElseThrow());
    }
  }

  @Test
  void a_set_is_not_written_over_another() throws IOException {
    var root = set();

    assertThatThrownBy(() -> FeatureSetWriter.into(root, SmallSet.CARD))
        .hasMessageContaining("not empty");
  }

  private static void save(Path file, FloatArray feat) throws IOException {
    var arrays = new LinkedHashMap<String, FloatArray>();
    arrays.put("feat", feat);
    try (var out = Files.newOutputStream(file)) {
      Npz.writeFloats(out, arrays);
    }
  }

  /// A file as NumPy writes it, header padded to 64 bytes.
  private static byte[] npy(String kind, String shape, String fortran, byte[] elements) {
    var header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }".formatted(kind, fortran, shape);
    int padding = 63 - (10 + header.length()) % 64;
    var text = (header + " ".repeat(padding) + "\n").getBytes(ISO_8859_1);
    return ByteBuffer.allocate(10 + text.length + elements.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) text.length)
        .put(text)
        .put(elements)
        .array();
  }

  /// 300 MB of zeros in 300 KB.
  private static byte[] bomb() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("feat.npy"));
      var block = new byte[1 << 20];
      for (int i = 0; i < 300; i++) {
        zip.write(block);
      }
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }
}
