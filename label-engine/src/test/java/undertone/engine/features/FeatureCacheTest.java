package undertone.engine.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.Modality;

class FeatureCacheTest {
  private static final String ADA_HASH = "ad".repeat(32);

  @TempDir Path folder;

  @Test
  void a_vector_comes_back_bit_for_bit() throws Exception {
    var vector = random(500);
    var counted = new Counted(vector, 1, "side=64");

    ask(counted);
    var again = ask(counted);

    assertThat(again.orElseThrow()).containsExactly(vector);
    assertThat(counted.calls).isOne();
  }

  @Test
  void the_place_is_named_by_extractor_version_parameters_and_content() throws Exception {
    var cache = new FeatureCache(folder);
    var clip = clip();

    var first = cache.place(new Counted(random(3), 1, "side=64"), clip);

    assertThat(folder.relativize(first).toString())
        .matches("counted-v1-[0-9a-f]{8}/ad/" + ADA_HASH + "\\.npy");
    assertThat(cache.place(new Counted(random(3), 2, "side=64"), clip)).isNotEqualTo(first);
    assertThat(cache.place(new Counted(random(3), 1, "side=96"), clip)).isNotEqualTo(first);
  }

  @Test
  void a_card_beside_the_vectors_says_what_made_them() throws Exception {
    ask(new Counted(random(3), 1, "side=64"));

    try (var cards = Files.find(folder, 2, (file, _) -> file.endsWith("extractor.json"))) {
      assertThat(Files.readString(cards.findFirst().orElseThrow()))
          .isEqualTo("{\"id\":\"counted\",\"version\":1,\"parameters\":\"side=64\",\"dim\":3}");
    }
  }

  @Test
  void any_damaged_byte_makes_the_vector_anew() throws Exception {
    var counted = new Counted(random(20), 1, "");
    ask(counted);
    var place = new FeatureCache(folder).place(counted, clip());
    var whole = Files.readAllBytes(place);

    for (int i = 0; i < whole.length; i++) {
      var damaged = whole.clone();
      damaged[i] ^= 4;
      Files.write(place, damaged);
      counted.calls = 0;
      assertThat(ask(counted).orElseThrow()).containsExactly(counted.vector);
      assertThat(counted.calls).as("byte %d", i).isOne();
    }
  }

  @Test
  void a_cut_off_file_makes_the_vector_anew() throws Exception {
    var counted = new Counted(random(20), 1, "");
    ask(counted);
    var place = new FeatureCache(folder).place(counted, clip());
    var whole = Files.readAllBytes(place);

    for (int length = 0; length < whole.length; length++) {
      Files.write(place, Arrays.copyOf(whole, length));
      counted.calls = 0;
      assertThat(ask(counted).orElseThrow()).containsExactly(counted.vector);
      assertThat(counted.calls).as("length %d", length).isOne();
    }
  }

  @Test
  void an_absent_channel_is_remembered_too() throws Exception {
    var silent = new Counted(null, 1, "");

    assertThat(ask(silent)).isEmpty();
    assertThat(ask(silent)).isEmpty();
    assertThat(silent.calls).isOne();
  }

  @Test
  void the_header_is_the_one_numpy_writes_with_the_check_sum_as_a_comment() {
    var file = Npy.encode(new float[] {1, 2});

    var header = new String(file, 10, 118, StandardCharsets.US_ASCII);
    assertThat(Arrays.copyOf(file, 8)).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
    assertThat(header)
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } # crc32c=")
        .endsWith(" \n");
    assertThat(file.length).isEqualTo(128 + 8);
  }

  @Test
  void numbers_that_are_not_finite_never_reach_the_cache() throws Exception {
    var broken = new Counted(new float[] {1, Float.NaN}, 1, "");

    assertThatThrownBy(() -> ask(broken))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("NaN");
    try (var files = Files.walk(folder)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".npy"));
    }
  }

  private Optional<float[]> ask(FeatureExtractor extractor) throws Exception {
    return new FeatureCache(folder).vector(extractor, clip());
  }

  private static ClipSource clip() {
    return new ClipSource("ada", Modality.IMAGE, Path.of("ada.png"), ADA_HASH, null, null);
  }

  private static float[] random(int length) {
    var random = new SplittableRandom(7);
    var vector = new float[length];
    for (int i = 0; i < length; i++) {
      vector[i] = (float) random.nextDouble(-1, 1);
    }
    return vector;
  }

  /// Gives one fixed vector and counts how often it is asked.
  private static final class Counted implements FeatureExtractor {
    private final float @Nullable [] vector;
    private final int version;
    private final String parameters;
    private int calls;

    Counted(float @Nullable [] vector, int version, String parameters) {
      this.vector = vector;
      this.version = version;
      this.parameters = parameters;
    }

    @Override
    public String id() {
      return "counted";
    }

    @Override
    public int version() {
      return version;
    }

    @Override
    public String parameters() {
      return parameters;
    }

    @Override
    public Channel channel() {
      return Channel.VISUAL;
    }

    @Override
    public int dim() {
      return vector == null ? 3 : vector.length;
    }

    @Override
    public boolean supports(ClipSource clip) {
      return true;
    }

    @Override
    public Optional<float[]> extract(ClipSource clip) {
      calls++;
      return Optional.ofNullable(vector);
    }
  }
}
