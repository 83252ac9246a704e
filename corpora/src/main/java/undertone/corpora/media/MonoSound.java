package undertone.corpora.media;

import java.io.IOException;

/// The sound of a clip as one channel.
final class MonoSound {

  /// Takes the next samples.
  @FunctionalInterface
  interface Taker {
    void take(float[] samples) throws IOException;
  }

  private MonoSound() {}

  static void decode(MediaFile media, int sampleRateHz, Taker taker)
      throws UndecodableException, IOException {
    var sound = media.sound();
    if (sound == null) {
      return;
    }
    media.ignore(media.pictures());
    try (var reader = new SoundReader(sampleRateHz, 1)) {
      for (var track = media.next(); track != null; track = media.next()) {
        if (track == sound) {
          taker.take(reader.read(media.frame(), media.timeMicros(sound)));
        }
      }
      taker.take(reader.drain());
    }
  }
}
