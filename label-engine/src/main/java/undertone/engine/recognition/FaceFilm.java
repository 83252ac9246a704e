package undertone.engine.recognition;

import java.util.List;
import java.util.stream.IntStream;

/// The face of a clip in time, frame by frame, upright and of one size.
///
/// Stretches in which the face is not to be seen are left out, so frames that follow one another
/// are usually, not always, as far apart as the film says.
public final class FaceFilm {
  private final int side;
  private final double secondsPerFrame;
  private final List<byte[]> frames; // [H,W,3] each
  private final double[] seconds;

  /// @param side height and width in pixels
  /// @param secondsPerFrame from one frame to the next; of a still any
  /// @param frames at least one, packed red, green, blue, row by row; not to be changed
  /// @param seconds when each is seen, from the start of the clip
  public FaceFilm(int side, double secondsPerFrame, List<byte[]> frames, List<Double> seconds) {
    if (frames.isEmpty() || frames.size() != seconds.size() || !(secondsPerFrame > 0)) {
      throw new IllegalArgumentException(
          "A film needs frames, each with its time, but was given %d frames and %d times."
              .formatted(frames.size(), seconds.size()));
    }
    for (var frame : frames) {
      if (frame.length != 3 * side * side) {
        throw new IllegalArgumentException(
            "A face of %d × %d pixels needs %d bytes but was given %d."
                .formatted(side, side, 3 * side * side, frame.length));
      }
    }
    this.side = side;
    this.secondsPerFrame = secondsPerFrame;
    this.frames = List.copyOf(frames);
    this.seconds = seconds.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /// A film whose frames are evenly spread from the start of the clip.
  public static FaceFilm even(int side, double secondsPerFrame, List<byte[]> frames) {
    var seconds = IntStream.range(0, frames.size()).mapToObj(f -> f * secondsPerFrame).toList();
    return new FaceFilm(side, secondsPerFrame, frames, seconds);
  }

  /// How many (T).
  public int frames() {
    return frames.size();
  }

  /// Height and width in pixels.
  public int side() {
    return side;
  }

  public double secondsPerFrame() {
    return secondsPerFrame;
  }

  /// When a frame is seen, from the start of the clip.
  public double seconds(int frame) {
    return seconds[frame];
  }

  /// One frame `[H,W,3]`, not to be changed.
  public byte[] frame(int frame) {
    return frames.get(frame);
  }

  /// One frame, to be shown.
  public RgbPicture picture(int frame) {
    var bytes = frames.get(frame);
    var rgb = new int[side * side];
    for (int p = 0; p < rgb.length; p++) {
      rgb[p] =
          (bytes[3 * p] & 0xff) << 16 | (bytes[3 * p + 1] & 0xff) << 8 | (bytes[3 * p + 2] & 0xff);
    }
    return new RgbPicture(side, side, rgb);
  }

  /// All frames `[T,H,W,3]`.
  public byte[] bytes() {
    var all = new byte[frames.size() * 3 * side * side];
    for (int f = 0; f < frames.size(); f++) {
      System.arraycopy(frames.get(f), 0, all, f * 3 * side * side, 3 * side * side);
    }
    return all;
  }
}
