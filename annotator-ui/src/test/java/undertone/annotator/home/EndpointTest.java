package undertone.annotator.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointTest {
  private static final Duration STEP = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private HomeFolder home = new HomeFolder(Path.of(""));

  @BeforeEach
  void open() throws IOException {
    home = new HomeFolder(folder);
    Files.createDirectories(home.db());
  }

  /// As an app left it that started before the clock was set.
  private void writtenBefore(Duration step) throws IOException {
    var process = ProcessHandle.current().parent().orElseThrow();
    var start = process.info().startInstant().orElse(Instant.EPOCH);
    new Endpoint(process.pid(), start.minus(step).toEpochMilli(), "jdbc:h2:…", "", "").write(home);
  }

  @Test
  void a_running_house_is_found() throws IOException {
    writtenBefore(Duration.ZERO);
    assertThat(Endpoint.read(home)).isPresent();
  }

  @Test
  void a_process_that_only_has_the_number_of_a_dead_house_is_none() throws IOException {
    writtenBefore(STEP);
    assertThat(Endpoint.read(home)).isEmpty();
    assertThat(HomeLock.isHeld(home)).isFalse();
  }

  @Test
  void a_clock_that_was_set_right_hides_no_house_that_has_its_home_under_lock() throws IOException {
    writtenBefore(STEP);
    try (var _ = HomeLock.take(home)) {
      assertThat(Endpoint.read(home)).isPresent();
    }
    assertThat(Endpoint.read(home)).isEmpty();
  }

  @Test
  void a_home_is_owned_once_and_can_be_taken_again_when_it_was_let_go() throws IOException {
    try (var _ = HomeLock.take(home)) {
      assertThatThrownBy(() -> HomeLock.take(home)).isInstanceOf(HomeInUseException.class);
    }
    try (var _ = HomeLock.take(home)) {
      assertThat(HomeLock.isHeld(home)).isTrue();
    }
  }
}
