package undertone.engine.features;

import java.nio.file.Path;
import java.util.List;
import undertone.corpora.media.Frame;
import undertone.corpora.media.MediaDecoder;

/// For tests that never read media.
public final class NoMedia implements MediaDecoder {
  @Override
  public List<Frame> frames(Path file, double rateHz, int maxFrames, int maxSide) {
    return List.of();
  }

  @Override
  public float[] mono(Path file, int sampleRateHz) {
    return new float[0];
  }
}
