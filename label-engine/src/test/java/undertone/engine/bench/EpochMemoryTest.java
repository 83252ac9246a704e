package undertone.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import undertone.engine.refinement.EpochReport;

class EpochMemoryTest {

  private static EpochMemory after(int epochs) {
    var memory = new EpochMemory();
    for (int e = 1; e <= epochs; e++) {
      memory.epoch(new EpochReport(1, 1, e, epochs, 0, 0, 0, 1, false, 0, 0));
    }
    return memory;
  }

  @Test
  void ten_points_tell_how_memory_went_over_many_epochs() {
    assertThat(after(95).overEpochs()).hasSize(10).allMatch(mb -> mb != 0);
  }

  @Test
  void few_epochs_have_a_point_each_and_a_run_that_trains_nothing_has_none() {
    assertThat(after(3).overEpochs()).hasSize(3);
    assertThat(after(0).overEpochs()).isEmpty();
  }
}
