package undertone.annotator.tour;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/// A long video whose every frame shows its own number, as sixteen fields of black and white. Every
/// seventh frame was dropped, so that time is no multiple of the number; a click every second is
/// the sound.
final class NumberedClip {

  static final int WIDTH = 128;
  static final int HEIGHT = 64;

  private static final int BITS = 16;
  private static final int FIELD_WIDTH = WIDTH / 8;
  private static final int FIELD_HEIGHT = HEIGHT / 2;
  private static final int SLOTS_PER_SECOND = 10;
  private static final int DROPPED = 7;
  private static final int SAMPLE_RATE_HZ = 16_000;

  private NumberedClip() {}

  /// When a frame appears, in microseconds.
  static long micros(int frame) {
    int slot = frame + frame / (DROPPED - 1);
    return slot * 1_000_000L / SLOTS_PER_SECOND;
  }

  /// How many frames a clip has.
  static int frames(int seconds) {
    int slots = seconds * SLOTS_PER_SECOND;
    return slots - slots / DROPPED;
  }

  static void write(Path file, int seconds) throws IOException {
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    var bytes = ByteBuffer.allocateDirect(4 * WIDTH * HEIGHT).order(ByteOrder.LITTLE_ENDIAN);
    try (var recorder = new FFmpegFrameRecorder(file.toString(), WIDTH, HEIGHT, 1)) {
      recorder.setFormat("mp4");
      recorder.setVideoCodecName("libopenh264");
      recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
      recorder.setFrameRate(SLOTS_PER_SECOND);
      recorder.setGopSize(5 * SLOTS_PER_SECOND);
      recorder.setVideoBitrate(200_000);
      recorder.setAudioCodec(avcodec.AV_CODEC_ID_AAC);
      recorder.setSampleRate(SAMPLE_RATE_HZ);
      recorder.setAudioBitrate(32_000);
      recorder.setOption("movflags", "+faststart");
      recorder.start();
      int frame = 0;
      for (int slot = 0; slot < seconds * SLOTS_PER_SECOND; slot++) {
        if (slot % DROPPED != DROPPED - 1) {
          paint(bytes.asIntBuffer().clear(), frame++);
          recorder.setFrameNumber(slot);
          recorder.recordImage(
              WIDTH, HEIGHT, Frame.DEPTH_UBYTE, 4, 4 * WIDTH, avutil.AV_PIX_FMT_BGR0, bytes);
        }
        recorder.recordSamples(SAMPLE_RATE_HZ, 1, sound(slot));
      }
      recorder.stop();
    }
  }

  private static void paint(IntBuffer pixels, int number) {
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int bit = y / FIELD_HEIGHT * (BITS / 2) + x / FIELD_WIDTH;
        pixels.put((number >> bit & 1) == 1 ? 0xFFFFFF : 0);
      }
    }
  }

  private static ShortBuffer sound(int slot) {
    var samples = new short[SAMPLE_RATE_HZ / SLOTS_PER_SECOND];
    if (slot % SLOTS_PER_SECOND == 0) {
      for (int i = 0; i < 160; i++) {
        samples[i] = (short) (i % 16 < 8 ? 12_000 : -12_000);
      }
    }
    return ShortBuffer.wrap(samples);
  }
}
