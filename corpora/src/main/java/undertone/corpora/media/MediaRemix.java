package undertone.corpora.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes clips anew with other sound and, if they are films, with coarser pictures. A file appears
/// whole or not at all.
public final class MediaRemix {

  private final MediaWorkers workers;

  public MediaRemix(MediaWorkers workers) {
    this.workers = workers;
  }

  /// Writes a film: H.264 and AAC in mp4, picture times kept.
  ///
  /// @param media whose pictures are taken; its own sound is left out
  /// @param samples of the sound, 16 bits, one channel
  /// @param blur of the pictures: 1 = none, 2 or 4
  /// @param scratch empty folder on the disk of `file`
  /// @throws UnreadableMediaException if the media have no pictures
  public void film(Path media, short[] samples, int sampleRateHz, int blur, Path scratch, Path file)
      throws IOException {
    var sound = scratch.resolve("remix.wav");
    WaveFile.write(sound, samples, sampleRateHz);
    try {
      switch (SniffedType.of(media)) {
        case SniffedType.Refused(var reason) -> throw new UnreadableMediaException(media, reason);
        case SniffedType.Served(var format) ->
            workers.ask(
                new MediaRequest.Remix(
                    media.toAbsolutePath(), format, scratch.toAbsolutePath(), blur, sound));
      }
      move(scratch.resolve(Remixing.COPY), file);
    } catch (UndecodableException e) {
      throw new UnreadableMediaException(media, e.reason());
    } finally {
      Files.deleteIfExists(sound);
      Files.deleteIfExists(scratch.resolve(Remixing.COPY));
    }
  }

  /// Writes sound alone, as `.wav`.
  ///
  /// @param samples 16 bits, one channel
  /// @param scratch empty folder on the disk of `file`
  public static void sound(short[] samples, int sampleRateHz, Path scratch, Path file)
      throws IOException {
    var sound = scratch.resolve("remix.wav");
    WaveFile.write(sound, samples, sampleRateHz);
    move(sound, file);
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
