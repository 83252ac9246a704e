package undertone.engine.captions;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.engine.features.ClipNumbers;
import undertone.engine.features.FaceDescription;
import undertone.models.weights.SafeTensors;
import undertone.models.weights.UnreadableWeightsException;

/// How the numbers of a clip lie side by side for a [CaptionSpace]: the blocks of some extractors,
/// each followed by 1 where the clip has that channel and 0 where it does not. A clip without the
/// channel has the mean of those it was learned from in the block.
///
/// It belongs to a space and stays as it was learned, so that a clip that comes later lies where it
/// would have lain.
public final class NumberLayout {
  private static final String EXTRACTORS = "extractors";

  private static final String FACES = "faces";

  private final FaceDescription faces;
  private final List<String> extractors;
  private final List<float[]> means; // of each extractor's numbers

  private NumberLayout(FaceDescription faces, List<String> extractors, List<float[]> means) {
    this.faces = faces;
    this.extractors = extractors;
    this.means = means;
  }

  /// With a block for each extractor that says something of at least one of these clips.
  ///
  /// @param faces as which faces were described
  /// @param rows clips that the means are taken over
  public static NumberLayout of(FaceDescription faces, ClipNumbers numbers, int[] rows) {
    var extractors = new ArrayList<String>();
    var means = new ArrayList<float[]>();
    for (var extractor : numbers.extractors()) {
      var known =
          IntStream.of(rows)
              .mapToObj(row -> numbers.of(extractor, row))
              .filter(vector -> vector != null)
              .toList();
      if (!known.isEmpty()) {
        extractors.add(extractor);
        means.add(mean(known));
      }
    }
    return new NumberLayout(faces, extractors, means);
  }

  private static float[] mean(List<float[]> vectors) {
    var sum = new double[vectors.getFirst().length];
    for (var vector : vectors) {
      for (int d = 0; d < sum.length; d++) {
        sum[d] += vector[d];
      }
    }
    var mean = new float[sum.length];
    for (int d = 0; d < mean.length; d++) {
      mean[d] = (float) (sum[d] / vectors.size());
    }
    return mean;
  }

  /// As which faces are described.
  public FaceDescription faces() {
    return faces;
  }

  /// Numbers per clip; 0 = no extractor said anything.
  public int width() {
    return means.stream().mapToInt(mean -> mean.length + 1).sum();
  }

  /// The numbers of one clip; null = it has nothing that was learned from.
  public float @Nullable [] row(ClipNumbers numbers, int clip) {
    var row = new float[width()];
    boolean known = false;
    int at = 0;
    for (int b = 0; b < means.size(); b++) {
      var own = numbers.of(extractors.get(b), clip);
      int dim = means.get(b).length;
      boolean fits = own != null && own.length == dim;
      System.arraycopy(fits && own != null ? own : means.get(b), 0, row, at, dim);
      row[at + dim] = fits ? 1 : 0;
      at += dim + 1;
      known |= fits;
    }
    return known ? row : null;
  }

  /// As a safetensors file.
  byte[] bytes() {
    var writer =
        new SafeTensors.Writer()
            .fact(EXTRACTORS, String.join(" ", extractors))
            .fact(FACES, faces.written());
    for (int b = 0; b < means.size(); b++) {
      writer.add(extractors.get(b), means.get(b), new Shape(means.get(b).length));
    }
    return writer.bytes();
  }

  /// A layout that [#bytes()] has written.
  ///
  /// @throws UnreadableWeightsException if it is another file, or damaged
  static NumberLayout read(byte[] bytes) throws IOException {
    var file = SafeTensors.read(bytes);
    FaceDescription faces;
    try {
      faces = FaceDescription.of(file.metadata().getOrDefault(FACES, ""));
    } catch (IllegalArgumentException e) {
      throw new UnreadableWeightsException(
          "How faces are described cannot be read: %s".formatted(e.getMessage()));
    }
    var extractors = List.of(file.metadata().getOrDefault(EXTRACTORS, "").split(" "));
    var means = new ArrayList<float[]>();
    for (var extractor : extractors) {
      means.add(file.floats(extractor));
    }
    return new NumberLayout(faces, extractors, means);
  }
}
