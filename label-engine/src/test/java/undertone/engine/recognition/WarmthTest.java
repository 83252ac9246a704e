package undertone.engine.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WarmthTest {
  private static final double[] SURE = {.9, .1};

  private static double of(int clips, int right) {
    var truths = IntStream.range(0, clips).mapToObj(i -> i < right ? 0 : 1).toList();
    return Warmth.of(Collections.nCopies(clips, SURE), truths);
  }

  @Test
  void what_is_right_as_often_as_it_says_keeps_its_temperature() {
    assertThat(of(1000, 900)).isCloseTo(1, offset(.01));
  }

  @Test
  void many_clips_settle_the_temperature() {
    double sevenTenths = Math.log(9) / Math.log(.7 / .3); // at which .9 becomes .7
    assertThat(of(2000, 1400)).isCloseTo(sevenTenths, offset(.02));
  }

  @Test
  void a_handful_that_is_right_makes_nobody_certain() {
    double few = of(5, 5);
    assertThat(few).isBetween(.3, .9);
    assertThat(Warmth.scaled(SURE, few)[0]).isLessThan(.999);
    assertThat(of(500, 500)).as("many that are right").isLessThan(few);
  }

  @Test
  void no_clips_leave_it_as_it_is() {
    assertThat(Warmth.of(List.of(), List.of())).isEqualTo(1);
  }
}
