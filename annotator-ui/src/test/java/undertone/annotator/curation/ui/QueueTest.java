package undertone.annotator.curation.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// What an address asks of the queue.
class QueueTest {
  @Test
  void what_no_select_offers_narrows_too_and_is_told_by_name() {
    var queue = new Queue();

    queue.become("order=NOISE&missed=7&apart=joy%7Canger");

    assertThat(queue.finer())
        .containsExactlyInAnyOrderEntriesOf(Map.of("missed", "7", "apart", "joy|anger"));
    assertThat(queue.filter().clips().missed()).isEqualTo(7);
    assertThat(queue.filter().clips().apart()).isEqualTo("joy|anger");
  }

  @Test
  void no_number_that_a_database_would_choke_on_goes_through() {
    var queue = new Queue();

    queue.become("missed=2147483647");

    assertThat(queue.filter().clips().missed()).isNull();
    assertThat(queue.finer()).containsKey("missed");
  }
}
