package undertone.annotator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ToldProgressTest {
  private final StringWriter err = new StringWriter();
  private long now;
  private final ToldProgress told = new ToldProgress(new PrintWriter(err), () -> now);

  @Test
  void what_is_done_at_once_is_not_told() {
    told.advanced(3, 3);

    assertThat(err.toString()).isEmpty();
  }

  @Test
  void what_takes_longer_is_told_every_few_seconds_and_not_with_every_clip() {
    for (int done = 1; done <= 50; done++) {
      now += Duration.ofMillis(100).toNanos();
      told.advanced(done, 50);
    }

    assertThat(err.toString().lines())
        .containsExactly("20 of 50 clips described.", "40 of 50 clips described.");
  }

  @Test
  void a_part_counts_the_clips_that_came_before_it() {
    now += Duration.ofSeconds(5).toNanos();
    told.part(500, 981).advanced(12, 481);

    assertThat(err.toString()).startsWith("512 of 981 clips");
  }
}
