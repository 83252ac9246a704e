package undertone.corpora.demo;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import undertone.corpora.media.WaveFile;

/// Plays a take and writes it to a file.
final class ClipRecorder {

  private static final int FRAMES_PER_SECOND = 25;
  private static final int VIDEO_BITS_PER_SECOND = 420_000;
  private static final int AUDIO_BITS_PER_SECOND = 64_000;
  // Named, because ffmpeg falls back silently to MPEG-4, which browsers show as a black picture.
  private static final String H264 = "libopenh264";

  private final Lexicon lexicon = Lexicon.read();

  /// Writes the clip of a take in its medium.
  void record(Take take, Path file) throws IOException {
    var performance = new Performance(take, lexicon);
    switch (take.line().medium()) {
      case VIDEO, SILENT -> video(take, performance, file);
      case SOUND -> sound(performance, file);
      case STILL -> still(take, performance, file);
      case TEXT -> throw new IllegalArgumentException("Bug: words alone have no file.");
    }
  }

  /// Writes what is heard in a take, whatever its medium shows.
  void voice(Take take, Path file) throws IOException {
    sound(new Performance(take, lexicon), file);
  }

  private static void video(Take take, Performance performance, Path file) throws IOException {
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    var encoder = avcodec.avcodec_find_encoder_by_name(H264);
    if (encoder == null || encoder.isNull()) {
      throw new IOException(
          "The bundled ffmpeg has no %s encoder, so the demo's videos cannot be made."
              .formatted(H264));
    }
    short[] pcm = performance.sound();
    var picture = new BufferedImage(take.width(), take.height(), BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
    var bytes = ByteBuffer.allocateDirect(4 * pixels.length).order(ByteOrder.LITTLE_ENDIAN);
    var portrait = portrait(take);
    int frames = (int) Math.round(performance.lengthSeconds() * FRAMES_PER_SECOND);
    int samplesPerFrame = Voice.SAMPLE_RATE_HZ / FRAMES_PER_SECOND;
    try (var recorder =
        new FFmpegFrameRecorder(
            file.toString(), take.width(), take.height(), pcm.length > 0 ? 1 : 0)) {
      recorder.setFormat("mp4");
      recorder.setVideoCodecName(H264);
      recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
      recorder.setFrameRate(FRAMES_PER_SECOND);
      recorder.setGopSize(FRAMES_PER_SECOND);
      recorder.setVideoBitrate(VIDEO_BITS_PER_SECOND);
      recorder.setVideoOption("threads", "1"); // more would make other bytes on other machines
      recorder.setOption("movflags", "+faststart");
      if (pcm.length > 0) {
        recorder.setAudioCodec(avcodec.AV_CODEC_ID_AAC);
        recorder.setSampleRate(Voice.SAMPLE_RATE_HZ);
        recorder.setAudioBitrate(AUDIO_BITS_PER_SECOND);
      }
      recorder.start();
      for (int frame = 0; frame < frames; frame++) {
        double second = frame / (double) FRAMES_PER_SECOND;
        portrait.draw(picture, performance.faceAt(second), performance.poseAt(second));
        bytes.asIntBuffer().put(pixels);
        recorder.recordImage(
            take.width(),
            take.height(),
            org.bytedeco.javacv.Frame.DEPTH_UBYTE,
            4,
            4 * take.width(),
            avutil.AV_PIX_FMT_BGR0,
            bytes);
        int from = frame * samplesPerFrame;
        int to = Math.min(pcm.length, from + samplesPerFrame);
        if (from < to) {
          // A copy: the recorder reads the array behind a buffer from its start.
          recorder.recordSamples(
              Voice.SAMPLE_RATE_HZ, 1, ShortBuffer.wrap(Arrays.copyOfRange(pcm, from, to)));
        }
      }
      recorder.stop();
    }
  }

  private static void sound(Performance performance, Path file) throws IOException {
    WaveFile.write(file, performance.sound(), Voice.SAMPLE_RATE_HZ);
  }

  private static void still(Take take, Performance performance, Path file) throws IOException {
    double second = performance.apexSecond();
    var picture = portrait(take).picture(performance.faceAt(second), performance.poseAt(second));
    if (!ImageIO.write(picture, "png", file.toFile())) {
      throw new IOException("This Java has no PNG writer, so the demo's pictures cannot be made.");
    }
  }

  private static Portrait portrait(Take take) {
    return new Portrait(
        take.persona(), take.backdrop(), take.width(), take.height(), take.closeness());
  }
}
