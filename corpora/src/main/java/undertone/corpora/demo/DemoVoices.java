package undertone.corpora.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The voices of the demo without their faces: speech to mix under other clips where nobody has
/// brought any.
public final class DemoVoices {
  private DemoVoices() {}

  /// Writes each spoken line of the demo as `.wav` into a folder. Equal seeds give equal files.
  public static void write(Path folder, long seed) throws IOException {
    Files.createDirectories(folder);
    var recorder = new ClipRecorder();
    for (var take : spoken(seed)) {
      var name = take.clip().substring(0, take.clip().lastIndexOf('.'));
      recorder.voice(take, folder.resolve(name + ".wav"));
    }
  }

  private static List<Take> spoken(long seed) {
    return Screenplay.takes(seed).stream().filter(take -> take.line().medium().speaks()).toList();
  }
}
