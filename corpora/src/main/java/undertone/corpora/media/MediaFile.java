package undertone.corpora.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.jspecify.annotations.Nullable;

/// A media file opened inside a worker: its best picture track and its best sound track.
///
/// Only the demuxer of the sniffed format may open it, and only through the `file` protocol, so no
/// file can send us to another one or to the network.
final class MediaFile implements AutoCloseable {

  /// No picture larger than this is decoded. A header of a few bytes may promise any size.
  static final long MOST_PIXELS = 64_000_000;

  private static final int RIFF_HEADER = 8; // bytes before what the length counts

  private final Path path;
  private final MediaFormat format;
  private final AVFormatContext container;
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private final @Nullable Track pictures;
  private final @Nullable Track sound;
  private final long startMicros;
  private boolean packetsEnded;
  private @Nullable Track draining;

  private MediaFile(Path path, MediaFormat format, AVFormatContext container)
      throws UndecodableException {
    this.path = path;
    this.format = format;
    this.container = container;
    pictures = track(AVMEDIA_TYPE_VIDEO);
    sound = track(AVMEDIA_TYPE_AUDIO);
    for (int i = 0; i < container.nb_streams(); i++) {
      boolean wanted =
          (pictures != null && pictures.index() == i) || (sound != null && sound.index() == i);
      container.streams(i).discard(wanted ? avcodec.AVDISCARD_DEFAULT : avcodec.AVDISCARD_ALL);
    }
    startMicros = Math.min(startOf(pictures), startOf(sound));
  }

  static MediaFile open(Path path, MediaFormat format) throws UndecodableException {
    var options = new AVDictionary(null);
    av_dict_set(options, "protocol_whitelist", "file", 0);
    av_dict_set(options, "format_whitelist", format.demuxer(), 0);
    var container = avformat_alloc_context();
    try {
      // A failure frees the container. The prefix keeps a name with a colon from naming a protocol.
      FFmpeg.check(
          avformat_open_input(
              container, "file:" + path, av_find_input_format(format.demuxer()), options),
          "opening it");
    } finally {
      av_dict_free(options);
    }
    boolean opened = false;
    try {
      if (!format.isImage()) { // an image says all by its one frame
        refuseHugePictures(container);
        FFmpeg.check(
            avformat_find_stream_info(container, (AVDictionary) null), "finding its tracks");
      }
      var file = new MediaFile(path, format, container);
      opened = true;
      return file;
    } finally {
      if (!opened) {
        avformat_close_input(container);
      }
    }
  }

  MediaFormat format() {
    return format;
  }

  @Nullable Track pictures() {
    return pictures;
  }

  @Nullable Track sound() {
    return sound;
  }

  /// The same file opened anew, at its beginning.
  MediaFile again() throws UndecodableException {
    return open(path, format);
  }

  /// Leaves out one of the tracks: its packets are not even read where the format allows it.
  void ignore(@Nullable Track track) {
    if (track != null) {
      container.streams(track.index()).discard(avcodec.AVDISCARD_ALL);
      track.ignore();
    }
  }

  /// How long the file says it is, microseconds; 0 if it does not say.
  long claimedDurationMicros() {
    long duration = container.duration();
    return duration == AV_NOPTS_VALUE || duration < 0 || format.isImage() ? 0 : duration;
  }

  /// Damaged packets left out so far.
  int faults() {
    return (pictures == null ? 0 : pictures.faults()) + (sound == null ? 0 : sound.faults());
  }

  /// Whether the one picture shown of an image is there to its last byte, where the decoder would
  /// fill up what is missing without a word.
  boolean firstPictureIsWhole() throws IOException {
    return switch (format) {
      case GIF -> GifBlocks.of(path).wholePictures() > 0;
      case WEBP -> riffBytes() <= Files.size(path);
      default -> true;
    };
  }

  /// What is missing of an image that can be shown all the same; null if nothing.
  @Nullable String missing() throws IOException {
    if (format != MediaFormat.GIF) {
      return null;
    }
    var there = GifBlocks.of(path);
    return there.cutOff()
        ? "The file is cut off after %d whole pictures.".formatted(there.wholePictures())
        : null;
  }

  // As many bytes as the file says it has: "RIFF", then the length of what follows.
  private long riffBytes() throws IOException {
    try (var in = new DataInputStream(Files.newInputStream(path))) {
      in.skipNBytes(4);
      return RIFF_HEADER + Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
    }
  }

  /// When the last picture appears, by the packets alone: nothing is decoded. Leaves the file at
  /// its end.
  long lastPictureMicros() {
    long last = 0;
    if (pictures == null) {
      return last;
    }
    while (av_read_frame(container, packet) >= 0) {
      if (packet.stream_index() == pictures.index()) {
        long stamp = packet.pts() == AV_NOPTS_VALUE ? packet.dts() : packet.pts();
        if (stamp != AV_NOPTS_VALUE) {
          last = Math.max(last, pictures.micros(stamp) - startMicros);
        }
      }
      av_packet_unref(packet);
    }
    return last;
  }

  /// Decodes until the next picture or stretch of sound, which then lies in [#frame].
  ///
  /// @return the track it belongs to; null at the end of the file
  @Nullable Track next() throws UndecodableException {
    while (true) {
      if (draining != null) {
        if (draining.receive(frame)) {
          return draining;
        }
        draining = packetsEnded && draining == pictures ? sound : null;
        if (draining != null) {
          draining.send(null);
          continue;
        }
        if (packetsEnded) {
          return null;
        }
      }
      if (packetsEnded) {
        return null;
      }
      if (av_read_frame(container, packet) < 0) {
        packetsEnded = true;
        draining = pictures != null ? pictures : sound;
        if (draining != null) {
          draining.send(null);
        }
        continue;
      }
      draining = owner(packet.stream_index());
      if (draining != null) {
        draining.send(packet);
      }
      av_packet_unref(packet);
    }
  }

  /// What [#next] decoded; overwritten by the next call.
  AVFrame frame() {
    return frame;
  }

  /// When the current frame appears, microseconds from the start of the clip. Always after the
  /// frame of the same track that came before it.
  long timeMicros(Track track) {
    return track.stamp(frame, startMicros);
  }

  @Override
  public void close() {
    if (pictures != null) {
      pictures.close();
    }
    if (sound != null) {
      sound.close();
    }
    av_frame_free(frame);
    av_packet_free(packet);
    avformat_close_input(container);
  }

  private @Nullable Track owner(int stream) {
    if (pictures != null && pictures.index() == stream) {
      return pictures;
    }
    return sound != null && sound.index() == stream ? sound : null;
  }

  private @Nullable Track track(int type) throws UndecodableException {
    int index = av_find_best_stream(container, type, -1, -1, (AVCodec) null, 0);
    if (index < 0) {
      return null;
    }
    var stream = container.streams(index);
    boolean cover = (stream.disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0;
    return cover ? null : Track.open(container, stream, format.isImage());
  }

  // Priming samples of a sound codec lie before time 0 and are no part of the clip.
  private static long startOf(@Nullable Track track) {
    return track == null ? Long.MAX_VALUE : Math.max(0, track.startMicros());
  }

  private static void refuseHugePictures(AVFormatContext container) throws UndecodableException {
    for (int i = 0; i < container.nb_streams(); i++) {
      var picture = container.streams(i).codecpar();
      if ((long) picture.width() * picture.height() > MOST_PIXELS) {
        throw new UndecodableException(
            "its pictures of %d x %d are larger than the %d megapixels we decode"
                .formatted(picture.width(), picture.height(), MOST_PIXELS / 1_000_000));
      }
    }
  }
}
