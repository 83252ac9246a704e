package undertone.engine.search;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;

/// Writes clips into an index for ever, in a process of its own, to be killed.
final class IndexingProcess {
  private static final int BETWEEN_COMMITS = 37;

  private IndexingProcess() {}

  /// Runs until so many commits were told of, and is killed at once.
  ///
  /// @return the last clip that was committed for sure
  static int killedAfter(Path folder, int commits) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                IndexingProcess.class.getName(),
                folder.toString()));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new ArrayList<String>();
    try (var lines = process.inputReader()) {
      int told = 0;
      int last = 0;
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        if (line.startsWith("committed ")) {
          last = Integer.parseInt(line.substring("committed ".length()));
          if (++told == commits) {
            return last;
          }
        }
      }
      throw new IllegalStateException("The process ended: " + said);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  static SearchEntry clip(int number) {
    return SearchEntry.clip(
        new CorpusId(1), new ClipId(number), Instant.EPOCH, "clip number " + number, "hash");
  }

  public static void main(String[] arguments) throws IOException {
    try (var index = SearchIndex.open(Path.of(arguments[0]), IndexSettings.USUAL)) {
      int start = index.mark().isEmpty() ? 0 : Integer.parseInt(index.mark());
      for (int number = start + 1; ; number++) {
        index.put(clip(number), Map.of());
        if (number % BETWEEN_COMMITS == 0) {
          index.commit(String.valueOf(number));
          System.out.println("committed " + number);
        }
      }
    }
  }
}
