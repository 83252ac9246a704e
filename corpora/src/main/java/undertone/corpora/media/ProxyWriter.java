package undertone.corpora.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open2;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/// Writes what every browser plays: mp4 with H.264 and AAC, the index in front.
///
/// Pictures keep their times to the microsecond, so a time measured on the proxy is a time of the
/// original.
final class ProxyWriter implements AutoCloseable {

  private static final String PICTURE_ENCODER = "libopenh264";
  private static final String SOUND_ENCODER = "aac";
  private static final int LONGEST_SIDE = 1920;
  private static final double BITS_PER_PIXEL = 0.2; // generous: faces must stay readable
  private static final long LEAST_BITS_PER_SECOND = 300_000;
  private static final long MOST_BITS_PER_SECOND = 12_000_000;
  private static final int SOUND_BITS_PER_CHANNEL = 96_000;

  private final AVFormatContext container = new AVFormatContext(null);
  private final AVPacket packet = av_packet_alloc();
  private @Nullable Lane pictures;
  private @Nullable Lane sound;
  private @Nullable PictureScaler scaler;
  private @Nullable AVFrame soundFrame;
  private final Queue<Long> durationsMicros = new ArrayDeque<>(); // of pictures being encoded
  private float[] waiting = new float[0]; // interleaved samples that do not yet fill a frame
  private long soundSamples; // of each channel, encoded

  /// One stream of the proxy with its encoder.
  private record Lane(AVStream stream, AVCodecContext encoder) {}

  /// What the pictures that come are like.
  ///
  /// @param size of the upright pictures
  /// @param quarterTurns clockwise, by which they must be turned to be upright
  /// @param source names their colours
  /// @param rgb whether they come as red, green and blue, whatever the source had
  private record Look(
      Size size, int quarterTurns, double frameRateHz, AVCodecContext source, boolean rgb) {}

  /// Checks at the start of a worker that the encoders are there. Asking FFmpeg for one it lacks
  /// would give MPEG-4 part 2 silently, which browsers show as black.
  static void requireEncoders() {
    for (var name : new String[] {PICTURE_ENCODER, SOUND_ENCODER}) {
      var encoder = avcodec_find_encoder_by_name(name);
      if (encoder == null || encoder.isNull()) {
        throw new IllegalStateException(
            "This build of FFmpeg has no encoder %s; use the one the build file pins."
                .formatted(name));
      }
    }
  }

  private ProxyWriter() {}

  /// @param source of the pictures; null for sound only
  /// @param reader gives the sound to be written; null for a silent proxy
  static ProxyWriter open(Path file, @Nullable Track source, @Nullable SoundReader reader)
      throws UndecodableException {
    return opened(
        file,
        source == null
            ? null
            : new Look(
                source.announcedSize(),
                source.quarterTurns(),
                source.frameRateHz(),
                source.decoder(),
                false),
        reader);
  }

  /// For pictures that come upright, as red, green and blue.
  ///
  /// @param source whose frame rate they keep
  /// @param size of the pictures
  static ProxyWriter openUpright(Path file, Track source, Size size, SoundReader reader)
      throws UndecodableException {
    return opened(file, new Look(size, 0, source.frameRateHz(), source.decoder(), true), reader);
  }

  private static ProxyWriter opened(Path file, @Nullable Look look, @Nullable SoundReader reader)
      throws UndecodableException {
    var proxy = new ProxyWriter();
    boolean ready = false;
    try {
      proxy.start(file, look, reader);
      ready = true;
      return proxy;
    } finally {
      if (!ready) {
        proxy.close();
      }
    }
  }

  private void start(Path file, @Nullable Look look, @Nullable SoundReader reader)
      throws UndecodableException {
    FFmpeg.check(
        avformat_alloc_output_context2(container, (AVOutputFormat) null, "mp4", "file:" + file),
        "starting the proxy");
    if (look != null) {
      var size = look.size().within(LONGEST_SIDE).even();
      scaler = PictureScaler.toYuv420(size, look.quarterTurns());
      pictures = pictureLane(size, look);
    }
    sound = reader == null ? null : soundLane(reader);
    var io = new AVIOContext(null);
    FFmpeg.check(
        avio_open2(
            io, "file:" + file, AVIO_FLAG_WRITE, (AVIOInterruptCB) null, (AVDictionary) null),
        "writing the proxy");
    container.pb(io);
    var options = new AVDictionary(null);
    av_dict_set(options, "movflags", "+faststart", 0);
    try {
      FFmpeg.check(avformat_write_header(container, options), "writing the proxy");
    } finally {
      av_dict_free(options);
    }
  }

  /// The nearest rate the sound encoder takes.
  static int soundRateHz(int rateHz) {
    return switch (rateHz) {
      case 8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000 -> rateHz;
      default -> 48000;
    };
  }

  /// Adds a decoded picture of any size.
  void picture(AVFrame decoded, long timeMicros, long durationMicros) throws UndecodableException {
    if (pictures == null || scaler == null) {
      throw new IllegalStateException("Bug: a picture for a proxy without pictures.");
    }
    var picture = scaler.scale(decoded);
    picture.pts(timeMicros);
    durationsMicros.add(durationMicros);
    picture.pict_type(AV_PICTURE_TYPE_NONE);
    encode(pictures, picture);
  }

  /// Adds interleaved samples.
  void sound(float[] samples) throws UndecodableException {
    var lane = sound;
    if (lane == null) {
      return;
    }
    int before = waiting.length;
    waiting = Arrays.copyOf(waiting, before + samples.length);
    System.arraycopy(samples, 0, waiting, before, samples.length);
    int chunk = lane.encoder().frame_size() * lane.encoder().ch_layout().nb_channels();
    int done = 0;
    for (; waiting.length - done >= chunk; done += chunk) {
      encodeSound(lane, done, lane.encoder().frame_size());
    }
    waiting = Arrays.copyOfRange(waiting, done, waiting.length);
  }

  /// Writes what the encoders still hold, and the index.
  void finish() throws UndecodableException {
    if (pictures != null) {
      encode(pictures, null);
    }
    if (sound != null) {
      int rest = waiting.length / sound.encoder().ch_layout().nb_channels();
      if (rest > 0) {
        encodeSound(sound, 0, rest);
      }
      encode(sound, null);
    }
    FFmpeg.check(av_write_trailer(container), "finishing the proxy");
  }

  @Override
  public void close() {
    for (var lane : new Lane[] {pictures, sound}) {
      if (lane != null) {
        avcodec_free_context(lane.encoder());
      }
    }
    if (scaler != null) {
      scaler.close();
    }
    if (soundFrame != null) {
      av_frame_free(soundFrame);
    }
    av_packet_free(packet);
    if (!container.isNull()) {
      var io = container.pb();
      if (io != null && !io.isNull()) {
        avio_closep(io);
      }
      avformat_free_context(container);
    }
  }

  private Lane pictureLane(Size size, Look look) throws UndecodableException {
    double frameRateHz = look.frameRateHz();
    var source = look.source();
    var codec = avcodec_find_encoder_by_name(PICTURE_ENCODER);
    var encoder = avcodec_alloc_context3(codec);
    encoder.width(size.width());
    encoder.height(size.height());
    encoder.pix_fmt(AV_PIX_FMT_YUV420P);
    encoder.time_base(FFmpeg.MICROS);
    encoder.framerate(av_make_q((int) Math.round(frameRateHz * 1000), 1000));
    encoder.gop_size((int) Math.max(1, Math.round(frameRateHz))); // a key frame a second: seeks
    long bits = Math.round(BITS_PER_PIXEL * size.width() * size.height() * frameRateHz);
    encoder.bit_rate(Math.clamp(bits, LEAST_BITS_PER_SECOND, MOST_BITS_PER_SECOND));
    encoder.color_range(AVCOL_RANGE_MPEG);
    encoder.colorspace(
        look.rgb() || source.colorspace() == AVCOL_SPC_RGB
            ? AVCOL_SPC_SMPTE170M
            : source.colorspace());
    encoder.color_primaries(source.color_primaries());
    encoder.color_trc(source.color_trc());
    encoder.thread_count(1);
    return lane(codec, encoder);
  }

  private Lane soundLane(SoundReader reader) throws UndecodableException {
    var codec = avcodec_find_encoder_by_name(SOUND_ENCODER);
    var encoder = avcodec_alloc_context3(codec);
    encoder.sample_fmt(AV_SAMPLE_FMT_FLTP);
    encoder.sample_rate(reader.rateHz());
    av_channel_layout_default(encoder.ch_layout(), reader.channels());
    encoder.bit_rate((long) SOUND_BITS_PER_CHANNEL * reader.channels());
    encoder.time_base(av_make_q(1, reader.rateHz()));
    var lane = lane(codec, encoder);
    var frame = av_frame_alloc();
    soundFrame = frame;
    frame.format(AV_SAMPLE_FMT_FLTP);
    frame.sample_rate(reader.rateHz());
    av_channel_layout_default(frame.ch_layout(), reader.channels());
    frame.nb_samples(encoder.frame_size());
    FFmpeg.check(av_frame_get_buffer(frame, 0), "making room for sound");
    return lane;
  }

  private Lane lane(AVCodec codec, AVCodecContext encoder) throws UndecodableException {
    boolean opened = false;
    try {
      encoder.flags(encoder.flags() | AV_CODEC_FLAG_GLOBAL_HEADER); // mp4 keeps headers in front
      FFmpeg.check(avcodec_open2(encoder, codec, (AVDictionary) null), "starting the encoder");
      var stream = avformat_new_stream(container, codec);
      stream.time_base(encoder.time_base());
      FFmpeg.check(
          avcodec_parameters_from_context(stream.codecpar(), encoder), "starting the encoder");
      opened = true;
      return new Lane(stream, encoder);
    } finally {
      if (!opened) {
        avcodec_free_context(encoder);
      }
    }
  }

  private void encodeSound(Lane lane, int from, int samples) throws UndecodableException {
    var frame = soundFrame;
    if (frame == null) {
      throw new IllegalStateException("Bug: sound for a proxy without sound.");
    }
    FFmpeg.check(av_frame_make_writable(frame), "writing sound");
    int channels = lane.encoder().ch_layout().nb_channels();
    for (int channel = 0; channel < channels; channel++) {
      var plane = new float[samples];
      for (int i = 0; i < samples; i++) {
        plane[i] = waiting[from + i * channels + channel];
      }
      new FloatPointer(frame.data(channel)).put(plane);
    }
    frame.nb_samples(samples);
    frame.pts(soundSamples);
    soundSamples += samples;
    encode(lane, frame);
  }

  private void encode(Lane lane, @Nullable AVFrame frame) throws UndecodableException {
    FFmpeg.check(avcodec_send_frame(lane.encoder(), frame), "encoding the proxy");
    while (avcodec_receive_packet(lane.encoder(), packet) >= 0) {
      if (lane.encoder().codec_type()
          == AVMEDIA_TYPE_VIDEO) { // the encoder forgets them, and the last picture would not be
        // shown
        packet.duration(durationsMicros.remove());
      }
      av_packet_rescale_ts(packet, lane.encoder().time_base(), lane.stream().time_base());
      packet.stream_index(lane.stream().index());
      FFmpeg.check(av_interleaved_write_frame(container, packet), "writing the proxy");
    }
  }
}
