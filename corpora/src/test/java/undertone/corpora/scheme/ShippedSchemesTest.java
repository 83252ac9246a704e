package undertone.corpora.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.LabelScheme.Match;
import undertone.corpora.scheme.Colours.Rgb;

class ShippedSchemesTest {

  static Stream<LabelScheme> schemes() {
    return ShippedSchemes.all().stream();
  }

  @Test
  void every_file_of_the_folder_ships_under_its_own_name() throws IOException {
    try (var files = Files.list(Path.of("../config/schemes"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              ShippedSchemes.names().stream().map(n -> n + ".yaml").toList());
    }
    assertThat(ShippedSchemes.all().stream().map(LabelScheme::name))
        .containsExactlyElementsOf(ShippedSchemes.names());
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void what_is_written_reads_back_the_same(LabelScheme scheme) {
    assertThat(SchemeYaml.read("again.yaml", SchemeYaml.write(scheme))).isEqualTo(scheme);
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void every_label_speaks_english_and_chinese_and_has_a_sign(LabelScheme scheme) {
    for (var label : scheme.labels()) {
      assertThat(label.names()).as(label.id()).containsOnlyKeys("en", "zh");
      assertThat(label.definitions()).as(label.id()).containsOnlyKeys("en", "zh");
      assertThat(label.glyph()).as(label.id()).hasSize(1);
      assertThat(label.valence()).as(label.id()).isNotNull();
      assertThat(label.arousal()).as(label.id()).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void every_label_but_the_shades_of_a_wheel_has_a_key_of_its_own(LabelScheme scheme) {
    var keys = scheme.labels().stream().filter(l -> l.parent() == null).map(Label::key).toList();
    assertThat(keys).doesNotHaveDuplicates().allMatch(k -> k.matches("[A-WYZ]"));
  }

  // 0.08 in OKLab is about four times what people just notice between two areas of colour.
  @ParameterizedTest
  @MethodSource("schemes")
  void colours_stay_apart_for_every_kind_of_colour_vision(LabelScheme scheme) {
    var colours =
        scheme.labels().stream().filter(l -> drawnApart(scheme, l)).map(Label::colour).toList();
    var eyes =
        List.<UnaryOperator<Rgb>>of(
            UnaryOperator.identity(),
            Colours::withoutRedCones,
            Colours::withoutGreenCones,
            Colours::withoutBlueCones);
    for (int eye = 0; eye < eyes.size(); eye++) {
      for (int i = 0; i < colours.size(); i++) {
        for (int j = 0; j < i; j++) {
          assertThat(
                  Colours.distance(
                      eyes.get(eye).apply(Rgb.of(colours.get(i))),
                      eyes.get(eye).apply(Rgb.of(colours.get(j)))))
              .as("%s and %s, kind of vision %d", colours.get(i), colours.get(j), eye)
              .isGreaterThan(0.08);
        }
      }
    }
    assertThat(scheme.labels().stream().map(Label::colour)).doesNotHaveDuplicates();
  }

  /// Of a wheel the primary emotions; their shades and dyads lie between by design.
  private static boolean drawnApart(LabelScheme scheme, Label label) {
    boolean isWheel = scheme.labels().stream().anyMatch(l -> l.parent() != null);
    return !isWheel || scheme.labels().stream().anyMatch(l -> label.id().equals(l.parent()));
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void black_or_white_words_are_readable_on_every_colour(LabelScheme scheme) {
    for (var label : scheme.labels()) {
      double luminance = Rgb.of(label.colour()).luminance();
      double best = Math.max(1.05 / (luminance + 0.05), (luminance + 0.05) / 0.05);
      assertThat(best).as(label.id()).isGreaterThan(4.5); // WCAG 2.2 AA, 1.4.3
    }
  }

  @Test
  void words_of_tables_find_their_label() {
    var ekman = ShippedSchemes.find("ekman7").orElseThrow();
    assertThat(List.of("Happy", "surprised", "FEARFUL", "sad", " angry ", "disgusted", "愤怒"))
        .map(w -> ((Match.Found) ekman.match(w)).label().id())
        .containsExactly("happiness", "surprise", "fear", "sadness", "anger", "disgust", "anger");
    var ravdess = ShippedSchemes.find("ravdess8").orElseThrow();
    assertThat(ravdess.match("calm"))
        .isEqualTo(new Match.Found(ravdess.label("calm").orElseThrow()));
    var mer = ShippedSchemes.find("mer6").orElseThrow();
    assertThat(mer.match("worried")).isEqualTo(new Match.Found(mer.label("worry").orElseThrow()));
  }

  @Test
  void a_word_that_fits_two_labels_is_not_guessed() {
    var ekman = ShippedSchemes.find("ekman7").orElseThrow();
    assertThat(ekman.match("upset")).isEqualTo(new Match.Ambiguous(List.of("sadness", "anger")));
    assertThat(ekman.match("excited"))
        .isEqualTo(new Match.Ambiguous(List.of("happiness", "surprise")));
  }
}
