package undertone.corpora.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_double;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_get_delay;
import static org.bytedeco.ffmpeg.global.swresample.swr_get_out_samples;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/// Brings decoded sound to one rate and number of channels, so that sample `i` belongs to second `i
/// / rate` of the clip: where the sound starts late or has a hole, it is filled with silence.
final class SoundReader implements AutoCloseable {

  private static final double SMALLEST_HOLE_SECONDS = 0.02; // below, stamps are just rounded
  private static final double LARGEST_HOLE_SECONDS = 3600; // above, stamps are just broken

  private final int rateHz;
  private final int channels;
  private @Nullable SwrContext resampler;
  private int inputRateHz;
  private int inputChannels;
  private int inputFormat;
  private long produced; // samples of each channel

  SoundReader(int rateHz, int channels) {
    this.rateHz = rateHz;
    this.channels = channels;
  }

  /// Keeps the rate of a track where our encoder can, and at most two channels.
  static SoundReader of(Track sound) {
    var decoder = sound.decoder();
    return new SoundReader(
        ProxyWriter.soundRateHz(decoder.sample_rate()),
        Math.clamp(decoder.ch_layout().nb_channels(), 1, 2));
  }

  int rateHz() {
    return rateHz;
  }

  int channels() {
    return channels;
  }

  /// Takes a decoded stretch of sound.
  ///
  /// @param timeMicros where it belongs in the clip
  /// @return interleaved samples -1..1 that are ready; the rest comes with later calls
  float[] read(AVFrame sound, long timeMicros) throws UndecodableException {
    var ready = fits(sound) ? new float[0] : changed(sound);
    double holeSeconds = timeMicros / 1e6 - (double) (produced + delay()) / rateHz;
    if (holeSeconds > SMALLEST_HOLE_SECONDS && holeSeconds < LARGEST_HOLE_SECONDS) {
      ready = joined(ready, counted(drained()));
      int missing = (int) Math.round((timeMicros / 1e6 - (double) produced / rateHz) * rateHz);
      ready = joined(ready, counted(new float[Math.max(0, missing) * channels]));
    }
    return joined(ready, counted(convert(sound.extended_data(), sound.nb_samples())));
  }

  /// What is still inside the resampler when the sound has ended.
  float[] drain() throws UndecodableException {
    return counted(drained());
  }

  /// How long the sound has been up to now.
  long producedMicros() {
    return Math.round(produced * 1e6 / rateHz);
  }

  @Override
  public void close() {
    if (resampler != null) {
      swr_free(resampler);
      resampler = null;
    }
  }

  private boolean fits(AVFrame sound) {
    return resampler != null
        && sound.sample_rate() == inputRateHz
        && sound.ch_layout().nb_channels() == inputChannels
        && sound.format() == inputFormat;
  }

  /// Sets up the resampler for what comes in now, and gives what was still in the old one.
  private float[] changed(AVFrame sound) throws UndecodableException {
    var rest = counted(drained());
    close();
    inputRateHz = sound.sample_rate();
    inputChannels = sound.ch_layout().nb_channels();
    inputFormat = sound.format();
    var fresh = new SwrContext(null);
    try (var layout = new AVChannelLayout()) {
      av_channel_layout_default(layout, channels);
      FFmpeg.check(
          swr_alloc_set_opts2(
              fresh,
              layout,
              AV_SAMPLE_FMT_FLT,
              rateHz,
              sound.ch_layout(),
              inputFormat,
              inputRateHz,
              0,
              (Pointer) null),
          "resampling its sound");
    }
    resampler = fresh;
    // Channels are averaged; FFmpeg's own mixing makes what both sides share louder than either.
    FFmpeg.check(av_opt_set_double(fresh, "rematrix_maxval", 1, 0), "resampling its sound");
    FFmpeg.check(swr_init(fresh), "resampling its sound");
    return rest;
  }

  private long delay() {
    return resampler == null ? 0 : swr_get_delay(resampler, rateHz);
  }

  private float[] drained() throws UndecodableException {
    return resampler == null ? new float[0] : convert(null, 0);
  }

  private float[] convert(@Nullable PointerPointer<?> input, int samples)
      throws UndecodableException {
    if (resampler == null) {
      return new float[0];
    }
    int room = swr_get_out_samples(resampler, samples);
    if (room <= 0) {
      return new float[0];
    }
    try (var output = new FloatPointer((long) room * channels);
        var planes = new PointerPointer<FloatPointer>(1)) {
      planes.put(0, output);
      int count =
          FFmpeg.check(
              swr_convert(resampler, planes, room, input, samples), "resampling its sound");
      var converted = new float[count * channels];
      output.get(converted);
      return converted;
    }
  }

  private float[] counted(float[] samples) {
    produced += samples.length / channels;
    return samples;
  }

  private static float[] joined(float[] first, float[] second) {
    if (first.length == 0) {
      return second;
    }
    var both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
