package undertone.corpora.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemeYamlTest {

  private static final String SMALL =
      """
      name: small
      version: 2
      title: Two labels
      labels:
        - id: anger
          names: {en: anger}
          colour: "#db5a3c"
          key: A
        - id: calm
          names: {en: calm, de: Ruhe}
          colour: "#3BCDC8"
          key: C
          aliases: [relaxed]
          valence: 0.5
      """;

  @Test
  void a_small_scheme_reads_as_it_says() {
    var scheme = SchemeYaml.read("small.yaml", SMALL);
    assertThat(scheme.name()).isEqualTo("small");
    assertThat(scheme.version()).isEqualTo(2);
    var calm = scheme.label("calm").orElseThrow();
    assertThat(calm.name("de")).isEqualTo("Ruhe");
    assertThat(calm.valence()).isEqualTo(0.5);
    assertThat(calm.arousal()).isNull();
    assertThat(scheme.label("anger").orElseThrow().colour()).isEqualTo("#DB5A3C");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '~',
      value = {
        "version: 2 ~ version: two ~ small.yaml, version: must be a whole number from 1 on.",
        "title: Two ~ titel: Two ~ small.yaml, titel: is not a key here",
        "key: C ~ key: A ~ small.yaml, labels: gives the key A to both anger and calm",
        "key: C ~ key: Ctrl ~ small.yaml, labels[2].key: must be one letter A-Z but is \"Ctrl\".",
        "key: C ~ key: no ~ small.yaml, labels[2].key: must be text but is false; put it in quotes.",
        "id: calm ~ id: anger ~ small.yaml, labels: repeats the id \"anger\".",
        "\"#3BCDC8\" ~ teal ~ small.yaml, labels[2].colour: must be a colour such as",
        "names: {en: anger} ~ names: {de: Wut} ~ small.yaml, labels[1].names.en: is missing",
        "valence: 0.5 ~ valence: 5 ~ small.yaml, labels[2].valence: must be a number from -1 to 1",
        "[relaxed] ~ [Anger] ~ calls \"Anger\" an alias of calm, but it is a label itself",
        "valence: 0.5 ~ parent: joy ~ gives calm the parent \"joy\", which is no label",
        "valence: 0.5 ~ parent: calm ~ makes calm its own ancestor",
        "name: small ~ 'name: [small' ~ small.yaml, file: is not YAML",
        "title: Two labels ~ title: !!javax.script.ScriptEngineManager [] ~ is not YAML"
      })
  void a_mistake_is_told_with_file_and_key(String right, String wrong, String complaint) {
    assertThat(SMALL).contains(right);
    assertThatThrownBy(() -> SchemeYaml.read("small.yaml", SMALL.replace(right, wrong)))
        .isInstanceOf(SchemeFormatException.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void aliases_that_unfold_to_billions_are_refused() {
    var bomb =
        IntStream.rangeClosed(1, 60)
            .mapToObj(i -> "a%d: &a%d [*a%d,*a%d,*a%d]".formatted(i, i, i - 1, i - 1, i - 1))
            .collect(Collectors.joining("\n", "a0: &a0 [x,x,x]\n", "\n"));
    assertThatThrownBy(() -> SchemeYaml.read("bomb.yaml", bomb))
        .isInstanceOf(SchemeFormatException.class);
  }
}
