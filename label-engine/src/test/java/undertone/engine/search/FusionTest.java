package undertone.engine.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import undertone.engine.search.Fusion.Judgement;

class FusionTest {
  private static final List<String> CLIPS = List.of("a", "b", "c", "d");

  @ParameterizedTest
  @CsvSource({
    "-3, 0.00135",
    "-1, 0.17275",
    "0, 0.69315",
    "1, 1.84102",
    "2, 3.78318",
    "3, 6.60773",
    "5, 15.06500",
    "10, 53.23129"
  })
  void surprise_is_the_logarithm_of_a_tail_of_the_normal_curve(double deviations, double expected) {
    assertThat(Fusion.surprise(deviations)).isCloseTo(expected, Offset.offset(0.012));
  }

  @Test
  void who_stands_out_further_surprises_more() {
    double before = -1;
    for (int step = -700; step <= 4000; step++) {
      double surprise = Fusion.surprise(step / 100.0);
      assertThat(surprise).as("%s steps", step).isGreaterThan(before);
      before = surprise;
    }
  }

  @Test
  void surprises_add_up_as_worked_out_by_hand() {
    var one = new Judgement<>(Map.of("a", 2.0, "b", 4.0, "c", 6.0), 2, 1); // -1, 0, 1
    var other = new Judgement<>(Map.of("a", 0.5, "b", 0.1, "d", 0.3), 0.1, 0.5); // half of 2, -2, 0

    var fused = Fusion.of(CLIPS, List.of(one, other));

    assertThat(fused.keySet()).containsExactly("c", "a", "d", "b");
    assertThat(fused.get("c")).isCloseTo(1.84102 + 1, Offset.offset(0.025));
    assertThat(fused.get("a")).isCloseTo(0.17275 + 1.84102, Offset.offset(0.025));
    assertThat(fused.get("d")).isCloseTo(1 + 0.69315, Offset.offset(0.025));
    assertThat(fused.get("b")).isCloseTo(0.69315 + 0.17275, Offset.offset(0.025));
  }

  @Test
  void a_way_that_finds_all_alike_or_understands_nothing_changes_nothing() {
    var says = new Judgement<>(Map.of("a", 1.0, "b", 3.0, "c", 2.0), 1, 1);
    var alike = new Judgement<>(Map.of("a", 5.0, "b", 5.0, "d", 5.0), 0, 1);
    var understandsNothing = new Judgement<>(Map.of("a", 9.0, "b", 1.0), 4, 0);

    assertThat(Fusion.of(CLIPS, List.of(says, alike, understandsNothing)))
        .isEqualTo(Fusion.of(CLIPS, List.of(says)));
  }

  @Test
  void a_sharp_way_outweighs_several_flat_ones() {
    var clips = IntStream.range(0, 50).boxed().toList();
    var sharp = new HashMap<Integer, Double>();
    var flat = new HashMap<Integer, Double>();
    for (int clip : clips) {
      sharp.put(clip, clip == 49 ? 20 : clip % 3.0);
      flat.put(clip, -clip / 50.0); // the clip that the other finds is the last of these
    }

    var fused = Fusion.of(clips, List.of(judged(flat), judged(sharp), judged(flat), judged(flat)));

    assertThat(fused.keySet()).startsWith(49);
    assertThat(Fusion.of(clips, List.of(judged(flat))).keySet()).startsWith(0);
  }

  @Test
  void the_scale_of_a_way_does_not_matter() {
    var cosines = Map.of("a", 0.91, "b", 0.92, "c", 0.97, "d", 0.90);
    var words = Map.of("a", 7.0, "b", 9.0, "c", 2.0, "d", 3.0);
    var stretched = new HashMap<String, Double>();
    words.forEach((clip, score) -> stretched.put(clip, 1000 * score - 5));

    assertThat(Fusion.of(CLIPS, List.of(judged(cosines), judged(stretched))).keySet())
        .containsExactlyElementsOf(
            Fusion.of(CLIPS, List.of(judged(cosines), judged(words))).keySet());
  }

  @Test
  void who_fits_as_well_as_another_keeps_the_place_before_it() {
    var judgement = judged(Map.of("a", 1.0, "b", 1.0, "c", 2.0, "d", 1.0));

    assertThat(Fusion.of(List.of("d", "b", "c", "a"), List.of(judgement)).keySet())
        .containsExactly("c", "d", "b", "a");
    assertThat(Fusion.of(CLIPS, List.<Judgement<String>>of()).keySet())
        .containsExactlyElementsOf(CLIPS);
  }

  private static <T> Judgement<T> judged(Map<T, Double> scores) {
    double mean = scores.values().stream().mapToDouble(x -> x).average().orElseThrow();
    double squares = scores.values().stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
    return new Judgement<>(scores, Math.sqrt(squares / scores.size()), 1);
  }
}
