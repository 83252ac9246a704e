package undertone.corpora.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_frame_rate;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_sample_aspect_ratio;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/// One stream of a media file with its decoder.
final class Track implements AutoCloseable {

  private static final double DEFAULT_FRAME_RATE_HZ = 25;
  private static final double FASTEST_FRAME_RATE_HZ = 1000;

  private final AVStream stream;
  private final AVCodecContext decoder;
  private final double frameRateHz;
  private final double pixelAspect;
  private final int quarterTurns;
  private long lastMicros = -1;
  private boolean ignored;
  private int faults;

  private Track(AVFormatContext container, AVStream stream, AVCodecContext decoder) {
    this.stream = stream;
    this.decoder = decoder;
    double rate = av_q2d(av_guess_frame_rate(container, stream, null));
    frameRateHz = rate > 0 && rate <= FASTEST_FRAME_RATE_HZ ? rate : DEFAULT_FRAME_RATE_HZ;
    double aspect = av_q2d(av_guess_sample_aspect_ratio(container, stream, null));
    pixelAspect = aspect >= 0.25 && aspect <= 4 ? aspect : 1;
    quarterTurns = quarterTurns(stream);
  }

  /// @param strict any damage is an error; otherwise what can be saved of a frame is
  static Track open(AVFormatContext container, AVStream stream, boolean strict)
      throws UndecodableException {
    var parameters = stream.codecpar();
    var codec = avcodec_find_decoder(parameters.codec_id());
    if (codec == null || codec.isNull()) {
      throw new UndecodableException(
          "it needs the codec %s, which we do not have"
              .formatted(avcodec_get_name(parameters.codec_id()).getString()));
    }
    var decoder = avcodec_alloc_context3(codec);
    boolean opened = false;
    try {
      FFmpeg.check(avcodec_parameters_to_context(decoder, parameters), "reading its codec data");
      decoder.pkt_timebase(stream.time_base());
      decoder.thread_count(1); // several workers share the cores; one thread each keeps them even
      decoder.max_pixels(MediaFile.MOST_PIXELS);
      if (strict) {
        decoder.err_recognition(AV_EF_CRCCHECK | AV_EF_EXPLODE);
      }
      FFmpeg.check(avcodec_open2(decoder, codec, (AVDictionary) null), "opening its codec");
      opened = true;
      return new Track(container, stream, decoder);
    } finally {
      if (!opened) {
        avcodec_free_context(decoder);
      }
    }
  }

  int index() {
    return stream.index();
  }

  AVCodecContext decoder() {
    return decoder;
  }

  String codec() {
    return avcodec_get_name(decoder.codec_id()).getString();
  }

  /// As guessed by the container: good enough for an encoder's bit rate, never for a time.
  double frameRateHz() {
    return frameRateHz;
  }

  /// Packets that were cut off or that the decoder could make nothing of, so far.
  int faults() {
    return faults;
  }

  /// How often the decoded picture is to be turned clockwise by 90 degrees, 0..3.
  int quarterTurns() {
    return quarterTurns;
  }

  /// The size of a decoded picture as people see it: upright, with square pixels.
  Size uprightSize(AVFrame picture) {
    return uprightSize(picture.width(), picture.height());
  }

  /// The size of upright pictures as the container announces it; images announce none.
  Size announcedSize() {
    return uprightSize(decoder.width(), decoder.height());
  }

  private Size uprightSize(int width, int height) {
    var square =
        pixelAspect >= 1
            ? new Size((int) Math.round(width * pixelAspect), height)
            : new Size(width, (int) Math.round(height / pixelAspect));
    return square.turned(quarterTurns);
  }

  long startMicros() {
    return stream.start_time() == AV_NOPTS_VALUE ? 0 : micros(stream.start_time());
  }

  long micros(long stamp) {
    return av_rescale_q(stamp, stream.time_base(), FFmpeg.MICROS);
  }

  void ignore() {
    ignored = true;
  }

  /// Hands the decoder one packet; null says there are no more. A damaged packet is counted and
  /// left out: the next one may be fine.
  void send(@Nullable AVPacket packet) {
    if (ignored) {
      return;
    }
    boolean cutOff = packet != null && (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
    if ((avcodec_send_packet(decoder, packet) < 0 && packet != null) || cutOff) {
      faults++;
    }
  }

  /// Takes the next decoded frame, if the decoder has one.
  boolean receive(AVFrame frame) {
    if (ignored) {
      return false;
    }
    int result = avcodec_receive_frame(decoder, frame);
    if (result < 0 && result != FFmpeg.TRY_AGAIN && result != AVERROR_EOF()) {
      faults++;
    }
    return result >= 0;
  }

  /// The frame's time stamp; where it has none, one frame after the last.
  long stamp(AVFrame frame, long containerStartMicros) {
    long stamp = frame.best_effort_timestamp();
    long step = Math.round(1e6 / frameRateHz);
    long micros;
    if (stamp != AV_NOPTS_VALUE) {
      micros = micros(stamp) - containerStartMicros;
    } else {
      micros = lastMicros < 0 ? 0 : lastMicros + step;
    }
    // Broken files repeat stamps or step back; no two frames appear at once.
    lastMicros = Math.max(micros, lastMicros + 1);
    return lastMicros;
  }

  /// How long a frame lasts by its own word, else by the frame rate.
  long durationMicros(AVFrame frame) {
    return frame.duration() > 0 ? micros(frame.duration()) : Math.round(1e6 / frameRateHz);
  }

  @Override
  public void close() {
    avcodec_free_context(decoder);
  }

  // A phone held upright stores a lying picture and a matrix of 16.16 fixed point numbers that
  // turns it. Only quarter turns occur in practice.
  private static int quarterTurns(AVStream stream) {
    var parameters = stream.codecpar();
    if (parameters.nb_coded_side_data() == 0) {
      return 0;
    }
    var matrix =
        av_packet_side_data_get(
            parameters.coded_side_data(),
            parameters.nb_coded_side_data(),
            AV_PKT_DATA_DISPLAYMATRIX);
    if (matrix == null || matrix.isNull() || matrix.size() < 36) {
      return 0;
    }
    var numbers =
        matrix.data().capacity(36).asByteBuffer().order(ByteOrder.nativeOrder()).asIntBuffer();
    double clockwise = Math.atan2(numbers.get(1), numbers.get(0));
    return Math.floorMod(Math.round(clockwise / (Math.PI / 2)), 4);
  }
}
