package undertone.corpora.media;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Copies the pictures or the sound of one file, and nothing else of it: both are encoded anew, so
/// no other stream, cover, subtitle or title comes along.
final class CueCopying {

  private CueCopying() {}

  /// @param media just opened
  /// @param folder takes the copy, under its own name
  /// @throws UndecodableException if the file has no such pictures or sound
  static void copy(MediaFile media, Path folder, DerivedFile copy)
      throws UndecodableException, IOException {
    var file = folder.resolve(copy.fileName());
    switch (copy) {
      case FACE -> pictures(media, file);
      case VOICE -> sound(media, file);
      default -> throw new IllegalArgumentException("Bug: %s is no single cue.".formatted(copy));
    }
  }

  private static void pictures(MediaFile media, Path file)
      throws UndecodableException, IOException {
    var pictures = required(media.pictures(), "it has no pictures");
    long seen = 0;
    try (var copy = ProxyWriter.open(file, pictures, null)) {
      for (var track = media.next(); track != null; track = media.next()) {
        if (track == pictures) {
          long lasts = track.durationMicros(media.frame());
          copy.picture(media.frame(), media.timeMicros(track), lasts);
          seen++;
        }
      }
      if (seen == 0) {
        throw new UndecodableException("no picture of it can be decoded");
      }
      copy.finish();
    }
  }

  private static void sound(MediaFile media, Path file) throws UndecodableException, IOException {
    var sound = required(media.sound(), "it has no sound");
    long heard = 0;
    try (var reader = SoundReader.of(sound);
        var copy = ProxyWriter.open(file, null, reader)) {
      for (var track = media.next(); track != null; track = media.next()) {
        if (track == sound) {
          var samples = reader.read(media.frame(), media.timeMicros(track));
          heard += samples.length;
          copy.sound(samples);
        }
      }
      var rest = reader.drain();
      copy.sound(rest);
      if (heard + rest.length == 0) {
        throw new UndecodableException("no sound of it can be decoded");
      }
      copy.finish();
    }
  }

  private static Track required(@Nullable Track track, String reason) throws UndecodableException {
    if (track == null) {
      throw new UndecodableException(reason);
    }
    return track;
  }
}
