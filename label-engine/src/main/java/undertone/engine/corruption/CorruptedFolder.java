package undertone.engine.corruption;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.apache.commons.csv.CSVFormat;
import undertone.engine.refinement.RunHash;

/// The folder that worsened clips come into, and what is known there of them: `draws.csv`, a line
/// for each clip that is whole; `skipped.csv`; `made-of.txt`, the seed and the noise.
///
/// Work that was broken off goes on where it ended. What a killed process left half done lies in a
/// folder of its own, which is cleared.
public final class CorruptedFolder {
  private static final String DRAWS = "draws.csv";
  private static final String SKIPPED = "skipped.csv";
  private static final String MADE_OF = "made-of.txt";
  private static final String UNFINISHED = ".unfinished";

  private final Path folder;
  private final SequencedMap<String, NoiseDraw> draws = new LinkedHashMap<>();

  private CorruptedFolder(Path folder) {
    this.folder = folder;
  }

  /// @throws IllegalArgumentException if clips of another seed or other noise lie there
  public static CorruptedFolder open(Path folder, long seed, NoisePool pool) throws IOException {
    Files.createDirectories(folder);
    var noises = new RunHash();
    for (var noise : pool.noises()) {
      noises.add(noise.name()).add(String.valueOf(noise.samples()));
    }
    var made = "seed %d, noise %s\n".formatted(seed, RunHash.hex(noises.bytes()));
    var before = folder.resolve(MADE_OF);
    if (!Files.exists(before)) {
      Files.writeString(before, made);
    } else if (!Files.readString(before).equals(made)) {
      throw new IllegalArgumentException(
          "%s holds clips of another seed or of other noise; name another folder."
              .formatted(folder));
    }
    var opened = new CorruptedFolder(folder);
    if (Files.exists(folder.resolve(DRAWS))) {
      NoiseDraw.read(folder.resolve(DRAWS)).forEach(d -> opened.draws.put(d.clip(), d));
    }
    // A line that was being written when the power went would spoil the next.
    NoiseDraw.write(folder.resolve(DRAWS), List.copyOf(opened.draws.values()));
    clear(opened.scratch());
    return opened;
  }

  /// Where clips appear.
  public Path path() {
    return folder;
  }

  /// Whether a clip is there, whole.
  public boolean has(String clip) {
    return draws.containsKey(clip);
  }

  /// An empty folder on the same disk, for what is not whole yet.
  public Path scratch() throws IOException {
    return Files.createDirectories(folder.resolve(UNFINISHED));
  }

  private static void clear(Path scratch) throws IOException {
    try (var files = Files.newDirectoryStream(scratch)) {
      for (var file : files) {
        Files.delete(file);
      }
    }
  }

  /// Notes that a clip is whole.
  public void add(NoiseDraw draw) throws IOException {
    draws.put(draw.clip(), draw);
    Files.writeString(
        folder.resolve(DRAWS), draw.line(), StandardCharsets.UTF_8, StandardOpenOption.APPEND);
  }

  /// Brings the lines into the order of the clips and tells which were left out.
  ///
  /// @param clips in their order
  /// @param skipped reasons by clip
  public void finish(Collection<String> clips, Map<String, String> skipped) throws IOException {
    var ordered = new ArrayList<NoiseDraw>();
    for (var clip : clips) {
      var draw = draws.get(clip);
      if (draw != null) {
        ordered.add(draw);
      }
    }
    NoiseDraw.write(folder.resolve(DRAWS), ordered);
    try (var out = Files.newBufferedWriter(folder.resolve(SKIPPED));
        var printer = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get().print(out)) {
      printer.printRecord("name", "reason");
      for (var clip : skipped.entrySet()) {
        printer.printRecord(clip.getKey(), clip.getValue());
      }
    }
    Files.deleteIfExists(scratch());
  }
}
