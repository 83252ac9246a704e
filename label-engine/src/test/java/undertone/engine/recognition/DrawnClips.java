package undertone.engine.recognition;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import undertone.corpora.Modality;
import undertone.engine.features.ClipSource;

/// Clips that are drawn instead of filmed: `bar-<class>-<number>` shows a bright bar in one of four
/// places, `tone-<class>-<number>` sounds at one of four heights, `void-…` shows and sounds
/// nothing, `torn-…` cannot be read.
final class DrawnClips implements SensesReader {
  static final List<String> CLASSES = List.of("top", "upper", "lower", "bottom");

  private static final int SIDE = 32;
  private static final int FRAMES = 12;

  static ClipSource clip(String kind, int label, int number) {
    return ClipSource.ofMedia(
        "%s-%d-%d".formatted(kind, label, number), Modality.VIDEO, Path.of("drawn"));
  }

  /// @param count clips; every fourth is of one class, every eighth of one group
  static List<Lesson> lessons(String kind, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Lesson(clip(kind, i % 4, i), i % 4, "person " + i / 4 % 8))
        .toList();
  }

  @Override
  public Senses of(ClipSource clip) throws IOException {
    var parts = clip.clip().split("-", -1);
    int label = Integer.parseInt(parts[1]);
    var random = new SplittableRandom(Integer.parseInt(parts[2]));
    return switch (parts[0]) {
      case "bar" -> Senses.of(Optional.of(film(label, random)), Optional.empty());
      case "tone" -> Senses.of(Optional.empty(), sound(label, random));
      case "void" -> Senses.NONE;
      default -> throw new IOException("the file ends too early");
    };
  }

  private static FaceFilm film(int label, SplittableRandom random) {
    var frames = new ArrayList<byte[]>();
    int ground = 40 + random.nextInt(60);
    for (int t = 0; t < FRAMES; t++) {
      var frame = new byte[3 * SIDE * SIDE];
      for (int p = 0; p < SIDE * SIDE; p++) {
        boolean bar = p / SIDE / (SIDE / 4) == label;
        for (int channel = 0; channel < 3; channel++) {
          frame[3 * p + channel] = (byte) ((bar ? 160 : ground) + random.nextInt(40) + 2 * t);
        }
      }
      frames.add(frame);
    }
    return FaceFilm.even(SIDE, MediaSenses.SECONDS_PER_FRAME, frames);
  }

  private static Optional<MelSound> sound(int label, SplittableRandom random) {
    var sound = new float[2 * MelSound.RATE_HZ];
    double hz = 300 * Math.pow(2, label) * (1 + 0.1 * random.nextDouble());
    for (int i = 0; i < sound.length; i++) {
      sound[i] =
          (float)
              (0.3 * Math.sin(2 * Math.PI * hz * i / MelSound.RATE_HZ)
                  + 0.01 * random.nextDouble(-1, 1));
    }
    return MelSound.of(sound);
  }
}
