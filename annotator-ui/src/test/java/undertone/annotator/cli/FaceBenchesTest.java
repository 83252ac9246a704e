package undertone.annotator.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FaceBenchesTest {
  private static FaceBenches.Abaw asked(String... options) {
    var abaw = new FaceBenches.Abaw();
    new CommandLine(abaw).parseArgs(options);
    return abaw;
  }

  @Test
  void what_the_other_model_is_asked_is_refused_and_not_passed_over() {
    assertThatThrownBy(asked("--data", "none", "--model", "fusion", "--missing", "0.4")::call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fusion has no --missing; leave it out.");
    assertThatThrownBy(asked("--data", "none", "--size", "memory")::call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two-aspect has no --size; leave it out.");
    assertThatThrownBy(asked("--data", "none", "--model", "oracle")::call)
        .hasMessageContaining("there are two-aspect, fusion");
  }
}
