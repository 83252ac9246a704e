package undertone.corpora.media;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Writes the pictures of one file anew, coarser, and other sound under them. Pictures that stay as
/// they are are encoded anew as well, so that clips differ by the blur alone.
final class Remixing {

  static final String COPY = "remix.mp4";

  private Remixing() {}

  /// @param media just opened
  /// @param folder takes the copy
  /// @param sound a `.wav` file of our own
  /// @throws UndecodableException if the file has no pictures
  static void write(MediaFile media, Path folder, int rate, Path sound)
      throws UndecodableException, IOException {
    var pictures = required(media.pictures(), "it has no pictures");
    media.ignore(media.sound());
    try (var heard = MediaFile.open(sound, MediaFormat.WAV);
        var copy = new Copy(folder.resolve(COPY), rate, heard)) {
      for (var track = media.next(); track != null; track = media.next()) {
        if (track == pictures) {
          copy.see(media, pictures);
        }
      }
      copy.finish();
    }
  }

  private static Track required(@Nullable Track track, String missing) throws UndecodableException {
    if (track == null) {
      throw new UndecodableException(missing);
    }
    return track;
  }

  /// The copy as it comes to be; its size is known with its first picture.
  private static final class Copy implements AutoCloseable {
    private final Path file;
    private final int rate;
    private final MediaFile heard;
    private final SoundReader reader;
    private @Nullable PictureScaler upright;
    private @Nullable ProxyWriter writer;
    private boolean soundEnded;

    Copy(Path file, int rate, MediaFile heard) throws UndecodableException {
      this.file = file;
      this.rate = rate;
      this.heard = heard;
      reader = SoundReader.of(required(heard.sound(), "the sound for it is lost"));
    }

    void see(MediaFile media, Track pictures) throws UndecodableException {
      if (upright == null) {
        var size = pictures.uprightSize(media.frame());
        upright = PictureScaler.toRgb(size, pictures.quarterTurns());
      }
      long time = media.timeMicros(pictures);
      var still = upright.still(media.frame(), time);
      var coarse = PyramidBlur.of(still.rgb(), still.width(), still.height(), rate);
      if (writer == null) {
        var size = new Size(coarse.width(), coarse.height());
        writer = ProxyWriter.openUpright(file, pictures, size, reader);
      }
      var picture =
          PictureScaler.decoded(new Frame(time, coarse.width(), coarse.height(), coarse.rgb()));
      try {
        writer.picture(picture, time, pictures.durationMicros(media.frame()));
      } finally {
        av_frame_free(picture);
      }
      hear(writer, time);
    }

    void finish() throws UndecodableException {
      if (writer == null) {
        throw new UndecodableException("no picture of it can be decoded");
      }
      hear(writer, Long.MAX_VALUE);
      writer.finish();
    }

    // Sound goes in beside the pictures of its time, so that a player need not seek for it.
    private void hear(ProxyWriter into, long untilMicros) throws UndecodableException {
      while (!soundEnded && reader.producedMicros() < untilMicros) {
        var track = heard.next();
        soundEnded = track == null;
        into.sound(
            track == null ? reader.drain() : reader.read(heard.frame(), heard.timeMicros(track)));
      }
    }

    @Override
    public void close() {
      if (writer != null) {
        writer.close();
      }
      if (upright != null) {
        upright.close();
      }
      reader.close();
    }
  }
}
