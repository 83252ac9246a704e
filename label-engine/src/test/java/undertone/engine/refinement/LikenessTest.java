package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LikenessTest {

  private static final int PER_KIND = 40;
  private static final int KINDS = 3;

  @Test
  void clips_of_different_kinds_never_share_a_group() {
    var medoids = Likeness.medoids(threeKinds(), all(), 7);

    for (int i = 0; i < medoids.length; i++) {
      assertThat(medoids[i] / PER_KIND).as("kind of clip %d", i).isEqualTo(i / PER_KIND);
    }
  }

  @Test
  void a_middle_is_in_the_group_it_names() {
    var medoids = Likeness.medoids(threeKinds(), all(), 7);

    for (int middle : Arrays.stream(medoids).distinct().toArray()) {
      assertThat(medoids[middle]).isEqualTo(middle);
    }
  }

  @Test
  void the_same_seed_makes_the_same_groups() {
    assertThat(Likeness.medoids(threeKinds(), all(), 3))
        .isEqualTo(Likeness.medoids(threeKinds(), all(), 3));
  }

  @Test
  void only_the_asked_clips_are_grouped_and_a_handful_is_not() {
    var asked = IntStream.range(0, PER_KIND * KINDS).filter(i -> i % 3 == 0).toArray();

    var medoids = Likeness.medoids(threeKinds(), asked, 1);

    assertThat(medoids).hasSize(asked.length);
    assertThat(Arrays.stream(medoids).boxed().collect(Collectors.toSet()))
        .isSubsetOf(Arrays.stream(asked).boxed().toList());
    assertThat(Likeness.medoids(threeKinds(), new int[] {0, 1, 2}, 1)).isEmpty();
  }

  private static int[] all() {
    return IntStream.range(0, PER_KIND * KINDS).toArray();
  }

  /// Clips around three far points of a space of six dimensions.
  private static FeatureTable threeKinds() {
    var random = new SplittableRandom(1);
    var rows = new float[PER_KIND * KINDS][6];
    for (int i = 0; i < rows.length; i++) {
      for (int e = 0; e < 6; e++) {
        double centre = e / 2 == i / PER_KIND ? 8 : 0;
        rows[i][e] = (float) (centre + random.nextDouble() - 0.5);
      }
    }
    return FeatureTable.of(rows);
  }
}
