package undertone.engine.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import undertone.models.face.FaceWeights;

/// How faces are described is chosen in words, and runs get what they ask for.
class ExtractorsTest {

  @ParameterizedTest
  @CsvSource({
    "hog, hog",
    "face-net, face-net",
    "both, hog+face-net",
    "landmarks+hog, hog+landmarks",
    "'descriptor,hog , descriptor', hog+descriptor",
    "FACE_NET, face-net",
    "Aligned, aligned",
    "mae-dfer-tiny-12+aligned, aligned+mae-dfer-tiny-12",
    "svfap-tiny-4, svfap-tiny-4",
    "BOTH, hog+face-net"
  })
  void descriptions_are_understood_in_every_way_they_were_ever_written(
      String written, String means) {
    assertThat(FaceDescription.of(written).written()).isEqualTo(means);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hog+", "hoge", "both+landmarks", "hog;landmarks", "mae-dfer-tiny", "../12"})
  void other_words_are_refused_with_those_there_are(String written) {
    assertThatThrownBy(() -> FaceDescription.of(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + written + "\"")
        .hasMessageContaining("hog, aligned, face-net, landmarks, descriptor");
  }

  @Test
  void a_description_is_kept_as_it_is_typed_and_old_plans_are_read() {
    var json = JsonMapper.shared();
    var both = FaceDescription.of("hog+landmarks");

    assertThat(json.writeValueAsString(both)).isEqualTo("\"hog+landmarks\"");
    assertThat(json.readValue("\"hog+landmarks\"", FaceDescription.class)).isEqualTo(both);
    assertThat(json.readValue("\"HOG\"", FaceDescription.class)).isEqualTo(FaceDescription.HOG);
    assertThat(json.readValue("\"BOTH\"", FaceDescription.class))
        .isEqualTo(FaceDescription.of("both"));
  }

  @Test
  void a_run_gets_the_description_it_asks_for() throws IOException {
    assumeTrue(FaceWeights.EXPRESSION.read().isPresent(), FaceExpressionFeatures.ABSENT);
    try (var extractors = new Extractors(new NoMedia())) {
      assertThat(visual(extractors, "hog")).containsExactly("facehoglbp");
      assertThat(visual(extractors, "face-net")).containsExactly("faceexpression");
      assertThat(visual(extractors, "both")).containsExactly("facehoglbp", "faceexpression");
      assertThat(visual(extractors, "descriptor+landmarks"))
          .containsExactly("facelandmarks", "facedescriptor");
    }
  }

  @Test
  void models_of_a_corpus_stand_beside_the_ways_of_the_product_or_instead_of_them()
      throws IOException {
    try (var extractors = new Extractors(new NoMedia())) {
      var model = extractors.with(FaceDescription.HOG).getFirst();
      assertThat(extractors.with(FaceDescription.of("svfap-tiny-4"), List.of(model)))
          .filteredOn(e -> e.channel() == Channel.VISUAL)
          .containsExactly(model);
      assertThat(extractors.missing(FaceDescription.of("svfap-tiny-4"))).isEmpty();
      assertThatThrownBy(() -> extractors.with(FaceDescription.of("hog+svfap-tiny-4")))
          .hasMessageContaining("svfap-tiny-4 learned on a corpus");
    }
  }

  @Test
  void only_the_network_that_learned_expressions_flatters() throws IOException {
    assumeTrue(FaceWeights.EXPRESSION.read().isPresent(), FaceExpressionFeatures.ABSENT);
    try (var extractors = new Extractors(new NoMedia())) {
      assertThat(
              extractors.with(FaceDescription.of("hog+face-net+landmarks+descriptor")).stream()
                  .filter(e -> e.mayHaveSeen().isPresent())
                  .map(FeatureExtractor::id))
          .containsExactly("faceexpression");
    }
  }

  @Test
  void a_build_without_the_networks_describes_faces_as_before_and_says_so() throws Exception {
    try (var extractors =
        new Extractors(new NoMedia(), FacePictures.open(new NoMedia()), Optional.empty())) {
      assertThat(visual(extractors, "face-net")).containsExactly("facehoglbp");
      assertThat(visual(extractors, "landmarks+descriptor")).containsExactly("facehoglbp");
      assertThat(extractors.missing(FaceDescription.of("landmarks")))
          .contains(FaceExpressionFeatures.ABSENT);
      assertThat(extractors.missing(FaceDescription.HOG)).isEmpty();
    }
  }

  private static List<String> visual(Extractors extractors, String faces) {
    return extractors.with(FaceDescription.of(faces)).stream()
        .filter(e -> e.channel() == Channel.VISUAL)
        .map(FeatureExtractor::id)
        .toList();
  }
}
