package undertone.engine.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.Modality;

class ClipFeaturesTest {
  @TempDir Path folder;

  private final Letters letters = new Letters();
  private final Sizes sizes = new Sizes();

  @Test
  void every_block_has_mean_zero_and_spread_one() throws Exception {
    var vectors = features(2).vectors(texts("a", "bb", "ccc", "aabb"), FeatureProgress.SILENT);

    assertThat(vectors.width()).isEqualTo(3);
    for (int d = 0; d < vectors.width(); d++) {
      double sum = 0;
      double squares = 0;
      for (var row : vectors.x()) {
        sum += row[d];
        squares += row[d] * row[d];
      }
      assertThat(sum / 4).isCloseTo(0, within(1e-6));
      assertThat(squares / 4).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void a_clip_without_a_channel_has_zeros_and_a_flag_of_zero() throws Exception {
    var media = Files.writeString(folder.resolve("ada.wav"), "12345");
    var longer = Files.writeString(folder.resolve("kim.wav"), "1234567");
    var clips =
        List.of(
            ClipSource.ofText("said", "abc"),
            ClipSource.ofMedia("ada", Modality.AUDIO, media),
            ClipSource.ofMedia("kim", Modality.AUDIO, longer));

    var vectors = features(1).vectors(clips, FeatureProgress.SILENT);

    var sound = vectors.blocks().stream().filter(b -> b.channel() == Channel.AUDIO).findFirst();
    assertThat(sound).isPresent();
    int from = sound.get().from();
    assertThat(vectors.x()[0][from]).isZero();
    assertThat(vectors.x()[0][from + 1]).isZero();
    assertThat(vectors.x()[1][from]).isEqualTo(-1f);
    assertThat(vectors.x()[2][from]).isEqualTo(1f);
    assertThat(vectors.x()[2][from + 1]).isOne();
    assertThat(sound.get().present()).isEqualTo(2);
  }

  @Test
  void a_channel_that_no_clip_has_takes_no_column() throws Exception {
    var vectors = features(1).vectors(texts("a", "bb"), FeatureProgress.SILENT);

    assertThat(vectors.blocks()).extracting(ClipVectors.Block::channel).containsOnly(Channel.TEXT);
  }

  @Test
  void one_unreadable_file_is_told_and_stops_nothing() throws Exception {
    var media = Files.writeString(folder.resolve("ada.wav"), "12345");
    var clips =
        List.of(
            ClipSource.ofMedia("ada", Modality.AUDIO, media),
            ClipSource.ofMedia("gone", Modality.AUDIO, folder.resolve("gone.wav")));

    var vectors = features(2).vectors(clips, FeatureProgress.SILENT);

    assertThat(vectors.unreadable()).containsOnlyKeys("gone");
    assertThat(vectors.unreadable().get("gone")).contains("gone.wav");
    assertThat(vectors.clips()).containsExactly("ada", "gone");
  }

  @Test
  void each_clip_is_extracted_once_and_then_comes_from_the_cache() throws Exception {
    features(2).vectors(texts("a", "bb", "ccc"), FeatureProgress.SILENT);
    features(2).vectors(texts("a", "bb", "ccc"), FeatureProgress.SILENT);

    assertThat(letters.calls).hasValue(3);
  }

  @Test
  void one_and_four_threads_give_the_same_numbers() throws Exception {
    var said = new String[200];
    for (int i = 0; i < said.length; i++) {
      said[i] = "abc".repeat(i % 7 + 1) + i;
    }

    var alone = features(1).vectors(texts(said), FeatureProgress.SILENT);
    var together = features(4).vectors(texts(said), FeatureProgress.SILENT);

    assertThat(together.x()).isDeepEqualTo(alone.x());
  }

  @Test
  void progress_counts_up_to_all_clips() throws Exception {
    var heard = new ArrayList<Integer>();

    features(3).vectors(texts("a", "b", "c", "d"), (done, total) -> heard.add(done));

    assertThat(heard).containsExactly(1, 2, 3, 4);
  }

  @Test
  void a_cancelled_extraction_stops_early_and_keeps_what_is_done() {
    var progress =
        new FeatureProgress() {
          private int done;

          @Override
          public void advanced(int done, int total) {
            this.done = done;
          }

          @Override
          public boolean cancelled() {
            return done >= 2;
          }
        };

    assertThatThrownBy(() -> features(1).vectors(texts("a", "b", "c", "d"), progress))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("2 of 4");
    assertThat(letters.calls).hasValue(2);
  }

  @Test
  void no_clips_give_an_empty_table() throws Exception {
    var vectors = features(2).vectors(List.of(), FeatureProgress.SILENT);

    assertThat(vectors.clips()).isEmpty();
    assertThat(vectors.width()).isZero();
  }

  private ClipFeatures features(int threads) {
    return new ClipFeatures(
        List.of(sizes, letters), new FeatureCache(folder.resolve("features")), threads);
  }

  private static List<ClipSource> texts(String... texts) {
    var clips = new ArrayList<ClipSource>();
    for (var text : texts) {
      clips.add(ClipSource.ofText("said-" + clips.size(), text));
    }
    return clips;
  }

  private static Offset<Double> within(double offset) {
    return Offset.offset(offset);
  }

  /// Counts the letters a, b and c of a text.
  private static final class Letters implements FeatureExtractor {
    final AtomicInteger calls = new AtomicInteger();

    @Override
    public String id() {
      return "letters";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String parameters() {
      return "abc";
    }

    @Override
    public Channel channel() {
      return Channel.TEXT;
    }

    @Override
    public int dim() {
      return 4;
    }

    @Override
    public boolean supports(ClipSource clip) {
      return clip.text() != null;
    }

    @Override
    public Optional<float[]> extract(ClipSource clip) {
      calls.incrementAndGet();
      var counts = new float[4]; // the fourth never varies
      String.valueOf(clip.text())
          .chars()
          .filter(c -> c >= 'a' && c <= 'c')
          .forEach(c -> counts[c - 'a']++);
      return Optional.of(counts);
    }
  }

  /// How many bytes a file has, as a sound.
  private static final class Sizes implements FeatureExtractor {
    @Override
    public String id() {
      return "sizes";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String parameters() {
      return "";
    }

    @Override
    public Channel channel() {
      return Channel.AUDIO;
    }

    @Override
    public int dim() {
      return 1;
    }

    @Override
    public boolean supports(ClipSource clip) {
      return clip.modality() == Modality.AUDIO;
    }

    @Override
    public Optional<float[]> extract(ClipSource clip) throws IOException {
      return clip.file() == null
          ? Optional.empty()
          : Optional.of(new float[] {Files.size(clip.file())});
    }
  }
}
