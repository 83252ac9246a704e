package undertone.exports;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.json.JsonMapper;

/// Writes the files of a release from its lines, in one pass and constant memory.
final class ReleaseFiles {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path folder;

  ReleaseFiles(Path folder) {
    this.folder = folder;
  }

  /// Source of the stored lines, in order.
  interface Lines {
    void each(LineSink sink) throws IOException;
  }

  /// Takes one stored line.
  interface LineSink {
    void line(String content) throws IOException;
  }

  /// Writes `data.jsonl`, `clips.csv` and the Hugging Face folder.
  ///
  /// @param labels label ids of the scheme, for class numbers
  void write(Lines lines, List<String> labels, String title) throws IOException {
    Files.createDirectories(folder);
    Set<String> languages = new TreeSet<>();
    Set<String> splits = new TreeSet<>();
    var rated = new AtomicBoolean();
    var spread = new AtomicBoolean();
    try (var jsonl = Files.newBufferedWriter(folder.resolve("data.jsonl"))) {
      lines.each(content -> {
        jsonl.write(content);
        jsonl.write('\n');
        var clip = JSON.readValue(content, ReleasedClip.class);
        clip.captionLanguages().forEach(languages::add);
        splits.add(HuggingFaceFolder.splitOf(clip));
        rated.compareAndSet(false, clip.rated());
        spread.compareAndSet(false, clip.labelConfidence() != null);
      });
    }
    try (var csv = Files.newBufferedWriter(folder.resolve("clips.csv"));
        var table = new ClipsCsv(csv, List.copyOf(languages), rated.get(), spread.get())) {
      lines.each(content -> table.write(JSON.readValue(content, ReleasedClip.class)));
    }
    new HuggingFaceFolder(folder.resolve("huggingface"))
        .write(folder.resolve("data.jsonl"), labels, List.copyOf(splits), rated.get(), title);
  }

  /// Writes what a run said of itself beside the data.
  ///
  /// @param summary JSON as the run left it
  /// @return the file's path within the release
  String writeReport(long run, String summary) throws IOException {
    var path = "runs/run-%d.json".formatted(run);
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    var pretty = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(summary));
    Files.writeString(file, pretty.replace("\r\n", "\n") + "\n");
    return path;
  }

  void writeManifest(Manifest manifest) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(folder.resolve("manifest.json"))) {
      writer.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest));
      writer.write('\n');
    }
  }

  /// All files with their hashes, sorted by path.
  List<Manifest.FileEntry> inventory() throws IOException {
    var entries = new ArrayList<Manifest.FileEntry>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        var path = folder.relativize(file).toString().replace('\\', '/');
        entries.add(new Manifest.FileEntry(path, Files.size(file), sha256(file)));
      }
    }
    return entries;
  }

  private static String sha256(Path file) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Bug: every Java platform has SHA-256.", e);
    }
  }
}
