package undertone.engine.frames;

import java.util.List;
import java.util.stream.IntStream;

/// A clip as streams of words, sound and picture that run in step: every frame of the clip has as
/// many steps of each.
///
/// Behind the numbers of every step stands a one, which is zero where the stream has nothing to say
/// then; so a network tells what is missing from what is average.
final class InStep {
  /// Frames a second, of clips that are not too long.
  static final double RATE = 4;

  static final long FRAME_MICROS = Math.round(1e6 / RATE);

  private final long lasts; // microseconds
  private final int frames;
  private final int stepsOfFrame;
  private final List<float[]> streams; // [n·R,D+1] by modality; of length 0 where there is none

  InStep(long lasts, int frames, int stepsOfFrame, List<float[]> streams) {
    this.lasts = lasts;
    this.frames = frames;
    this.stepsOfFrame = stepsOfFrame;
    this.streams = streams;
  }

  int frames() {
    return frames;
  }

  /// The middle of a frame, from the start of the clip.
  long micros(int frame) {
    return (2L * frame + 1) * lasts / (2L * frames);
  }

  /// Whether a stream says anything within some frames.
  ///
  /// @param modality its place
  boolean has(int modality, int from, int length) {
    var stream = streams.get(modality);
    if (stream.length == 0) {
      return false;
    }
    int width = stream.length / (frames * stepsOfFrame);
    for (int step = from * stepsOfFrame; step < (from + length) * stepsOfFrame; step++) {
      if (stream[step * width + width - 1] == 1) {
        return true;
      }
    }
    return false;
  }

  /// Whether any stream says anything at all.
  boolean says() {
    return IntStream.range(0, frames).anyMatch(this::says);
  }

  /// Whether any stream says anything in a frame.
  boolean says(int frame) {
    for (int m = 0; m < streams.size(); m++) {
      if (has(m, frame, 1)) {
        return true;
      }
    }
    return false;
  }

  /// Copies what a stream says within some frames.
  ///
  /// @param at where in the target it goes
  void copy(int modality, int from, int length, float[] target, int at) {
    var stream = streams.get(modality);
    int ofFrame = stream.length / frames;
    System.arraycopy(stream, from * ofFrame, target, at, length * ofFrame);
  }
}
