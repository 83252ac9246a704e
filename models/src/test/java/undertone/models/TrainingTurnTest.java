package undertone.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TrainingTurnTest {

  @Test
  @Timeout(60)
  void whoever_waits_comes_in_between_the_steps_of_a_long_training() throws Exception {
    var heard = new CopyOnWriteArrayList<String>();
    var other =
        new Thread(() -> {
          try (var _ = TrainingTurn.take()) {
            heard.add("a look");
          }
        });
    try (var _ = TrainingTurn.take()) {
      TrainingTurn.letOthers();
      heard.add("first step");
      other.start();
      while (other.getState() != Thread.State.WAITING) {
        Thread.onSpinWait(); // until it has come to the lock
      }
      TrainingTurn.letOthers();
      heard.add("second step");
    }
    other.join();

    assertThat(heard).isEqualTo(List.of("first step", "a look", "second step"));
  }

  @Test
  void without_a_turn_there_is_nothing_to_give_away() {
    TrainingTurn.letOthers();
    try (var _ = TrainingTurn.take()) {
      TrainingTurn.letOthers();
    }
  }
}
