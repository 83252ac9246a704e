package undertone.annotator.tour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import undertone.corpora.media.WaveFile;

/// What eight people said in two moods, as sounds and a table, with what two others held of it.
final class SpokenTable {
  static final int CLIPS = 48;

  private static final int EACH = 6;
  private static final List<String> LABELS = List.of("happiness", "anger");
  private static final List<String> WORDS = List.of("I am so happy today", "Get out of my house");
  private static final int RATE_HZ = 16_000;

  private SpokenTable() {}

  /// @param seconds of each sound
  static void write(Path folder, int seconds) throws IOException {
    var table = new StringBuilder("clip,speaker,text,candidates:ann,candidates:bob\n");
    for (int i = 0; i < CLIPS; i++) {
      int mood = i % 2;
      var name = "said-%02d.wav".formatted(i);
      WaveFile.write(folder.resolve(name), voice(i / EACH, mood, seconds), RATE_HZ);
      var held = LABELS.get(mood);
      table.append(
          "%s,speaker %d,%s,%s,%s\n".formatted(name, i / EACH, WORDS.get(mood), held, held));
    }
    Files.writeString(folder.resolve("clips.csv"), table);
  }

  /// Anger is broken off again and again.
  private static short[] voice(int speaker, int mood, int seconds) {
    var samples = new short[seconds * RATE_HZ];
    for (int i = 0; i < samples.length; i++) {
      boolean silent = mood == 1 && i / (RATE_HZ / 8) % 2 == 1;
      double turn = 2 * Math.PI * (150 + 25 * speaker) * i / RATE_HZ;
      samples[i] = (short) (silent ? 0 : 6000 * (Math.sin(turn) + Math.sin(2 * turn) / 2));
    }
    return samples;
  }
}
