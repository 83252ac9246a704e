package undertone.engine.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.manifest.Opinion;
import undertone.corpora.scheme.SchemeFromWords;
import us.hebi.matlab.mat.format.BufferAllocator;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sources;

/// A partial-label table as the field hands it round: a MATLAB 5 file with the features `data`
/// `[N,D]`, the candidate sets `partial_target` `[K,N]` and, where known, the truth `target`
/// `[K,N]`, full or sparse.
///
/// Classes have no names there: they are `class-01` and on, in the order of the rows.
final class PartialLabelFile {
  static final String VOTER = "candidates";
  private static final String FEATURES = "data";
  private static final String SETS = "partial_target";
  private static final String TRUTH = "target";
  private static final Set<String> WANTED = Set.of(FEATURES, SETS, TRUTH);
  private static final long MOST_NUMBERS = 1L << 28; // of one matrix
  private static final long MOST_BYTES = 1L << 30; // of one matrix
  private static final long MOST_INFLATED = 1_100; // times as long as packed; zlib reaches 1,032

  private final Path file;
  private final Map<String, Matrix> matrices = new HashMap<>();
  private final int clips;
  private final int classes;

  private PartialLabelFile(Path file) {
    this.file = file;
    entries(file).forEach(this::keep);
    clips = require(FEATURES).getNumRows();
    var sets = require(SETS);
    classes = sets.getNumRows();
    mustFit(sets, SETS);
    var truth = matrices.get(TRUTH);
    if (truth != null) {
      mustFit(truth, TRUTH);
    }
    if (clips < 1 || classes < 2 || require(FEATURES).getNumCols() < 1) {
      throw refused("%d clips of %d classes are nothing to refine".formatted(clips, classes));
    }
  }

  /// @throws IllegalArgumentException saying what is wrong with it, if it is no such table
  static PartialLabelFile read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("There is no file %s.".formatted(file));
    }
    return new PartialLabelFile(file);
  }

  private void keep(MatFile.Entry entry) {
    if (!(entry.getValue() instanceof Matrix matrix)) {
      throw refused("its \"%s\" holds no numbers".formatted(entry.getName()));
    }
    if (matrix.getNumDimensions() != 2
        || (long) matrix.getNumRows() * matrix.getNumCols() > MOST_NUMBERS) {
      throw refused("its \"%s\" is no matrix of a usable size".formatted(entry.getName()));
    }
    matrices.put(entry.getName(), matrix);
  }

  private Matrix require(String name) {
    var matrix = matrices.get(name);
    if (matrix == null) {
      throw refused("it has no \"%s\"".formatted(name));
    }
    return matrix;
  }

  private void mustFit(Matrix labels, String name) {
    if (labels.getNumCols() != clips || labels.getNumRows() != classes) {
      throw refused(
          "its \"%s\" is %d by %d, which does not fit %d clips and %d classes"
              .formatted(name, labels.getNumRows(), labels.getNumCols(), clips, classes));
    }
  }

  private IllegalArgumentException refused(String what) {
    return new IllegalArgumentException(
        "%s is no partial-label table: %s.".formatted(file.getFileName(), what));
  }

  /// The matrices that matter; the others are passed over. They stay in memory: closing the file
  /// would give them back.
  private static Iterable<MatFile.Entry> entries(Path file) {
    try (var source = Sources.openFile(file.toFile())) {
      return Mat5.newReader(source)
          .disableSubsystemProcessing()
          .setEntryFilter(e -> WANTED.contains(e.getName()))
          .setBufferAllocator(new Bounded(Files.size(file)))
          .readMat()
          .getEntries();
    } catch (IOException | RuntimeException e) { // the reader trusts the lengths that a file names
      throw new IllegalArgumentException(
          "%s is no readable MATLAB 5 file: %s".formatted(file.getFileName(), e), e);
    }
  }

  /// @param own names the classes, in the order of the rows; null = they have only numbers
  LabelScheme scheme(@Nullable LabelScheme own) {
    if (own != null && own.labels().size() != classes) {
      throw refused(
          "it has %d classes and the label scheme %s has %d"
              .formatted(classes, own.name(), own.labels().size()));
    }
    if (own != null) {
      return own;
    }
    int digits = Math.max(2, Integer.toString(classes).length());
    var words = new ArrayList<String>();
    for (int k = 1; k <= classes; k++) {
      words.add("class-%s".formatted("0".repeat(digits - Integer.toString(k).length()) + k));
    }
    return SchemeFromWords.of(words, List.of());
  }

  /// One clip per column, its number (from 1) as its line.
  List<ClipRow> rows(LabelScheme scheme) {
    var labels = scheme.labels().stream().map(Label::id).toList();
    var sets = require(SETS);
    var truth = matrices.get(TRUTH);
    var rows = new ArrayList<ClipRow>();
    for (int clip = 0; clip < clips; clip++) {
      var held = held(sets, clip, labels);
      var right = truth == null ? List.<String>of() : held(truth, clip, labels);
      if (right.size() > 1) {
        throw refused("clip %d has %d true labels".formatted(clip + 1, right.size()));
      }
      Map<String, Opinion> opinions = new LinkedHashMap<>();
      opinions.put(VOTER, new Opinion(false, new CandidateSet(held), List.of()));
      var name = "clip-%07d".formatted(clip + 1);
      rows.add(
          new ClipRow(
              clip + 1L,
              name,
              name,
              Map.of(),
              null,
              right.isEmpty() ? null : right.getFirst(),
              opinions,
              null,
              Map.of(),
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              false,
              Map.of()));
    }
    return rows;
  }

  private List<String> held(Matrix labels, int clip, List<String> names) {
    var held = new ArrayList<String>();
    for (int k = 0; k < classes; k++) {
      double value = labels.getDouble(k, clip);
      if (value != 0 && value != 1) {
        throw refused("a label of clip %d is neither 0 nor 1 but %s".formatted(clip + 1, value));
      }
      if (value == 1) {
        held.add(names.get(k));
      }
    }
    return held;
  }

  /// Features of some rows of this table `[n,D]`.
  float[][] features(List<ClipRow> rows) {
    var data = require(FEATURES);
    int width = data.getNumCols();
    var features = new float[rows.size()][width];
    for (int i = 0; i < features.length; i++) {
      int clip = Math.toIntExact(rows.get(i).line() - 1);
      for (int e = 0; e < width; e++) {
        features[i][e] = (float) data.getDouble(clip, e);
      }
    }
    return features;
  }

  /// No more memory than the file can fill.
  private record Bounded(long fileBytes) implements BufferAllocator {
    @Override
    public ByteBuffer allocate(int bytes) {
      long most = Math.min(MOST_BYTES, MOST_INFLATED * fileBytes);
      if (bytes < 0 || bytes > most) {
        throw new IllegalArgumentException(
            "it asks for %d bytes, more than it can hold.".formatted(bytes));
      }
      return ByteBuffer.allocate(bytes);
    }

    @Override
    public void release(ByteBuffer buffer) {
      // the collector does
    }
  }
}
