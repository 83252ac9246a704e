package undertone.corpora.media;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/// Brings decoded pictures to one size and one pixel format, upright.
final class PictureScaler implements AutoCloseable {

  private final Size size;
  private final int quarterTurns;
  private final SwsContext scaler = sws_alloc_context();
  private final AVFrame scaled;
  private final AVFrame upright;

  private PictureScaler(int pixelFormat, Size size, int quarterTurns) throws UndecodableException {
    this.size = size;
    this.quarterTurns = quarterTurns;
    scaler.flags(SWS_BICUBIC);
    scaled = picture(pixelFormat, size.turned(quarterTurns));
    upright = quarterTurns == 0 ? scaled : picture(pixelFormat, size);
  }

  /// @param size of the upright pictures
  /// @param quarterTurns clockwise, by which decoded pictures must be turned to be upright
  static PictureScaler toRgb(Size size, int quarterTurns) throws UndecodableException {
    return new PictureScaler(AV_PIX_FMT_RGB24, size, quarterTurns);
  }

  /// The pixels video encoders take.
  ///
  /// @param size of the upright pictures, both sides even
  static PictureScaler toYuv420(Size size, int quarterTurns) throws UndecodableException {
    return new PictureScaler(AV_PIX_FMT_YUV420P, size, quarterTurns);
  }

  Size size() {
    return size;
  }

  /// The picture, upright and scaled; overwritten by the next call.
  AVFrame scale(AVFrame picture) throws UndecodableException {
    keepColours(picture);
    FFmpeg.check(av_frame_make_writable(scaled), "scaling a picture");
    FFmpeg.check(sws_scale_frame(scaler, scaled, picture), "scaling a picture");
    if (quarterTurns != 0) {
      FFmpeg.check(av_frame_make_writable(upright), "turning a picture");
      turnPlanes();
    }
    return upright;
  }

  /// The picture as bytes of red, green and blue.
  Frame still(AVFrame picture, long timeMicros) throws UndecodableException {
    var rgb = scale(picture);
    int row = size.width() * 3;
    var bytes = new byte[row * size.height()];
    for (int y = 0; y < size.height(); y++) {
      rgb.data(0).position((long) y * rgb.linesize(0)).get(bytes, y * row, row);
    }
    return new Frame(timeMicros, size.width(), size.height(), bytes);
  }

  /// A picture of ours as a decoder would give it. Whoever asks frees it.
  static AVFrame decoded(Frame still) throws UndecodableException {
    var picture = picture(AV_PIX_FMT_RGB24, new Size(still.width(), still.height()));
    int row = still.width() * 3;
    for (int y = 0; y < still.height(); y++) {
      picture.data(0).position((long) y * picture.linesize(0)).put(still.rgb(), y * row, row);
    }
    return picture;
  }

  @Override
  public void close() {
    if (quarterTurns != 0) {
      av_frame_free(upright);
    }
    av_frame_free(scaled);
    sws_freeContext(scaler);
  }

  /// Colours are carried over as they are meant; only their storage changes. Naming them on both
  /// sides also spares FFmpeg a slow conversion between what would be the same.
  private void keepColours(AVFrame picture) {
    scaled.color_primaries(picture.color_primaries());
    scaled.color_trc(picture.color_trc());
    if (scaled.format() == AV_PIX_FMT_YUV420P && picture.colorspace() != AVCOL_SPC_RGB) {
      scaled.colorspace(picture.colorspace());
    }
  }

  private void turnPlanes() {
    boolean rgb = scaled.format() == AV_PIX_FMT_RGB24;
    int planes = rgb ? 1 : 3;
    for (int plane = 0; plane < planes; plane++) {
      int half = plane == 0 ? 1 : 2; // colour planes of 4:2:0 have half the sides
      turnPlane(plane, scaled.width() / half, scaled.height() / half, rgb ? 3 : 1);
    }
  }

  private void turnPlane(int plane, int width, int height, int pixelBytes) {
    int fromStride = scaled.linesize(plane);
    int toStride = upright.linesize(plane);
    int toWidth = quarterTurns == 2 ? width : height;
    int toHeight = quarterTurns == 2 ? height : width;
    var from = new byte[fromStride * height];
    var to = new byte[toStride * toHeight];
    scaled.data(plane).get(from);
    for (int y = 0; y < toHeight; y++) {
      for (int x = 0; x < toWidth; x++) {
        int fromX;
        int fromY;
        if (quarterTurns == 1) {
          fromX = y;
          fromY = height - 1 - x;
        } else if (quarterTurns == 2) {
          fromX = width - 1 - x;
          fromY = height - 1 - y;
        } else {
          fromX = width - 1 - y;
          fromY = x;
        }
        int source = fromY * fromStride + fromX * pixelBytes;
        int target = y * toStride + x * pixelBytes;
        for (int b = 0; b < pixelBytes; b++) {
          to[target + b] = from[source + b];
        }
      }
    }
    upright.data(plane).put(to);
  }

  private static AVFrame picture(int pixelFormat, Size size) throws UndecodableException {
    var picture = av_frame_alloc();
    picture.format(pixelFormat);
    picture.width(size.width());
    picture.height(size.height());
    if (pixelFormat == AV_PIX_FMT_RGB24) {
      picture.colorspace(AVCOL_SPC_RGB);
      picture.color_range(AVCOL_RANGE_JPEG);
    } else {
      picture.colorspace(AVCOL_SPC_SMPTE170M);
      picture.color_range(AVCOL_RANGE_MPEG);
    }
    boolean allocated = false;
    try {
      FFmpeg.check(av_frame_get_buffer(picture, 0), "making room for a picture");
      allocated = true;
      return picture;
    } finally {
      if (!allocated) {
        av_frame_free(picture);
      }
    }
  }
}
