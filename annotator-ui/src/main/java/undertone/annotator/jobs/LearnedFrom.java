package undertone.annotator.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.ClipId;

/// Clips that a model was shown with their labels, so that it is not praised for knowing them.
public record LearnedFrom(List<ClipId> clips) {
  private static final String FILE = "learned-from.json";

  public LearnedFrom {
    clips = List.copyOf(clips);
  }

  void write(Path run) throws IOException {
    Files.createDirectories(run);
    var growing = Files.createTempFile(run, ".growing-", ".part");
    try {
      Files.writeString(
          growing,
          JsonMapper.shared().writeValueAsString(clips.stream().map(ClipId::value).toList()));
      Files.move(growing, run.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(growing);
    }
  }

  /// @param run folder of the run that learned; one that wrote none was shown no labels
  public static LearnedFrom read(Path run) throws IOException {
    var clips = new ArrayList<ClipId>();
    try {
      JsonMapper.shared()
          .readTree(Files.readString(run.resolve(FILE)))
          .forEach(clip -> clips.add(new ClipId(clip.asLong())));
    } catch (NoSuchFileException _) {
      return new LearnedFrom(List.of());
    }
    return new LearnedFrom(clips);
  }
}
