package undertone.engine.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import undertone.corpora.manifest.FolderScan;
import undertone.corpora.manifest.OutsideFolderException;
import undertone.corpora.numpy.FloatArray;
import undertone.corpora.numpy.Npz;
import undertone.corpora.numpy.UnreadableArrayException;

/// The files of one modality: `CLIP.npz`, `CLIP.npy`, `CLIP.csv` or a folder `CLIP` of `.npy`
/// files, one for each frame. One is read at a time; whatever is wrong with it is told, and a file
/// with faults gives nothing.
final class StepFiles {
  static final List<String> ENDINGS = List.of(".npz", ".npy", ".csv");
  private static final int MOST_STEPS = 1_000_000;
  private static final long MOST_TABLE_BYTES = 256L << 20;
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final Path root;
  private final ModalityCard modality;
  private final Consumer<Fault> faults;

  /// @param root the data set's folder
  StepFiles(Path root, ModalityCard modality, Consumer<Fault> faults) {
    this.root = root;
    this.modality = modality;
    this.faults = faults;
  }

  /// What a clip has; empty where it has nothing, or nothing that can be read.
  Optional<ClipSteps> read(String clip) throws IOException {
    var found = new ArrayList<Path>();
    for (var ending : ENDINGS) {
      addIfThere(modality.folder().resolve(clip + ending), found);
    }
    addIfThere(modality.folder().resolve(clip), found);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var file = found.getFirst();
    if (found.size() > 1) {
      faults.accept(
          Fault.ofClip(
              written(file),
              clip,
              "there is %s for the same clip as well"
                  .formatted(String.join(", ", found.stream().skip(1).map(this::written).toList())),
              "keep one of them"));
      return Optional.empty();
    }
    var reading = new Reading(clip, written(file));
    try {
      var real = FolderScan.resolve(root, file.toString());
      var steps = reading.of(real, file.getFileName().toString());
      return reading.clean ? Optional.ofNullable(steps) : Optional.empty();
    } catch (OutsideFolderException _) {
      reading.fault("leads out of the data set's folder", "put the file itself there");
    } catch (UnreadableArrayException e) {
      reading.fault(
          "cannot be read: " + String.valueOf(e.getMessage()).replaceFirst("\\.$", ""),
          "save plain numbers again, such as numpy.savez(file, feat=x.astype('<f4'))");
    }
    return Optional.empty();
  }

  private void addIfThere(Path file, List<Path> found) {
    var place = root.resolve(file);
    if (Files.exists(place) || Files.isSymbolicLink(place)) {
      found.add(file);
    }
  }

  private String written(Path file) {
    return file.toString().replace('\\', '/');
  }

  /// One file.
  private final class Reading {
    private final String clip;
    private final String file;
    private boolean clean = true;

    Reading(String clip, String file) {
      this.clip = clip;
      this.file = file;
    }

    void fault(String reason, String remedy) {
      fault(0, reason, remedy);
    }

    void fault(long line, String reason, String remedy) {
      clean = false;
      faults.accept(new Fault(file, line, clip, reason, remedy));
    }

    @Nullable ClipSteps of(Path real, String name) throws IOException {
      try {
        if (Files.isDirectory(real)) {
          return ofFolder(real);
        }
        if (name.endsWith(".npz")) {
          return ofArchive(Npz.read(real));
        }
        if (name.endsWith(".npy")) {
          return ofArray(Npz.floats(real));
        }
        return ofTable(real);
      } catch (NoSuchFileException _) {
        fault("is a link to nothing", "put the file itself there");
        return null;
      }
    }

    private @Nullable ClipSteps ofArray(FloatArray array) {
      var shape = array.shape();
      if (shape.size() == 1 && modality.level() == ModalityCard.Level.SEQUENCE) {
        fault(
            "has the shape %s, a single vector, but %s is a sequence"
                .formatted(shape, modality.name()),
            "save it as [T,%d], of one step as [1,%d]".formatted(modality.dim(), modality.dim()));
        return null;
      }
      if (shape.size() == 1) {
        return fits(shape.getFirst()) && finite("", array.values(), array.values().length)
            ? ClipSteps.ofWhole(array.values())
            : null;
      }
      return steps("", array, null, null, null);
    }

    private @Nullable ClipSteps ofArchive(Npz archive) throws UnreadableArrayException {
      float[] whole = null;
      if (archive.has("utt")) {
        var utt = archive.floats("utt");
        if (utt.shape().size() != 1) {
          fault("has utt of the shape %s".formatted(utt.shape()), "save it as [D]");
          return null;
        }
        if (!fits(utt.shape().getFirst()) || !finite("utt, ", utt.values(), utt.values().length)) {
          return null;
        }
        whole = utt.values();
      }
      if (!archive.has("feat")) {
        if (whole == null) {
          fault(
              "has neither feat nor utt, only %s".formatted(String.join(", ", archive.names())),
              "save the steps as feat");
          return null;
        }
        return ClipSteps.ofWhole(whole);
      }
      return steps(
          "feat, ",
          archive.floats("feat"),
          archive.has("mask") ? archive.floats("mask") : null,
          archive.has("time") ? archive.floats("time") : null,
          whole);
    }

    private @Nullable ClipSteps steps(
        String where,
        FloatArray array,
        @Nullable FloatArray mask,
        @Nullable FloatArray time,
        float @Nullable [] whole) {
      var shape = array.shape();
      if (shape.size() == 3 && shape.getFirst() == 1) {
        shape = shape.subList(1, 3);
      }
      if (shape.size() != 2) {
        fault(
            "has the shape %s".formatted(array.shape()),
            "save steps as [T,%d]".formatted(modality.dim()));
        return null;
      }
      int length = shape.getFirst();
      if (length == 0 && whole == null) {
        return null; // nothing was found in the clip
      }
      if (!fits(shape.getLast()) || !finite(where, array.values(), modality.dim())) {
        return null;
      }
      if (length > MOST_STEPS) {
        fault("has %d steps".formatted(length), "cut the clip; %d are read".formatted(MOST_STEPS));
        return null;
      }
      var kept = kept(length, mask);
      var seconds = seconds(length, time);
      return clean ? ClipSteps.of(modality.dim(), array.values(), kept, seconds, whole) : null;
    }

    private BitSet kept(int length, @Nullable FloatArray mask) {
      var kept = new BitSet();
      kept.set(0, length);
      if (mask == null) {
        return kept;
      }
      if (mask.values().length != length) {
        fault(
            "has a mask of %d for %d steps".formatted(mask.values().length, length),
            "give each step its 0 or 1");
        return kept;
      }
      for (int t = 0; t < length; t++) {
        float value = mask.values()[t];
        if (value != 0 && value != 1) {
          fault("has %s in its mask, row %d".formatted(value, t), "write 0 or 1");
          return kept;
        }
        kept.set(t, value == 1);
      }
      return kept;
    }

    private double @Nullable [] seconds(int length, @Nullable FloatArray time) {
      if (time == null) {
        return null;
      }
      var seconds = new double[time.values().length];
      for (int t = 0; t < seconds.length; t++) {
        seconds[t] = time.values()[t];
      }
      return ascending(length, seconds) ? seconds : null;
    }

    private boolean ascending(int length, double... seconds) {
      if (seconds.length != length) {
        fault(
            "has %d times for %d steps".formatted(seconds.length, length),
            "give each step its time");
        return false;
      }
      for (int t = 0; t < length; t++) {
        if (!Double.isFinite(seconds[t]) || (t > 0 && seconds[t] <= seconds[t - 1])) {
          fault(
              "has the time %s in row %d, which does not come after the one before"
                  .formatted(seconds[t], t),
              "sort the steps by time, in seconds from the clip's start");
          return false;
        }
      }
      return true;
    }

    private boolean fits(int width) {
      if (width != modality.dim()) {
        fault(
            "has %d numbers a step, but %s says dim %d of %s"
                .formatted(width, SetCardFile.NAME, modality.dim(), modality.name()),
            "extract the clip again, or set dim to what all files have");
        return false;
      }
      return true;
    }

    private boolean finite(String where, float[] values, int width) {
      int bad = -1;
      int more = 0;
      for (int i = 0; i < values.length; i++) {
        if (!Float.isFinite(values[i])) {
          bad = bad < 0 ? i : bad;
          more++;
        }
      }
      if (bad < 0) {
        return true;
      }
      fault(
          "has %s in %srow %d, column %d%s"
              .formatted(
                  values[bad],
                  where,
                  bad / width,
                  bad % width,
                  more == 1 ? "" : ", and %d more that are no numbers".formatted(more - 1)),
          "mark missing steps with 0 in mask and write zeros there");
      return false;
    }

    private @Nullable ClipSteps ofFolder(Path folder) throws IOException {
      List<Path> frames;
      try (var files = Files.list(folder)) {
        frames =
            files
                .filter(file -> file.toString().endsWith(".npy"))
                .sorted(Comparator.comparing(StepFiles::inOrder))
                .toList();
      }
      var rows = new ArrayList<float[]>();
      for (var frame : frames) {
        var array =
            Npz.floats(FolderScan.resolve(root, root.toRealPath().relativize(frame).toString()));
        int width = array.shape().isEmpty() ? 1 : array.shape().getLast();
        if (array.shape().isEmpty() || array.shape().size() > 2) {
          fault(
              "%s has the shape %s".formatted(frame.getFileName(), array.shape()),
              "save each frame as [%d]".formatted(modality.dim()));
          return null;
        }
        if (array.values().length > 0
            && (!fits(width)
                || !finite(frame.getFileName() + ", ", array.values(), modality.dim()))) {
          return null;
        }
        rows.add(array.values());
      }
      int numbers = rows.stream().mapToInt(row -> row.length).sum();
      if (numbers == 0) {
        return null;
      }
      var steps = new float[numbers];
      int at = 0;
      for (var row : rows) {
        System.arraycopy(row, 0, steps, at, row.length);
        at += row.length;
      }
      return ClipSteps.of(modality.dim(), steps);
    }

    private @Nullable ClipSteps ofTable(Path table) throws IOException {
      if (Files.size(table) > MOST_TABLE_BYTES) {
        fault("is larger than 256 MB", "save it as .npz");
        return null;
      }
      return new StepTable(modality.dim(), this::fault, this::ascending)
          .read(Files.readString(table, StandardCharsets.ISO_8859_1));
    }
  }

  /// A name whose numbers sort as numbers: frame 9 before frame 10.
  private static String inOrder(Path file) {
    return NUMBER
        .matcher(String.valueOf(file.getFileName()))
        .replaceAll(match -> "0".repeat(Math.max(0, 20 - match.group().length())) + match.group());
  }
}
