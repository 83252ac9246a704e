package undertone.engine.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import undertone.engine.duplicates.DuplicateCaptions.Likeness;
import undertone.engine.features.ClipSource;
import undertone.engine.features.SentenceEmbedding;

class DuplicateCaptionsTest {
  private static final SentenceEmbedding ENGLISH = SentenceEmbedding.english();
  private static final SentenceEmbedding CHINESE = SentenceEmbedding.chinese();

  private enum Kind {
    SAME,
    POLAR,
    OTHER
  }

  private record Pair(Kind kind, String one, String other) {
    static Pair of(String line) {
      var parts = List.of(line.split(" \\| ", -1));
      return new Pair(Kind.valueOf(parts.get(0)), parts.get(1), parts.get(2));
    }

    boolean found() {
      var clusters = DuplicateCaptions.clusters(List.of(one, other), (_, _) -> cosine());
      return clusters.getFirst().equals(clusters.getLast());
    }

    double cosine() {
      return DuplicateCaptionsTest.cosine(vector(one), vector(other));
    }
  }

  @Test
  void two_hundred_labelled_pairs_are_told_apart() throws IOException {
    var pairs = pairs();
    int found = 0;
    int right = 0;
    int same = 0;
    var wrong = new ArrayList<String>();
    for (var pair : pairs) {
      boolean expected = pair.kind() == Kind.SAME;
      boolean said = pair.found();
      found += said ? 1 : 0;
      same += expected ? 1 : 0;
      right += said && expected ? 1 : 0;
      if (said != expected) {
        wrong.add("%s %.3f".formatted(pair, pair.cosine()));
      }
    }

    double f1 = 2.0 * right / (found + same);
    assertThat(pairs).hasSize(200);
    assertThat(f1).as("F1; wrong: %s", String.join("\n", wrong)).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void opposites_stay_apart_however_alike_they_look() throws IOException {
    var polar = pairs().stream().filter(pair -> pair.kind() == Kind.POLAR).toList();

    assertThat(polar).hasSizeGreaterThan(40);
    assertThat(polar)
        .filteredOn(pair -> DuplicateCaptions.same(pair.one(), pair.other(), 1))
        .isEmpty();
  }

  @Test
  void only_what_two_people_write_differently_is_no_difference() {
    var captions =
        List.of(
            "Her eyes widen.",
            "her EYES widen",
            "Ｈｅｒ eyes widen…",
            "Her eyes narrow.",
            "她看了3次。",
            "她看了３次",
            "She waits two minutes",
            "she waits 2 minutes!");

    assertThat(DuplicateCaptions.clusters(captions, Likeness.NONE))
        .containsExactly(0, 0, 0, 1, 2, 2, 3, 3);
  }

  @Test
  void a_cluster_never_holds_a_contradiction_not_even_in_between() {
    // given a caption that is silent on how much, and like both of two that are not
    var slight = "The corners of her mouth are lifted slightly when the baker brings the bread";
    var silent = "The corners of her mouth are lifted when the baker brings the bread";
    var strong = "The corners of her mouth are lifted strongly when the baker brings the bread";

    var clusters = DuplicateCaptions.clusters(List.of(slight, silent, strong), (_, _) -> 1);

    assertThat(clusters.get(0)).isNotEqualTo(clusters.get(2));
    assertThat(clusters.get(1)).isIn(clusters.get(0), clusters.get(2));
  }

  @Test
  void many_captions_from_one_template_fall_into_their_clusters() {
    var captions = new ArrayList<String>();
    for (int i = 0; i < 3000; i++) {
      captions.add("Person %d wears a coat and looks to the window of the train".formatted(i / 2));
    }

    var clusters = DuplicateCaptions.clusters(captions, (_, _) -> 1);

    assertThat(clusters.getLast()).isEqualTo(1499);
    assertThat(clusters.get(10)).isEqualTo(clusters.get(11)).isNotEqualTo(clusters.get(12));
  }

  @Test
  void empty_captions_are_the_same_and_nothing_else() {
    assertThat(DuplicateCaptions.clusters(List.of("", "...", "a", "好"), Likeness.NONE))
        .containsExactly(0, 0, 1, 2);
  }

  private static List<Pair> pairs() throws IOException {
    try (var in = DuplicateCaptionsTest.class.getResourceAsStream("pairs.txt")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).map(Pair::of).toList();
    }
  }

  private static float[] vector(String caption) {
    boolean chinese = caption.codePoints().anyMatch(PlainWords::isHan);
    return (chinese ? CHINESE : ENGLISH).extract(ClipSource.ofText("ada", caption)).orElseThrow();
  }

  private static double cosine(float[] one, float[] other) {
    double product = 0;
    for (int d = 0; d < one.length; d++) {
      product += (double) one[d] * other[d];
    }
    return product;
  }
}
