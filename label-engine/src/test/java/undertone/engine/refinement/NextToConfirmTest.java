package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NextToConfirmTest {
  /// Three clouds of forty clips; the label of the second cloud is in doubt.
  private static final int CLOUD = 40;

  private static float[][] features() {
    var features = new float[3 * CLOUD][3];
    for (int i = 0; i < features.length; i++) {
      features[i][i / CLOUD] = 1;
      features[i][(i / CLOUD + 1) % 3] = (i % CLOUD) / 1000f;
    }
    return features;
  }

  private static double[][] doubtIn(int cloud) {
    var p = new double[3 * CLOUD][];
    Arrays.setAll(p, i -> i / CLOUD == cloud ? new double[] {.5, .5} : new double[] {.95, .05});
    return p;
  }

  private static int[] open() {
    var confirmed = new int[3 * CLOUD];
    Arrays.fill(confirmed, -1);
    return confirmed;
  }

  private static List<String> alone() {
    return IntStream.range(0, 3 * CLOUD).mapToObj("clip%d"::formatted).toList();
  }

  @Test
  void clips_in_doubt_are_asked_about_first() {
    var asked = NextToConfirm.of(doubtIn(1), features(), open()).take(alone(), 5);

    assertThat(asked).hasSize(5).allMatch(clip -> clip / CLOUD == 1);
  }

  @Test
  void asking_on_and_on_leaves_a_cloud_whose_doubt_is_told() {
    var asked = NextToConfirm.of(doubtIn(1), features(), open()).take(alone(), 60);

    assertThat(asked).doesNotHaveDuplicates().anyMatch(clip -> clip / CLOUD != 1);
  }

  @Test
  void a_confirmed_clip_is_not_asked_about_again() {
    var confirmed = open();
    Arrays.fill(confirmed, CLOUD, CLOUD + 10, 0);

    var asked = NextToConfirm.of(doubtIn(1), features(), confirmed).take(alone(), 40);

    assertThat(asked).noneMatch(clip -> confirmed[clip] >= 0);
  }

  @Test
  void clips_of_one_group_are_asked_about_together() {
    var pairs = IntStream.range(0, 3 * CLOUD).mapToObj(i -> "pair" + i / 2).toList();

    var asked = NextToConfirm.of(doubtIn(1), features(), open()).take(pairs, 6);

    assertThat(asked).hasSize(6);
    assertThat(asked.stream().map(pairs::get).distinct()).hasSize(3);
  }
}
