package undertone.engine.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import undertone.corpora.media.Frame;

/// The faces of a whole film, found once and read stretch by stretch.
final class FilmFaces {
  /// Of a film that would have more frames they are taken further apart. Sixty overlapping windows
  /// then still have four frames each, and the pictures of one film some 90 MB.
  static final int MOST_FRAMES = 128;

  private final long[] times; // of each frame
  private final int[] faces; // index of the face of each frame, -1 = none
  private final List<GreyImage> found;

  private FilmFaces(long[] times, int[] faces, List<GreyImage> found) {
    this.times = times;
    this.faces = faces;
    this.found = found;
  }

  /// @param faces one for each frame, where it shows one
  static FilmFaces of(List<Frame> frames, List<Optional<GreyImage>> faces) {
    var found = new ArrayList<GreyImage>();
    var indices = new int[frames.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = faces.get(i).isPresent() ? found.size() : -1;
      faces.get(i).ifPresent(found::add);
    }
    return new FilmFaces(
        frames.stream().mapToLong(Frame::timeMicros).toArray(), indices, List.copyOf(found));
  }

  /// All faces in order of time.
  List<GreyImage> found() {
    return found;
  }

  /// What is said of each stretch.
  ///
  /// @param says of a stretch with a face at least
  List<Optional<float[]>> each(List<Stretch> stretches, Function<Part, float[]> says) {
    return stretches.stream().map(stretch -> part(stretch).map(says)).toList();
  }

  private Optional<Part> part(Stretch stretch) {
    int[] frames = IntStream.range(0, times.length).filter(i -> stretch.holds(times[i])).toArray();
    var seen = IntStream.of(frames).map(i -> faces[i]).filter(face -> face >= 0).boxed().toList();
    return seen.isEmpty()
        ? Optional.empty()
        : Optional.of(new Part(seen, (float) seen.size() / frames.length));
  }

  /// The faces of one stretch.
  ///
  /// @param faces indices of [#found()], in order of time
  /// @param share of the frames with a face, 0..1
  record Part(List<Integer> faces, float share) {
    /// What is theirs of something that is known of each face found.
    <T> List<T> of(List<T> each) {
      return faces.stream().map(each::get).toList();
    }
  }
}
