package undertone.annotator.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import undertone.corpora.media.Frame;
import undertone.corpora.media.MediaDecoder;

/// Clips of text have nothing to decode.
final class NoMedia implements MediaDecoder {
  @Override
  public List<Frame> frames(Path file, double rateHz, int maxFrames, int maxSide)
      throws IOException {
    throw new IOException("There is no film.");
  }

  @Override
  public float[] mono(Path file, int sampleRateHz) throws IOException {
    throw new IOException("There is no sound.");
  }
}
