package undertone.engine.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Memory of this process, mapped files in it, in MiB; -1 where the system does not tell.
public final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessMemory() {}

  /// As much as it holds now.
  static long residentMb() {
    return told("VmRSS");
  }

  /// As much as it ever held.
  public static long peakMb() {
    return told("VmHWM");
  }

  private static long told(String name) {
    if (!Files.exists(STATUS)) {
      return -1;
    }
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(name))
          .findFirst()
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .orElse(-1L);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
