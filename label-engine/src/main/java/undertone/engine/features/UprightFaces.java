package undertone.engine.features;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import undertone.corpora.media.Frame;
import undertone.corpora.media.MediaDecoder;
import undertone.models.face.FaceLandmarkNet;
import undertone.models.face.FaceWeights;

/// Cuts the face out of each frame of a clip, turned and scaled so that all eyes have one place.
/// Several threads use one.
final class UprightFaces implements AutoCloseable {
  private static final double RATE_HZ = 4; // an expression takes about half a second to come
  private static final int MOST_FRAMES = 32;
  private static final int LONGEST_SIDE = 480; // pixels; a face of a tenth of it is still found

  private final MediaDecoder media;
  private final EyesBy eyesBy;
  private final ConcurrentLinkedQueue<FaceCrop> idle = new ConcurrentLinkedQueue<>();

  /// Who says where the eyes are.
  ///
  /// @param learned whether a network does
  /// @param parameter what faces hang on beside what all hang on; may be empty
  /// @param closing frees what the finders share
  private record EyesBy(
      boolean learned, String parameter, Supplier<Eyes.Finder> finder, Runnable closing) {}

  private UprightFaces(MediaDecoder media, EyesBy eyesBy) {
    this.media = media;
    this.eyesBy = eyesBy;
  }

  /// With the eyes where a cascade finds them, and the usual place where it finds none.
  static UprightFaces byCascade(MediaDecoder media) {
    return new UprightFaces(media, new EyesBy(false, "", EyeFinder::new, () -> {}));
  }

  /// With the eyes where the network of landmarks puts them, where the build has its weights.
  ///
  /// @throws IOException if the weights are not those that this product was made with
  static Optional<UprightFaces> byLandmarks(MediaDecoder media) throws IOException {
    var weights = FaceWeights.LANDMARKS.read();
    if (weights.isEmpty()) {
      return Optional.empty();
    }
    var reader =
        new FaceReader(
            owner -> new FaceLandmarkNet(weights.get(), owner),
            FaceLandmarkNet.SIDE,
            said -> said.get(0));
    return Optional.of(
        new UprightFaces(
            media,
            new EyesBy(
                true,
                ",eyes=" + FaceWeights.LANDMARKS.mark(),
                () -> new LandmarkEyes(reader),
                reader::close)));
  }

  /// Whether a network finds the eyes.
  boolean learned() {
    return eyesBy.learned();
  }

  /// What faces hang on beside what all hang on; may be empty.
  String parameter() {
    return eyesBy.parameter();
  }

  /// Faces of [FaceCrop#SIDE] pixels; empty where no frame shows one.
  Optional<FaceSquares.Seen> of(ClipSource clip) throws IOException {
    return clip.file() == null
        ? Optional.empty()
        : of(media.frames(clip.file(), RATE_HZ, MOST_FRAMES, LONGEST_SIDE));
  }

  /// @param frames in order of time
  Optional<FaceSquares.Seen> of(List<Frame> frames) {
    return FaceSquares.Seen.of(faces(frames));
  }

  /// The faces of a film, for its stretches; none of a clip that is no film.
  FilmFaces film(ClipSource clip) throws IOException {
    List<Frame> frames =
        clip.file() == null
            ? List.of()
            : media.frames(clip.file(), RATE_HZ, FilmFaces.MOST_FRAMES, LONGEST_SIDE);
    return FilmFaces.of(frames, faces(frames));
  }

  private List<Optional<GreyImage>> faces(List<Frame> frames) {
    var polled = idle.poll();
    var crop =
        polled == null
            ? new FaceCrop(eyesBy.finder().get())
            : polled; // as many as there are threads
    try {
      return faces(crop, frames);
    } finally {
      idle.add(crop);
    }
  }

  private static List<Optional<GreyImage>> faces(FaceCrop crop, List<Frame> frames) {
    var faces = new ArrayList<Optional<GreyImage>>();
    FaceFinder.@Nullable Face before = null;
    for (var frame : frames) {
      var picture = GreyImage.ofRgb(frame.width(), frame.height(), frame.rgb());
      var found = frames.size() == 1 ? crop.still(picture) : crop.next(picture, before);
      faces.add(found.map(upright -> upright.face()));
      before = found.map(upright -> upright.place()).orElse(before);
    }
    return faces;
  }

  /// Frees the detectors. No clip may be in the middle of its extraction.
  @Override
  public void close() {
    for (var crop = idle.poll(); crop != null; crop = idle.poll()) {
      crop.close();
    }
    eyesBy.closing().run();
  }
}
