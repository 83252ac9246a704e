package undertone.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReliabilityTest {

  @Test
  void what_happens_as_often_as_it_is_said_lies_on_the_diagonal() {
    var random = new SplittableRandom(1);
    var said = random.doubles(20_000).toArray();
    var happened = new boolean[said.length];
    for (int i = 0; i < said.length; i++) {
      happened[i] = random.nextDouble() < said[i];
    }

    var found = Objects.requireNonNull(Reliability.of(said, happened));

    assertThat(found.bins()).hasSize(10);
    assertThat(found.bins())
        .allSatisfy(bin -> {
          assertThat(bin.happened().of()).isEqualTo(2000);
          assertThat(bin.happened().value()).isCloseTo(bin.said(), within(.04));
        });
    assertThat(found.bins()).isSortedAccordingTo((a, b) -> Double.compare(a.said(), b.said()));
    assertThat(found.calibrationError()).isLessThan(.02);
  }

  @Test
  void whoever_is_too_sure_is_found_out() {
    var said = new double[60];
    var happened = new boolean[60];
    for (int i = 0; i < 60; i++) {
      said[i] = i < 30 ? .6 : .95;
      happened[i] = i % 2 == 0;
    }

    var found = Objects.requireNonNull(Reliability.of(said, happened));

    assertThat(found.bins()).hasSize(4);
    assertThat(found.bins().getLast().said()).isCloseTo(.95, within(1e-9));
    assertThat(found.bins().getLast().happened().value()).isCloseTo(.5, within(.04));
    assertThat(found.calibrationError()).isCloseTo((.1 + .45) / 2, within(.04));
  }

  @Test
  void of_too_few_cases_nothing_is_said() {
    assertThat(Reliability.of(new double[29], new boolean[29])).isNull();
    assertThat(Reliability.of(new double[30], new boolean[30])).isNotNull();
  }
}
