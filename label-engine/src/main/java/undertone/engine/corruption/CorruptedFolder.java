package undertone.engine.corruption;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
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
/// folder of its own, which is cleared. One run writes there at a time.
public final class CorruptedFolder implements AutoCloseable {
  private static final String DRAWS = "draws.csv";
  private static final String SKIPPED = "skipped.csv";
  private static final String MADE_OF = "made-of.txt";
  private static final String UNFINISHED = ".unfinished";
  private static final String LOCK = ".lock";

  private final Path folder;
  private final FileChannel lock;
  private final SequencedMap<String, NoiseDraw> draws = new LinkedHashMap<>();

  private CorruptedFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /// @throws IllegalArgumentException if clips of another seed or other noise lie there, or another
  ///   run is writing there
  public static CorruptedFolder open(Path folder, long seed, NoisePool pool) throws IOException {
    Files.createDirectories(folder);
    var lock = locked(folder);
    boolean ready = false;
    try {
      var opened = new CorruptedFolder(folder, lock);
      opened.begin(seed, pool);
      ready = true;
      return opened;
    } finally {
      if (!ready) {
        lock.close();
      }
    }
  }

  private static FileChannel locked(Path folder) throws IOException {
    var channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      taken = channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      // another run of this very process has it
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    if (!taken) {
      throw new IllegalArgumentException(
          "Another run is writing into %s; wait for its end or name another folder."
              .formatted(folder));
    }
    return channel;
  }

  private void begin(long seed, NoisePool pool) throws IOException {
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
    if (Files.exists(folder.resolve(DRAWS))) {
      NoiseDraw.read(folder.resolve(DRAWS)).forEach(d -> draws.put(d.clip(), d));
    }
    // A line that was being written when the power went would spoil the next.
    NoiseDraw.write(folder.resolve(DRAWS), List.copyOf(draws.values()));
    clear(scratch());
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

  /// Lets other runs write there.
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
