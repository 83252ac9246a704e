package undertone.engine.captions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureProgress;

class CaptionReaderTest {
  private static final List<String> LABELS = List.of("anger", "happiness", "sadness");

  @TempDir private Path folder;

  private FeatureCache cache;

  @BeforeEach
  void open() {
    cache = new FeatureCache(folder);
  }

  @Test
  void a_caption_lies_nearest_to_the_label_it_speaks_of() throws Exception {
    var reader = CaptionReader.of("en", LABELS, cache);

    assertThat(nearest(reader, "Her eyes fill with tears and she looks down."))
        .isEqualTo("sadness");
    assertThat(nearest(reader, "He laughs out loud. His whole face beams!")).isEqualTo("happiness");
    assertThat(nearest(reader, "She shouts at him with clenched fists.")).isEqualTo("anger");
  }

  @Test
  void chinese_captions_are_read_too() throws Exception {
    var reader = CaptionReader.of(CaptionReader.read("zh-Hans"), LABELS, cache);

    assertThat(nearest(reader, "他开心地笑着。")).isEqualTo("happiness");
  }

  @Test
  void a_caption_without_letters_says_nothing() throws Exception {
    assertThat(CaptionReader.of("en", LABELS, cache).cosines("...!")).containsOnly(0);
  }

  @Test
  void a_clip_without_captions_gets_no_opinion_and_both_languages_of_another_count()
      throws Exception {
    var opinion =
        CaptionReader.secondOpinion(
            List.of(Map.of(), Map.of("en", "He laughs with joy.", "zh", "他开心地笑着。")),
            LABELS,
            cache,
            FeatureProgress.SILENT);

    var preferences = opinion.preferences(new int[] {0, 1}, LABELS.size());

    assertThat(preferences[0]).containsOnly(0);
    assertThat(preferences[1][1]).isPositive().isGreaterThan(preferences[1][2]);
  }

  @Test
  void reading_stops_when_it_is_asked_to() {
    var stopping =
        new FeatureProgress() {
          @Override
          public void advanced(int done, int total) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };

    Assertions.assertThatThrownBy(
            () -> CaptionReader.secondOpinion(List.of(Map.of()), LABELS, cache, stopping))
        .isInstanceOf(CancellationException.class);
  }

  private static String nearest(CaptionReader reader, String caption) throws Exception {
    var cosines = reader.cosines(caption);
    return LABELS.get(
        IntStream.range(0, cosines.length)
            .reduce(0, (best, k) -> cosines[k] > cosines[best] ? k : best));
  }
}
