package undertone.corpora.media;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;

/// The program of a worker process: reads questions from stdin, answers on stdout, grumbles on
/// stderr, and ends when stdin does.
final class MediaWorker {

  /// What a worker says once it is ready to be asked.
  static final int READY = 0x556E6454;

  private MediaWorker() {}

  public static void main(String[] arguments) throws IOException {
    var answers =
        new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
    System.setOut(System.err); // nobody else may write between the answers
    load();
    boolean confined = Confinement.enter();
    answers.writeInt(READY);
    answers.writeBoolean(confined);
    answers.flush();
    var questions = new DataInputStream(new BufferedInputStream(System.in));
    while (true) {
      MediaRequest<?> request;
      try {
        request = MediaRequest.read(questions);
      } catch (EOFException _) {
        return; // whoever started us is done, or gone
      }
      answer(request, answers);
      answers.flush();
    }
  }

  private static void load() {
    for (var library :
        new Class<?>[] {
          avutil.class, avcodec.class, avformat.class, swscale.class, swresample.class
        }) {
      Loader.load(library);
    }
    avutil.av_log_set_level(avutil.AV_LOG_FATAL);
    ImageIO.setUseCache(false); // small pictures, made in memory
    ProxyWriter.requireEncoders();
  }

  private static void answer(MediaRequest<?> request, DataOutputStream out) throws IOException {
    try (var media = MediaFile.open(request.file(), request.format())) {
      switch (request) {
        case MediaRequest.Probe _ -> {
          var found = Probing.probe(media);
          MediaRequest.Probe.writeAnswer(out, found);
        }
        case MediaRequest.Prepare(_, _, var folder) -> {
          var made = Preparing.prepare(media, folder);
          MediaRequest.Prepare.writeAnswer(out, made);
        }
        case MediaRequest.CueCopy(_, _, var folder, var copy) -> {
          CueCopying.copy(media, folder, copy);
          MediaRequest.CueCopy.writeAnswer(out);
        }
        case MediaRequest.Remix(_, _, var folder, int rate, var sound) -> {
          Remixing.write(media, folder, rate, sound);
          MediaRequest.Remix.writeAnswer(out);
        }
        case MediaRequest.Pictures pictures -> {
          PictureSampling.sample(
              media, pictures, frame -> MediaRequest.Pictures.writeFrame(out, frame));
          MediaRequest.writeEnd(out);
        }
        case MediaRequest.Mono(_, _, var sampleRateHz) -> {
          MonoSound.decode(
              media, sampleRateHz, samples -> MediaRequest.Mono.writeSamples(out, samples));
          MediaRequest.writeEnd(out);
        }
      }
    } catch (UndecodableException e) {
      MediaRequest.writeUndecodable(out, e.reason());
    }
  }
}
