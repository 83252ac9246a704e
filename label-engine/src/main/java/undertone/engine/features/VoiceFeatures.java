package undertone.engine.features;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import undertone.corpora.Modality;
import undertone.corpora.media.MediaDecoder;

/// How a clip sounds: the spread of each mel band over time, and [Prosody].
///
/// The figures are of the whole sound, so a clip should be an utterance rather than a scene.
public final class VoiceFeatures implements StretchExtractor {
  private static final int BAND_FIGURES = 5;
  private static final int LONGEST_SECONDS = 600;

  private final MediaDecoder media;

  public VoiceFeatures(MediaDecoder media) {
    this.media = media;
  }

  @Override
  public String id() {
    return "voice";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String parameters() {
    return "rateHz=16000,mel=64,bandFigures=5,prosody=40,longestSeconds=600";
  }

  @Override
  public Channel channel() {
    return Channel.AUDIO;
  }

  @Override
  public int dim() {
    return BAND_FIGURES * LogMel.BANDS + Prosody.FIGURES;
  }

  @Override
  public boolean supports(ClipSource clip) {
    return clip.file() != null
        && (clip.modality() == Modality.AUDIO || clip.modality() == Modality.VIDEO);
  }

  /// Of a longer sound only the first ten minutes count.
  @Override
  public Optional<float[]> extract(ClipSource clip) throws IOException {
    if (clip.file() == null) {
      return Optional.empty();
    }
    var sound = media.mono(clip.file(), LogMel.RATE_HZ);
    if (sound.length == 0) {
      return Optional.empty();
    }
    return Optional.of(
        describe(Arrays.copyOf(sound, Math.min(sound.length, LONGEST_SECONDS * LogMel.RATE_HZ))));
  }

  @Override
  public List<Optional<float[]>> extract(ClipSource clip, List<Stretch> stretches)
      throws IOException {
    var sound = clip.file() == null ? new float[0] : media.mono(clip.file(), LogMel.RATE_HZ);
    return stretches.stream().map(stretch -> within(stretch, sound)).toList();
  }

  private static Optional<float[]> within(Stretch stretch, float[] sound) {
    int from = (int) Math.min(sound.length, sample(stretch.startMicros()));
    int to = (int) Math.min(sound.length, sample(stretch.endMicros()));
    return from == to
        ? Optional.empty()
        : Optional.of(describe(Arrays.copyOfRange(sound, from, to)));
  }

  private static long sample(long micros) {
    return micros * LogMel.RATE_HZ / 1_000_000;
  }

  /// @param sound at least one sample at 16 kHz
  static float[] describe(float[] sound) {
    var mel = LogMel.of(sound); // [T,64]
    var figures = new float[BAND_FIGURES * LogMel.BANDS + Prosody.FIGURES];
    var band = new float[mel.length];
    var steps = new float[mel.length - 1];
    for (int m = 0; m < LogMel.BANDS; m++) {
      for (int t = 0; t < mel.length; t++) {
        band[t] = mel[t][m];
        if (t > 0) {
          steps[t - 1] = mel[t][m] - mel[t - 1][m];
        }
      }
      var level = Distribution.of(band);
      figures[m] = level.mean();
      figures[LogMel.BANDS + m] = level.spread();
      figures[2 * LogMel.BANDS + m] = level.percentile(0.1);
      figures[3 * LogMel.BANDS + m] = level.percentile(0.9);
      figures[4 * LogMel.BANDS + m] = Distribution.of(steps).spread();
    }
    var prosody = Prosody.of(sound, mel);
    System.arraycopy(prosody, 0, figures, BAND_FIGURES * LogMel.BANDS, prosody.length);
    return figures;
  }
}
