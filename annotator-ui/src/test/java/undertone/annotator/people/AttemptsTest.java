package undertone.annotator.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import undertone.annotator.MovingClock;

class AttemptsTest {

  private final MovingClock clock = new MovingClock();
  private final Attempts attempts = new Attempts(clock);

  @Test
  void an_account_is_closed_after_ten_guesses_from_anywhere() {
    for (int i = 0; i < 10; i++) {
      assertThat(attempts.allow("ada", "10.0.0." + i)).isTrue();
    }

    assertThat(attempts.allow(" ADA ", "10.0.0.99")).isFalse();
    assertThat(attempts.allow("kim", "10.0.0.99")).isTrue();
  }

  @Test
  void an_address_is_closed_after_forty_guesses_on_anybody() {
    for (int i = 0; i < 40; i++) {
      assertThat(attempts.allow("person" + i, "10.0.0.1")).isTrue();
    }

    assertThat(attempts.allow("somebody", "10.0.0.1")).isFalse();
    assertThat(attempts.allow("somebody", "10.0.0.2")).isTrue();
  }

  @Test
  void waiting_opens_it_again_bit_by_bit() {
    for (int i = 0; i < 11; i++) {
      attempts.allow("ada", "10.0.0." + i);
    }

    clock.pass(attempts.retryAfter());

    assertThat(attempts.allow("ada", "10.0.1.1")).isTrue();
    assertThat(attempts.allow("ada", "10.0.1.1")).isFalse();
  }

  @Test
  void getting_in_forgets_the_slips_before() {
    for (int i = 0; i < 9; i++) {
      attempts.allow("ada", "10.0.0.1");
    }

    attempts.succeeded("Ada");

    for (int i = 0; i < 10; i++) {
      assertThat(attempts.allow("ada", "10.0.0.1")).isTrue();
    }
  }
}
