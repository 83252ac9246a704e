package undertone.engine.frames;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import undertone.corpora.Modality;
import undertone.corpora.track.FrameTrack;
import undertone.corpora.track.Measure;
import undertone.engine.features.ClipSource;
import undertone.engine.recognition.FaceFilm;
import undertone.engine.recognition.Senses;
import undertone.engine.recognition.SensesReader;

/// Faces that are drawn instead of filmed: `face-<class>-<number>` has its eyes at one of three
/// heights, a mouth that is the wider the more pleasant it is, and a dark brow while unit 4 is
/// active; `void-…` shows nobody, `torn-…` cannot be read.
final class DrawnFaces implements SensesReader {
  static final List<String> CLASSES = List.of("high", "middle", "low");

  private static final int SIDE = 64;
  private static final int FRAMES = 14;
  private static final double STEP = .16; // seconds
  private static final int GONE = 9; // the first of some frames in which nobody is seen
  private static final int GONE_FOR = 3;

  /// How a clip goes.
  private record Story(double phase, double speed, int from, int to) {
    static Story of(int number) {
      var random = new SplittableRandom(number);
      int from = random.nextInt(FRAMES / 2);
      return new Story(
          random.nextDouble(6.28), random.nextDouble(1, 3), from, from + 3 + random.nextInt(6));
    }

    double valence(double seconds) {
      return .8 * Math.sin(phase + speed * seconds);
    }

    boolean frowns(double seconds) {
      return seconds >= from * STEP && seconds < to * STEP;
    }
  }

  static ClipSource clip(String kind, int label, int number) {
    return ClipSource.ofMedia(
        "%s-%d-%d".formatted(kind, label, number), Modality.VIDEO, Path.of("drawn"));
  }

  /// @param labelled whether their labels are known
  /// @param followed whether valence and units are: valence and AU4 as they are, AU9 as never
  ///   active
  static List<FrameLesson> lessons(int count, boolean labelled, boolean followed) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new FrameLesson(
                clip("face", i % 3, i),
                labelled ? i % 3 : FrameLesson.UNLABELLED,
                "person " + i / 3 % 10,
                followed ? tracks(i) : List.of()))
        .toList();
  }

  private static List<FrameTrack> tracks(int number) {
    var story = Story.of(number);
    int length = (int) (FRAMES * STEP * 25);
    var micros = new long[length];
    var valence = new float[length];
    var frown = new float[length];
    for (int i = 0; i < length; i++) {
      micros[i] = i * 40_000L;
      valence[i] = (float) story.valence(micros[i] / 1e6);
      frown[i] = story.frowns(micros[i] / 1e6) ? .9f : .1f;
    }
    return List.of(
        new FrameTrack(Measure.VALENCE, micros, valence),
        new FrameTrack(Measure.unit(4), micros, frown),
        new FrameTrack(Measure.unit(9), micros, new float[length]));
  }

  static double valence(int number, long micros) {
    return Story.of(number).valence(micros / 1e6);
  }

  @Override
  public Senses of(ClipSource clip) throws IOException {
    var parts = clip.clip().split("-", -1);
    return switch (parts[0]) {
      case "face" ->
          Senses.of(
              Optional.of(film(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]))),
              Optional.empty());
      case "void" -> Senses.NONE;
      default -> throw new IOException("the file ends too early");
    };
  }

  private static FaceFilm film(int label, int number) {
    var frames = new ArrayList<byte[]>();
    var seconds = new ArrayList<Double>();
    var random = new SplittableRandom(number + 1000);
    for (int t = 0; t < FRAMES; t++) {
      if (t < GONE || t >= GONE + GONE_FOR) {
        frames.add(face(label, Story.of(number), t * STEP, random));
        seconds.add(t * STEP);
      }
    }
    return new FaceFilm(SIDE, STEP, frames, seconds);
  }

  private static byte[] face(int label, Story story, double seconds, SplittableRandom random) {
    int mouth = (int) Math.round(SIDE / 4.0 * (1 + story.valence(seconds))); // half its width
    int eyes = SIDE / 4 + label * SIDE / 6;
    var face = new byte[3 * SIDE * SIDE];
    for (int p = 0; p < SIDE * SIDE; p++) {
      int y = p / SIDE;
      int x = Math.abs(p % SIDE - SIDE / 2);
      boolean dark =
          (y >= eyes && y < eyes + 6 && x > 8 && x < 20)
              || (y >= 50 && y < 58 && x < mouth)
              || (y >= 4 && y < 10 && x < 24 && story.frowns(seconds));
      for (int channel = 0; channel < 3; channel++) {
        face[3 * p + channel] = (byte) ((dark ? 40 : 150) + random.nextInt(40));
      }
    }
    return face;
  }
}
