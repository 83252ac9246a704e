package undertone.annotator.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import undertone.engine.features.FeatureProgress;

/// Tells on the command line how far clips are described, every few seconds while there is
/// something new.
final class ToldProgress implements FeatureProgress {
  private static final long EVERY = Duration.ofSeconds(2).toNanos();

  private final PrintWriter out;
  private final LongSupplier nanos;
  private long told;

  /// @param out where people look and no tool reads
  ToldProgress(PrintWriter out) {
    this(out, System::nanoTime);
  }

  ToldProgress(PrintWriter out, LongSupplier nanos) {
    this.out = out;
    this.nanos = nanos;
    this.told = nanos.getAsLong();
  }

  @Override
  public synchronized void advanced(int done, int total) {
    long now = nanos.getAsLong();
    if (now - told >= EVERY) {
      told = now;
      out.printf("%d of %d clips described.%n", done, total);
      out.flush();
    }
  }

  /// The same for a part of the clips, of which others come before and after.
  FeatureProgress part(int before, int all) {
    return (done, _) -> advanced(before + done, all);
  }
}
