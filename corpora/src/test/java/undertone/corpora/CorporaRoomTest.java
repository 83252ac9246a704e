package undertone.corpora;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.temporal.ChronoField;
import org.junit.jupiter.api.Test;

class CorporaRoomTest {

  @Test
  void the_clock_is_no_finer_than_databases_keep_moments() {
    Clock clock = new CorporaRoom().clock();

    for (int i = 0; i < 1_000; i++) {
      assertThat(clock.instant().getLong(ChronoField.NANO_OF_SECOND) % 1_000).isZero();
    }
  }
}
