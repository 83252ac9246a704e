package undertone.corpora.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Measures the loudest sample of each hundredth of a second, over all channels.
final class PeakMeter {

  private final SoundReader sound;
  private float[] peaks = new float[1000];
  private int count;
  private long samples; // of each channel, heard
  private float loudestNow;

  PeakMeter(SoundReader sound) {
    this.sound = sound;
  }

  void hear(float[] interleaved) {
    int channels = sound.channels();
    for (int i = 0; i < interleaved.length; i += channels) {
      for (int channel = 0; channel < channels; channel++) {
        loudestNow = Math.max(loudestNow, Math.abs(interleaved[i + channel]));
      }
      samples++;
      if (samples * Prepared.PEAKS_PER_SECOND >= (count + 1L) * sound.rateHz()) {
        endPeak();
      }
    }
  }

  /// Writes all peaks as bytes, the loudest as 127, so that a quiet voice is seen as well.
  void write(Path file) throws IOException {
    if (samples * Prepared.PEAKS_PER_SECOND > (long) count * sound.rateHz()) {
      endPeak(); // the last one, of less than a hundredth of a second
    }
    float unit = loudest() == 0 ? 0 : 127 / loudest();
    var bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) Math.round(peaks[i] * unit);
    }
    Files.write(file, bytes);
  }

  int count() {
    return count;
  }

  /// The loudest sample, 0..1.
  float loudest() {
    float loudest = 0;
    for (int i = 0; i < count; i++) {
      loudest = Math.max(loudest, peaks[i]);
    }
    return loudest;
  }

  private void endPeak() {
    if (count == peaks.length) {
      peaks = Arrays.copyOf(peaks, 2 * count);
    }
    peaks[count++] = Math.min(1, loudestNow);
    loudestNow = 0;
  }
}
