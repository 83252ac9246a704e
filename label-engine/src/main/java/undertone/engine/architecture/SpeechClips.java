package undertone.engine.architecture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import undertone.engine.features.SpeechFrames;

/// Utterances as both streams take them: a map of mel bands over time, and a sequence of cepstral
/// coefficients. Of longer ones the middle is kept.
public final class SpeechClips {
  static final int BANDS = 32;
  static final int FRAMES = 48;
  static final int STEPS = 40;
  static final int NUMBERS = SpeechFrames.CEPSTRA; // of a step
  private static final int FRAME = 8; // mel frames, 80 ms
  private static final int STEP = 10; // mel frames, 100 ms

  private final List<Utterance> utterances;
  private final int classes;
  private final List<float[][]> maps = new ArrayList<>(); // [T,32]
  private final List<float[][]> sequences = new ArrayList<>(); // [T',39]

  /// @param classes how many labels there are
  public SpeechClips(List<Utterance> utterances, int classes, List<float[]> sounds) {
    if (utterances.size() != sounds.size() || utterances.isEmpty()) {
      throw new IllegalArgumentException(
          "Every utterance needs its sound, but there are %d of %d."
              .formatted(sounds.size(), utterances.size()));
    }
    this.utterances = List.copyOf(utterances);
    this.classes = classes;
    for (var sound : sounds) {
      var mel = SpeechFrames.mel(sound);
      maps.add(middle(pooled(narrowed(mel), FRAME), FRAMES));
      sequences.add(middle(pooled(SpeechFrames.cepstra(mel), STEP), STEPS));
    }
  }

  /// What was said, in order.
  public List<Utterance> utterances() {
    return utterances;
  }

  /// How many labels there are.
  public int classes() {
    return classes;
  }

  /// Places of all utterances of a speaker.
  List<Integer> of(String speaker) {
    return IntStream.range(0, utterances.size())
        .filter(place -> utterances.get(place).speaker().equals(speaker))
        .boxed()
        .toList();
  }

  int label(int place) {
    return utterances.get(place).label();
  }

  /// `[T,32]`, at most [#FRAMES]
  float[][] map(int place) {
    return maps.get(place);
  }

  /// `[T',39]`, at most [#STEPS]
  float[][] sequence(int place) {
    return sequences.get(place);
  }

  private static float[][] narrowed(float[][] mel) {
    var narrow = new float[mel.length][BANDS];
    for (int t = 0; t < mel.length; t++) {
      int each = mel[t].length / BANDS;
      for (int m = 0; m < BANDS * each; m++) {
        narrow[t][m / each] += mel[t][m] / each;
      }
    }
    return narrow;
  }

  private static float[][] pooled(float[][] series, int so) {
    int width = series[0].length;
    var pooled = new float[(series.length + so - 1) / so][width];
    for (int t = 0; t < series.length; t++) {
      int within = Math.min(so, series.length - t / so * so);
      for (int d = 0; d < width; d++) {
        pooled[t / so][d] += series[t][d] / within;
      }
    }
    return pooled;
  }

  private static float[][] middle(float[][] series, int most) {
    int from = Math.max(0, (series.length - most) / 2);
    return Arrays.copyOfRange(series, from, Math.min(series.length, from + most));
  }
}
