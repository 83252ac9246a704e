package undertone.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class ClassRecallTest {
  @Test
  void a_rare_class_counts_as_much_as_a_frequent_one() {
    int[] truths = {0, 0, 0, 0, 1};
    int[] guesses = {0, 0, 0, 1, 0};

    assertThat(ClassRecall.of(guesses, truths, 2)).isEqualTo(.375, offset(1e-12));
    assertThat(Accuracy.of(guesses, truths)).isEqualTo(.6, offset(1e-12));
  }

  @Test
  void classes_that_do_not_occur_do_not_count() {
    assertThat(ClassRecall.of(new int[] {2, 2}, new int[] {2, 0}, 4)).isEqualTo(.5);
    assertThat(ClassRecall.of(new int[0], new int[0], 4)).isNaN();
  }
}
