package undertone.engine.features;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import undertone.corpora.media.Frame;
import undertone.corpora.media.MediaDecoder;

/// The face of a clip as [OrientedGradients] and [LocalBinaryPatterns], with nothing learned.
///
/// Each face is described twice, as it is and mirrored, and the mean is kept: a smile to the left
/// is a smile to the right. Of a film the mean over its frames with a face is kept, with how much
/// each part of the face moves and how often a face is seen.
public final class FaceFeatures implements StretchExtractor, AutoCloseable {
  private static final int CELLS = 8;
  private static final int TILES = 6;

  private final OrientedGradients gradients = new OrientedGradients(FaceCrop.SIDE / CELLS, CELLS);
  private final LocalBinaryPatterns patterns = new LocalBinaryPatterns(TILES, 2);
  private final UprightFaces upright;

  private FaceFeatures(UprightFaces upright) {
    this.upright = upright;
  }

  /// With the eyes where a cascade finds them, and the usual place where it finds none.
  public FaceFeatures(MediaDecoder media) {
    this(UprightFaces.byCascade(media));
  }

  /// With the eyes where the network of landmarks puts them, where the build has its weights.
  ///
  /// @throws IOException if the weights are not those that this product was made with
  public static Optional<FaceFeatures> aligned(MediaDecoder media) throws IOException {
    return UprightFaces.byLandmarks(media).map(FaceFeatures::new);
  }

  @Override
  public String id() {
    return upright.learned() ? "alignedhoglbp" : "facehoglbp";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String parameters() {
    return "rateHz=4,mostFrames=32,longestSide=480,crop=96,cells=8,directions=18,tiles=6,radius=2"
        + upright.parameter();
  }

  @Override
  public Channel channel() {
    return Channel.VISUAL;
  }

  /// Gradients `[8,8,31]`, patterns `[6,6,59]`, motion `[8,8]`, share of frames with a face `[1]`.
  @Override
  public int dim() {
    return gradients.dim() + patterns.dim() + CELLS * CELLS + 1;
  }

  @Override
  public boolean supports(ClipSource clip) {
    return FaceSquares.supports(clip);
  }

  @Override
  public Optional<float[]> extract(ClipSource clip) throws IOException {
    return upright.of(clip).map(this::summary);
  }

  @Override
  public List<Optional<float[]>> extract(ClipSource clip, List<Stretch> stretches)
      throws IOException {
    var film = upright.film(clip);
    var described = film.found().stream().map(this::describe).toList();
    return film.each(stretches, part -> summary(part.of(described), part.share()));
  }

  /// @param frames in order of time
  Optional<float[]> describe(List<Frame> frames) {
    return upright.of(frames).map(this::summary);
  }

  /// `[8*8*31 + 6*6*59]`
  private float[] describe(GreyImage face) {
    var edges = gradients.of(face);
    var texture = patterns.of(face);
    var out = new float[gradients.dim() + patterns.dim()];
    mean(edges, gradients.mirrored(edges), out, 0);
    mean(texture, patterns.mirrored(texture), out, gradients.dim());
    return out;
  }

  private static void mean(float[] one, float[] other, float[] out, int from) {
    for (int i = 0; i < one.length; i++) {
      out[from + i] = (one[i] + other[i]) / 2;
    }
  }

  private float[] summary(FaceSquares.Seen seen) {
    return summary(seen.faces().stream().map(this::describe).toList(), seen.share());
  }

  private float[] summary(List<float[]> faces, float share) {
    var out = new float[dim()];
    int described = faces.getFirst().length;
    int perCell = gradients.dim() / (CELLS * CELLS);
    for (int i = 0; i < described; i++) {
      double sum = 0;
      for (var face : faces) {
        sum += face[i];
      }
      double mean = sum / faces.size();
      out[i] = (float) mean;
      if (i < gradients.dim()) {
        double squares = 0;
        for (var face : faces) {
          squares += (face[i] - mean) * (face[i] - mean);
        }
        out[described + i / perCell] += (float) (squares / faces.size());
      }
    }
    for (int cell = 0; cell < CELLS * CELLS; cell++) {
      out[described + cell] = (float) Math.sqrt(out[described + cell]);
    }
    out[described + CELLS * CELLS] = share;
    return out;
  }

  /// Frees the detectors. No clip may be in the middle of its extraction.
  @Override
  public void close() {
    upright.close();
  }
}
