package undertone.engine.frames;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import undertone.corpora.Modality;
import undertone.corpora.track.FrameTrack;
import undertone.corpora.track.Measure;
import undertone.engine.contract.ClipSteps;
import undertone.engine.contract.ModalityCard;
import undertone.engine.features.ClipSource;
import undertone.engine.multimodal.DescribedClips;
import undertone.engine.multimodal.Source;

/// Clips of six to eight seconds of which two streams say something, at rates of their own: a voice
/// that is high or low by the label and the louder the more excited it is, and a face that is the
/// wider the more pleasant it is. Every sixth clip has no voice.
final class MadeStreams {
  static final List<String> CLASSES = List.of("low", "high");

  static final List<Source> SOURCES =
      List.of(
          new Source(new ModalityCard("audio", "voice", 3, ModalityCard.Level.SEQUENCE, 10.0), ""),
          new Source(new ModalityCard("visual", "face", 2, ModalityCard.Level.SEQUENCE, 3.0), ""));

  private MadeStreams() {}

  static String name(int number) {
    return "clip-" + number;
  }

  static int label(int number) {
    return number % 2;
  }

  static double seconds(int number) {
    return 6 + number % 3;
  }

  static boolean speaks(int number) {
    return number % 6 != 5;
  }

  static double valence(int number, double seconds) {
    return .8 * Math.sin(1.7 * number + seconds);
  }

  static double arousal(int number, double seconds) {
    return .8 * Math.cos(2.3 * number + .7 * seconds);
  }

  static ClipSource clip(int number) {
    return ClipSource.ofMedia(name(number), Modality.VIDEO, Path.of("made"));
  }

  static StreamedClips clips(int from, int to) {
    var known = new DescribedClips(SOURCES);
    var micros = new HashMap<String, Long>();
    for (int number = from; number < to; number++) {
      var random = new SplittableRandom(number);
      if (speaks(number)) {
        known.put(0, name(number), voice(number, random));
      }
      known.put(1, name(number), face(number, random));
      micros.put(name(number), Math.round(seconds(number) * 1e6));
    }
    return new StreamedClips(known, micros);
  }

  private static ClipSteps voice(int number, SplittableRandom random) {
    int steps = (int) (seconds(number) * 10);
    var values = new float[3 * steps];
    for (int t = 0; t < steps; t++) {
      values[3 * t] = (float) (2 * label(number) - 1 + random.nextGaussian());
      values[3 * t + 1] =
          (float) (5 + 3 * (arousal(number, (t + .5) / 10) + .1 * random.nextGaussian()));
      values[3 * t + 2] = (float) random.nextGaussian();
    }
    return ClipSteps.of(3, values);
  }

  private static ClipSteps face(int number, SplittableRandom random) {
    int steps = (int) (seconds(number) * 3);
    var values = new float[2 * steps];
    for (int t = 0; t < steps; t++) {
      values[2 * t] = (float) (valence(number, (t + .5) / 3) + .1 * random.nextGaussian());
      values[2 * t + 1] = (float) random.nextGaussian();
    }
    return ClipSteps.of(2, values);
  }

  /// @param labelled whether their labels are known
  /// @param followed whether valence is, frame by frame, and of every other clip arousal as a whole
  static List<FrameLesson> lessons(int count, boolean labelled, boolean followed) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new FrameLesson(
                clip(i),
                labelled ? label(i) : FrameLesson.UNLABELLED,
                "person " + i / 3 % 10,
                followed ? List.of(track(i)) : List.of(),
                followed && i % 4 < 2 ? Map.of(Measure.AROUSAL, i % 4 - .5) : Map.of()))
        .toList();
  }

  private static FrameTrack track(int number) {
    var micros = new ArrayList<Long>();
    for (long at = 0; at < seconds(number) * 1e6; at += 100_000) {
      micros.add(at);
    }
    var times = micros.stream().mapToLong(Long::longValue).toArray();
    var values = new float[times.length];
    for (int t = 0; t < times.length; t++) {
      values[t] = (float) valence(number, times[t] / 1e6);
    }
    return new FrameTrack(Measure.VALENCE, times, values);
  }
}
