package undertone.engine.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {

  @Test
  void nobody_is_on_both_sides() {
    var groups = IntStream.range(0, 60).mapToObj(i -> "person " + i % 10).toList();
    for (long seed = 0; seed < 20; seed++) {
      var split = Split.of(groups, 0.2, seed);
      assertThat(people(split.learned(), groups))
          .doesNotContainAnyElementsOf(people(split.heldOut(), groups));
      assertThat(split.heldOut()).hasSize(12);
      assertThat(split.note()).isEmpty();
    }
  }

  private static List<String> people(List<Integer> places, List<String> groups) {
    return places.stream().map(groups::get).distinct().collect(Collectors.toList());
  }

  @Test
  void of_one_group_clips_are_held_out_and_that_is_told() {
    var split = Split.of(Collections.nCopies(10, "one"), 0.2, 1);
    assertThat(split.heldOut()).hasSize(2);
    assertThat(split.note()).contains("of one group");
  }

  @Test
  void one_large_group_beside_a_small_one_is_learned_from() {
    var groups = IntStream.range(0, 50).mapToObj(i -> i < 47 ? "large" : "small").toList();
    assertThat(Split.of(groups, 0.2, 1).learned()).hasSize(47);
  }

  @Test
  void of_few_people_one_is_always_learned_from_and_no_more_of_them_than_asked() {
    var groups = IntStream.range(0, 200).mapToObj(i -> "person " + i % 4).toList();
    for (long seed = 0; seed < 20; seed++) {
      var split = Split.of(groups, 0.9, seed);
      assertThat(split.learned()).hasSize(20).isSorted();
      assertThat(split.heldOut()).hasSize(150);
      assertThat(people(split.learned(), groups))
          .hasSize(1)
          .doesNotContainAnyElementsOf(people(split.heldOut(), groups));
    }
  }
}
