package undertone.engine.features;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import undertone.corpora.media.Frame;
import undertone.corpora.media.MediaDecoder;
import undertone.models.face.FaceWeights;

/// The face of a clip as a pretrained network sees it. Each face is read as it is and mirrored, so
/// that a turned head counts like its mirror image.
abstract class FaceNetFeatures implements StretchExtractor, AutoCloseable {
  private final FaceSquares squares;
  private final FaceReader reader;
  private final FaceWeights weights;

  /// @param side of the faces that the network wants, in pixels
  FaceNetFeatures(MediaDecoder media, FaceReader reader, int side, FaceWeights weights) {
    squares = new FaceSquares(media, side);
    this.reader = reader;
    this.weights = weights;
  }

  /// The vector `[dim()]` of a clip.
  ///
  /// @param readings what the network says of the faces in order of time, then of their mirror
  ///   images
  /// @param share of the frames with a face, 0..1
  abstract float[] summary(List<float[]> readings, float share);

  @Override
  public int version() {
    return 1;
  }

  @Override
  public final String parameters() {
    return FaceSquares.PARAMETERS + ",mirrored=1,weights=" + weights.mark();
  }

  @Override
  public final Channel channel() {
    return Channel.VISUAL;
  }

  @Override
  public final boolean supports(ClipSource clip) {
    return FaceSquares.supports(clip);
  }

  @Override
  public final Optional<float[]> extract(ClipSource clip) throws IOException {
    return squares.of(clip).map(this::read);
  }

  @Override
  public final List<Optional<float[]>> extract(ClipSource clip, List<Stretch> stretches)
      throws IOException {
    var film = squares.film(clip);
    var readings = readings(film.found());
    int faces = film.found().size();
    return film.each(
        stretches,
        part -> {
          var both = new ArrayList<>(part.of(readings.subList(0, faces)));
          both.addAll(part.of(readings.subList(faces, 2 * faces)));
          return summary(both, part.share());
        });
  }

  /// @param frames in order of time
  final Optional<float[]> describe(List<Frame> frames) {
    return squares.of(frames).map(this::read);
  }

  private float[] read(FaceSquares.Seen seen) {
    return summary(readings(seen.faces()), seen.share());
  }

  /// Of each face, then of each face's mirror image.
  private List<float[]> readings(List<GreyImage> faces) {
    var views = new ArrayList<>(faces);
    faces.forEach(face -> views.add(face.mirrored()));
    return reader.read(views);
  }

  /// Frees the detectors and the network. No clip may be in the middle of its extraction.
  @Override
  public final void close() {
    squares.close();
    reader.close();
  }
}
