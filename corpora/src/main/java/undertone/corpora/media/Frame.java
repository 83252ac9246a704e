package undertone.corpora.media;

/// One picture of a clip, upright and with square pixels.
///
/// @param timeMicros when it appears, microseconds from the start of the clip
/// @param rgb `[height,width,3]`, row major, one byte each of red, green and blue
@SuppressWarnings("ArrayRecordComponent") // megabytes of pixels: copied and compared by nobody
public record Frame(long timeMicros, int width, int height, byte[] rgb) {

  public Frame {
    if (width < 1 || height < 1 || rgb.length != width * height * 3) {
      throw new IllegalArgumentException(
          "A frame of %d x %d needs %d bytes of RGB but was given %d."
              .formatted(width, height, width * height * 3, rgb.length));
    }
  }
}
