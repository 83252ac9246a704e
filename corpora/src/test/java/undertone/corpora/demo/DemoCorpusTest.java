package undertone.corpora.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.CandidateSet;
import undertone.corpora.demo.Line.Medium;

class DemoCorpusTest {

  private static final long SEED = 20261123;
  private static final DemoCorpus.Progress UNHEARD = (_, _, _) -> {};

  @TempDir Path folder;

  @Test
  void the_same_seed_writes_the_same_table_and_another_seed_another() throws IOException {
    var table = DemoCorpus.table(Screenplay.takes(SEED), SEED);

    assertThat(DemoCorpus.table(Screenplay.takes(SEED), SEED)).isEqualTo(table);
    assertThat(DemoCorpus.table(Screenplay.takes(1), 1)).isNotEqualTo(table);
  }

  @Test
  void every_line_can_be_spoken_and_every_clip_lasts_two_and_a_half_to_four_seconds() {
    var lexicon = Lexicon.read();
    for (var take : Screenplay.takes(SEED)) {
      var performance = new Performance(take, lexicon);

      assertThat(performance.lengthSeconds()).as(take.line().text()).isBetween(2.5, 4.0);
      assertThat(performance.sound().length > 0).isEqualTo(take.line().medium().speaks());
    }
  }

  @Test
  void each_medium_can_be_read_back() throws Exception {
    var takes = oneOfEach();
    DemoCorpus.write(folder, SEED, takes, UNHEARD);

    for (var take : takes) {
      var file = folder.resolve(take.clip());
      var performance = new Performance(take, Lexicon.read());
      switch (take.line().medium()) {
        case VIDEO, SILENT -> {
          try (var video = new FFmpegFrameGrabber(file.toFile())) {
            video.start();
            assertThat(video.getVideoCodec()).isEqualTo(avcodec.AV_CODEC_ID_H264);
            assertThat(video.getFrameRate()).isEqualTo(25);
            assertThat(video.getLengthInTime() / 1e6)
                .isCloseTo(performance.lengthSeconds(), within(0.12));
            assertThat(video.hasAudio()).isEqualTo(take.line().medium() == Medium.VIDEO);
            int frames = 0;
            while (video.grabImage() != null) {
              frames++;
            }
            assertThat(frames).isEqualTo((int) Math.round(25 * performance.lengthSeconds()));
          }
        }
        case SOUND -> {
          try (var sound = new FFmpegFrameGrabber(file.toFile())) {
            sound.start();
            assertThat(sound.getSampleRate()).isEqualTo(Voice.SAMPLE_RATE_HZ);
            assertThat(sound.getAudioChannels()).isEqualTo(1);
          }
        }
        case STILL -> assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(96);
        case TEXT -> assertThat(file).doesNotExist();
      }
    }
  }

  @Test
  void a_film_is_as_loud_as_it_was_spoken() throws Exception {
    var take =
        oneOfEach().stream()
            .filter(t -> t.line().medium() == Medium.VIDEO)
            .findFirst()
            .orElseThrow();
    DemoCorpus.write(folder, SEED, List.of(take), UNHEARD);

    double spoken = 0;
    var sound = new Performance(take, Lexicon.read()).sound();
    for (short sample : sound) {
      spoken += (double) sample * sample;
    }
    double heard = 0;
    int samples = 0;
    try (var film = new FFmpegFrameGrabber(folder.resolve(take.clip()).toFile())) {
      film.start();
      for (var part = film.grabSamples(); part != null; part = film.grabSamples()) {
        for (var buffer = (ShortBuffer) part.samples[0]; buffer.hasRemaining(); samples++) {
          heard += Math.pow(buffer.get(), 2);
        }
      }
    }

    double ratio = Math.sqrt(heard / samples) / Math.sqrt(spoken / sound.length);
    assertThat(ratio).isCloseTo(1, within(.1));
  }

  @Test
  void a_file_name_never_tells_the_label() throws IOException {
    for (var row : rows(SEED)) {
      assertThat(row.get("clip")).matches("demo-\\d{3}(\\.mp4|\\.wav|\\.png|)");
    }
    // and the order does not tell it either: no run of one label is long
    int longest = 0;
    int run = 0;
    var before = "";
    for (var row : rows(SEED)) {
      run = row.get("label").equals(before) ? run + 1 : 1;
      before = row.get("label");
      longest = Math.max(longest, run);
    }
    assertThat(longest).isLessThan(6);
  }

  @Test
  void the_table_speaks_only_of_labels_it_means_and_describes_what_can_be_perceived()
      throws IOException {
    var labels = Arrays.stream(Emotion.values()).map(Emotion::id).collect(Collectors.toSet());
    int named = 0;
    var media = new HashSet<String>();
    for (var row : rows(SEED)) {
      media.add(row.get("clip").substring("demo-000".length()));
      assertThat(labels).contains(row.get("label"));
      for (var annotator : SimulatedAnnotator.values()) {
        assertThat(labels)
            .containsAll(CandidateSet.parse(row.get("candidates:" + annotator.id())).labels());
      }
      boolean words = !row.get("clip").contains(".");
      assertThat(row.get("caption").isEmpty()).isEqualTo(words);
      assertThat(row.get("caption:zh").isEmpty()).isEqualTo(words);
      assertThat(row.get("text").isEmpty()).isEqualTo(row.get("text:zh").isEmpty());
      named += row.get("caption").contains(" seems ") ? 1 : 0;
      assertThat(Double.parseDouble(row.get("valence"))).isBetween(-1.0, 1.0);
      assertThat(Double.parseDouble(row.get("arousal"))).isBetween(-1.0, 1.0);
    }
    assertThat(named).isBetween(4, 30);
    assertThat(media).isEqualTo(Set.of(".mp4", ".wav", ".png", ""));
  }

  @Test
  void turns_of_a_conversation_follow_each_other_and_have_two_speakers() throws IOException {
    var conversations =
        rows(SEED).stream()
            .filter(row -> !row.get("conversation").isEmpty())
            .collect(Collectors.groupingBy(row -> row.get("conversation")));

    assertThat(conversations).hasSize(4);
    for (var turns : conversations.values()) {
      assertThat(turns.size()).isBetween(4, 6);
      for (int i = 0; i < turns.size(); i++) {
        assertThat(turns.get(i).get("turn")).isEqualTo(Integer.toString(i + 1));
      }
      assertThat(turns.stream().map(turn -> turn.get("speaker")).distinct()).hasSize(2);
    }
  }

  @Test
  void a_complete_folder_is_left_alone_and_a_half_written_one_is_completed() throws IOException {
    var takes = oneOfEach();
    var told = new ArrayList<String>();
    assertThat(
            DemoCorpus.write(folder, SEED, takes, (clip, done, of) -> told.add(clip + done + of)))
        .isEqualTo(new DemoCorpus.Written(5, 4, 0));
    assertThat(told).hasSize(5).doesNotHaveDuplicates();
    var table = Files.getLastModifiedTime(folder.resolve("clips.csv"));

    assertThat(DemoCorpus.write(folder, SEED, takes, UNHEARD))
        .isEqualTo(new DemoCorpus.Written(5, 0, 4));
    assertThat(Files.getLastModifiedTime(folder.resolve("clips.csv"))).isEqualTo(table);

    // when a write was cut off: one clip and the table are missing, one file is half written
    var lost = folder.resolve(takes.getFirst().clip());
    byte[] whole = Files.readAllBytes(lost);
    Files.delete(lost);
    Files.delete(folder.resolve("clips.csv"));
    Files.write(folder.resolve("." + lost.getFileName() + ".part"), new byte[] {1, 2, 3});

    assertThat(DemoCorpus.write(folder, SEED, takes, UNHEARD))
        .isEqualTo(new DemoCorpus.Written(5, 1, 3));
    assertThat(lost).hasBinaryContent(whole);
    assertThat(folder.resolve("clips.csv")).exists();
    assertThat(names()).noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void another_seed_replaces_the_corpus() throws IOException {
    var takes = oneOfEach().stream().filter(take -> take.line().medium() != Medium.VIDEO).toList();
    DemoCorpus.write(folder, 1, takes, UNHEARD);
    Files.write(folder.resolve("demo-900.png"), new byte[] {1});
    Files.write(folder.resolve(".demo-900.png.part"), new byte[] {1});

    assertThat(DemoCorpus.write(folder, 2, takes, UNHEARD).made()).isEqualTo(3);

    assertThat(names()).noneMatch(name -> name.contains("900"));
  }

  @Test
  void a_folder_of_somebody_elses_is_never_touched() throws IOException {
    Files.writeString(folder.resolve("clips.csv"), "clip,label\n");

    assertThatThrownBy(() -> DemoCorpus.write(folder, SEED, UNHEARD))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not empty", "clips.csv");
    assertThat(names()).containsExactly("clips.csv");
  }

  /// The first take of each medium, as a thumbnail.
  private static List<Take> oneOfEach() {
    return Arrays.stream(Medium.values())
        .map(medium ->
            Screenplay.takes(SEED).stream()
                .filter(take -> take.line().medium() == medium)
                .findFirst()
                .orElseThrow()
                .sized(96, 96))
        .toList();
  }

  private static List<CSVRecord> rows(long seed) throws IOException {
    var format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (var table =
        format.parse(new StringReader(DemoCorpus.table(Screenplay.takes(seed), seed)))) {
      return table.getRecords();
    }
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
