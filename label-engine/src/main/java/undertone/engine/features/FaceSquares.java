package undertone.engine.features;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Modality;
import undertone.corpora.media.Frame;
import undertone.corpora.media.MediaDecoder;

/// Cuts the face out of each frame of a clip, as networks want faces: an upright square, not
/// aligned. Several threads use one.
final class FaceSquares implements AutoCloseable {
  /// How frames are taken and faces cut: part of the parameters of whatever looks at them.
  static final String PARAMETERS = "rateHz=4,mostFrames=32,longestSide=480";

  private static final double RATE_HZ = 4; // an expression takes about half a second to come
  private static final int MOST_FRAMES = 32;
  private static final int LONGEST_SIDE = 480; // pixels; a face of a tenth of it is still found

  private final MediaDecoder media;
  private final int side;
  private final ConcurrentLinkedQueue<FacePlace> idle = new ConcurrentLinkedQueue<>();

  /// @param side of the largest squares, in pixels
  FaceSquares(MediaDecoder media, int side) {
    this.media = media;
    this.side = side;
  }

  /// @param faces in order of time
  /// @param frames that were looked at
  record Seen(List<GreyImage> faces, int frames) {
    Seen {
      faces = List.copyOf(faces);
    }

    /// @param faces one for each frame, where it shows one
    static Optional<Seen> of(List<Optional<GreyImage>> faces) {
      var seen = faces.stream().flatMap(Optional::stream).toList();
      return seen.isEmpty() ? Optional.empty() : Optional.of(new Seen(seen, faces.size()));
    }

    /// Share of the frames with a face, 0..1.
    float share() {
      return (float) faces.size() / frames;
    }
  }

  static boolean supports(ClipSource clip) {
    return clip.file() != null
        && (clip.modality() == Modality.IMAGE || clip.modality() == Modality.VIDEO);
  }

  /// Empty where no frame shows a face.
  Optional<Seen> of(ClipSource clip) throws IOException {
    return clip.file() == null
        ? Optional.empty()
        : of(media.frames(clip.file(), RATE_HZ, MOST_FRAMES, LONGEST_SIDE));
  }

  /// @param frames in order of time
  Optional<Seen> of(List<Frame> frames) {
    return Seen.of(faces(frames));
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
    var place = polled == null ? new FacePlace() : polled; // as many as there are threads
    try {
      return faces(place, frames);
    } finally {
      idle.add(place);
    }
  }

  private List<Optional<GreyImage>> faces(FacePlace place, List<Frame> frames) {
    var faces = new ArrayList<Optional<GreyImage>>();
    FaceFinder.@Nullable Face before = null;
    for (var frame : frames) {
      var picture = GreyImage.ofRgb(frame.width(), frame.height(), frame.rgb());
      var found = frames.size() == 1 ? place.still(picture) : place.next(picture, before);
      faces.add(found.map(face -> cut(picture, face, side)));
      before = found.orElse(before);
    }
    return faces;
  }

  /// One face as networks want it. Large faces are averaged down, since the networks' own resizing
  /// would skip pixels; small ones keep their pixels and are enlarged exactly as in the networks'
  /// training.
  ///
  /// @param side of the largest squares, in pixels
  static GreyImage cut(GreyImage picture, FaceFinder.Face face, int side) {
    int pixels = Math.min(face.size(), side);
    var toPicture = Similarity.square(pixels, face.centreX(), face.centreY(), face.size());
    return picture.warp(toPicture, pixels);
  }

  /// Frees the detectors. No clip may be in the middle of its extraction.
  @Override
  public void close() {
    for (var place = idle.poll(); place != null; place = idle.poll()) {
      place.close();
    }
  }
}
