package undertone.engine.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import undertone.corpora.Modality;
import undertone.engine.features.ClipSource;
import undertone.engine.recognition.FaceFilm;
import undertone.engine.recognition.MelSound;
import undertone.engine.recognition.Senses;
import undertone.engine.recognition.SensesReader;

/// Clips that nobody filmed: a few films and sounds of noise, as large as those of real clips and
/// at hand in memory, under any number of names.
final class DrawnSenses implements SensesReader {
  private static final int DIFFERENT = 32;
  private static final int SIDE = 160; // pixels, as faces of films are kept
  private static final int FRAMES = 24;
  private static final double SECONDS_PER_FRAME = 0.16;
  private static final double SECONDS = FRAMES * SECONDS_PER_FRAME;
  private static final double LOUDNESS = 0.1;

  private final List<Senses> senses = new ArrayList<>();

  DrawnSenses(long seed) {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < DIFFERENT; i++) {
      var frames = new ArrayList<byte[]>();
      for (int f = 0; f < FRAMES; f++) {
        var frame = new byte[3 * SIDE * SIDE];
        random.nextBytes(frame);
        frames.add(frame);
      }
      var sound = new float[(int) (SECONDS * MelSound.RATE_HZ)];
      for (int s = 0; s < sound.length; s++) {
        sound[s] = (float) (LOUDNESS * random.nextGaussian());
      }
      senses.add(
          Senses.of(
              Optional.of(FaceFilm.even(SIDE, SECONDS_PER_FRAME, frames)), MelSound.of(sound)));
    }
  }

  static ClipSource clip(int number) {
    return ClipSource.ofMedia(Integer.toString(number), Modality.VIDEO, Path.of("drawn"));
  }

  @Override
  public Senses of(ClipSource clip) {
    return senses.get(Integer.parseInt(clip.clip()) % DIFFERENT);
  }
}
