package undertone.engine.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import undertone.corpora.media.Frame;

class FaceExpressionFeaturesTest {
  private static final int SPREAD = 7 + 256; // where the spread of the log probabilities begins
  private static @Nullable FaceExpressionFeatures opened;

  @BeforeAll
  static void open() throws IOException {
    opened = FaceExpressionFeatures.open(new NoMedia()).orElse(null);
    assumeTrue(opened != null, FaceExpressionFeatures.ABSENT);
  }

  @AfterAll
  static void free() {
    if (opened != null) {
      opened.close();
    }
  }

  @Test
  void a_tiny_square_picture_is_taken_whole() {
    var described = describe(picture(48, 48, 1)).orElseThrow();

    assertThat(described).hasSize(faces().dim());
    assertThat(described[faces().dim() - 1]).isOne();
    double sum = 0;
    for (float log : FaceExpressionFeatures.logProbabilities(described)) {
      sum += Math.exp(log);
    }
    assertThat(sum).isBetween(0.3, 1.0001); // a mean of two views' logs: 1 only where they agree
  }

  @Test
  void a_larger_or_longer_picture_without_a_face_has_none() {
    assertThat(describe(picture(160, 160, 1))).isEmpty();
    assertThat(describe(picture(48, 96, 1))).isEmpty();
    assertThat(describe()).isEmpty();
  }

  @Test
  void a_face_and_its_mirror_image_are_described_alike() {
    var face = Pictures.clouds(48, 48, 2);

    assertThat(describe(Pictures.frame(0, face.mirrored())).orElseThrow())
        .containsExactly(describe(Pictures.frame(0, face)).orElseThrow(), within(1e-3f));
  }

  @Test
  void a_film_tells_how_much_expressions_change() {
    var still = describe(picture(48, 48, 3), picture(48, 48, 3)).orElseThrow();
    var moved = describe(picture(48, 48, 3), picture(48, 48, 4)).orElseThrow();

    for (int e = 0; e < 7; e++) {
      assertThat(still[SPREAD + e]).isLessThan(1e-3f);
    }
    assertThat(IntStream.range(0, 7).mapToDouble(e -> moved[SPREAD + e]).max().orElseThrow())
        .isGreaterThan(0.01);
  }

  @Test
  void the_same_face_gives_the_same_numbers_in_every_thread() throws Exception {
    var alone = describe(picture(48, 48, 5)).orElseThrow();
    try (var crew = new Crew(2)) {
      crew.each(
          20,
          FeatureProgress.SILENT,
          _ -> assertThat(describe(picture(48, 48, 5)).orElseThrow()).containsExactly(alone));
    }
  }

  @Test
  void expressions_of_strangers_are_told_from_their_faces() throws Exception {
    var corpus = RealData.path("ck48");
    var rows = RealData.rows(corpus);
    var kept = IntStream.range(0, rows.size()).filter(i -> i % 3 == 2).mapToObj(rows::get).toList();
    var x = new float[kept.size()][];
    for (int i = 0; i < x.length; i++) {
      x[i] = describe(read(corpus.resolve(kept.get(i).get("clip")))).orElseThrow();
    }
    var scale = BlockScale.fit(x);
    var scaled = new float[x.length][scale.dim()];
    for (int i = 0; i < x.length; i++) {
      scale.write(x[i], scaled[i], 0);
    }

    double accuracy =
        HeldOut.accuracy(
            scaled,
            kept.stream().map(row -> row.get("label")).toList(),
            kept.stream().map(row -> row.get("speaker")).toList());

    assertThat(accuracy).isGreaterThan(0.85);
  }

  private static FaceExpressionFeatures faces() {
    return Objects.requireNonNull(opened);
  }

  private static Optional<float[]> describe(Frame... frames) {
    return faces().describe(List.of(frames));
  }

  private static Frame picture(int width, int height, long seed) {
    return Pictures.frame(0, Pictures.clouds(width, height, seed));
  }

  private static Frame read(Path file) throws IOException {
    var image = ImageIO.read(file.toFile());
    var light = new float[image.getWidth() * image.getHeight()];
    for (int i = 0; i < light.length; i++) {
      light[i] = image.getRaster().getSample(i % image.getWidth(), i / image.getWidth(), 0);
    }
    return Pictures.frame(0, new GreyImage(image.getWidth(), image.getHeight(), light));
  }
}
