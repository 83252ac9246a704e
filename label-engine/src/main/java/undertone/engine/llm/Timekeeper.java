package undertone.engine.llm;

import java.time.Duration;
import java.time.Instant;

/// The clock of a run, and its patience.
interface Timekeeper {
  Timekeeper SYSTEM =
      new Timekeeper() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
          Thread.sleep(duration);
        }
      };

  Instant now();

  void sleep(Duration duration) throws InterruptedException;
}
