package undertone.engine.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.corpora.challenge.ClipNames;
import undertone.corpora.numpy.Npz;
import undertone.corpora.numpy.NumpyArray;

/// Features of clips that other tools have made, as those of the MER challenges leave them: one
/// folder for each kind of feature, in it for each clip
///
/// - `CLIP.npy`, a vector `[D]` or frames `[T,D]`, of which the mean is taken,
/// - or a folder `CLIP` of such files, one for each face, of which the mean is taken as well.
///
/// A clip whose file is empty, because no face was found, or missing has no such feature.
public final class FeatureFolder {
  private static final String SUFFIX = ".npy";

  private final Path folder;
  private int dim; // of the first vector

  private FeatureFolder(Path folder) {
    this.folder = folder;
  }

  /// The vectors of these clips, in their order; null = the clip has none.
  ///
  /// @param clips by name, with the ending of a media file or without
  /// @throws IOException if a file cannot be read
  /// @throws IllegalArgumentException if files do not fit each other or none is of these clips
  public static List<float @Nullable []> read(Path folder, List<String> clips) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "There is no folder of features %s; it should hold one .npy for each clip."
              .formatted(folder));
    }
    var reader = new FeatureFolder(folder);
    var vectors = new ArrayList<float @Nullable []>();
    for (var clip : clips) {
      vectors.add(reader.vector(clip));
    }
    if (reader.dim == 0) {
      throw new IllegalArgumentException(
          "%s has no feature of any of the %d clips; files are called like the clips, such as %s.npy."
              .formatted(folder, clips.size(), ClipNames.of(clips.getFirst())));
    }
    return vectors;
  }

  private float @Nullable [] vector(String clip) throws IOException {
    for (var name : List.of(clip, ClipNames.of(clip))) {
      var file = folder.resolve(name + SUFFIX);
      if (Files.isRegularFile(file)) {
        return mean(List.of(file));
      }
      if (Files.isDirectory(folder.resolve(name))) {
        return mean(files(folder.resolve(name)));
      }
    }
    return null;
  }

  private static List<Path> files(Path clip) throws IOException {
    try (var files = Files.list(clip)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private float @Nullable [] mean(List<Path> files) throws IOException {
    double[] sum = null;
    long frames = 0;
    for (var file : files) {
      var array = Npz.array(file);
      if (!array.values().isEmpty()) {
        int width = width(file, array);
        sum = sum == null ? new double[width] : sum;
        add(file, array, sum);
        frames += array.values().size() / width;
      }
    }
    if (sum == null) {
      return null;
    }
    var mean = new float[sum.length];
    for (int d = 0; d < mean.length; d++) {
      mean[d] = (float) (sum[d] / frames);
    }
    return mean;
  }

  private int width(Path file, NumpyArray array) {
    if (array.shape().isEmpty() || array.shape().size() > 2) {
      throw new IllegalArgumentException(
          "%s has the shape %s; a feature is a vector [D] or frames [T,D]."
              .formatted(file, array.shape()));
    }
    int width = array.shape().getLast();
    if (dim != 0 && width != dim) {
      throw new IllegalArgumentException(
          "%s has %d numbers where those before it have %d; a folder holds one kind of feature."
              .formatted(file, width, dim));
    }
    dim = width;
    return width;
  }

  private static void add(Path file, NumpyArray array, double[] sum) {
    int d = 0;
    for (var value : array.values()) {
      if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
        throw new IllegalArgumentException(
            "%s holds what is no finite number; make this feature again.".formatted(file));
      }
      sum[d] += number.doubleValue();
      d = (d + 1) % sum.length;
    }
  }
}
