package undertone.corpora.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avutil;

/// FFmpeg's way of saying things, said our way.
final class FFmpeg {

  /// The time base of microseconds.
  static final AVRational MICROS = avutil.av_make_q(1, 1_000_000);

  static final int TRY_AGAIN = -11; // AVERROR(EAGAIN) on Linux
  private static final int NO_MEMORY = -12; // AVERROR(ENOMEM)

  private FFmpeg() {}

  /// Passes a result on, or says in plain words what a negative one means.
  ///
  /// @param doing what was tried, such as `opening it`
  static int check(int result, String doing) throws UndecodableException {
    if (result >= 0) {
      return result;
    }
    throw new UndecodableException("%s failed: %s".formatted(doing, reason(result)));
  }

  private static String reason(int error) {
    if (error == avutil.AVERROR_INVALIDDATA()) {
      return "its data are damaged or not what its first bytes claim";
    }
    if (error == avutil.AVERROR_EOF()) {
      return "it ends too early";
    }
    if (error == NO_MEMORY) {
      return "it needs more memory than a decoder may have";
    }
    var text = ByteBuffer.allocateDirect(128);
    var _ = avutil.av_strerror(error, text, text.capacity());
    return StandardCharsets.UTF_8.decode(text).toString().trim().replace("\0", "");
  }
}
