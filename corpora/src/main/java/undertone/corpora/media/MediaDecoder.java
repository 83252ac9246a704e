package undertone.corpora.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Turns the file of a clip into pictures and sound.
public interface MediaDecoder {

  /// Pictures spread evenly over the clip, in order of time, never the same one twice.
  ///
  /// Frames are chosen by their own time stamps: at `rateHz` per second, or fewer where that would
  /// give more than `maxFrames`. An image gives one frame at time 0; sound alone gives none.
  ///
  /// @param maxSide longest side in pixels; larger pictures are scaled down, smaller ones kept
  /// @throws UnreadableMediaException if the file is none we can decode; the message says why
  List<Frame> frames(Path file, double rateHz, int maxFrames, int maxSide) throws IOException;

  /// The sound of the clip as one channel, -1..1, where sample `i` belongs to second `i /
  /// sampleRateHz` of the clip. Empty when the clip has no sound.
  ///
  /// @throws UnreadableMediaException if the file is none we can decode; the message says why
  float[] mono(Path file, int sampleRateHz) throws IOException;
}
