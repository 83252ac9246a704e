package undertone.engine.architecture;

import java.util.ArrayList;
import java.util.List;
import undertone.engine.features.SpeechFrames;

/// Utterances as both streams take them: a map of mel bands over time, and a sequence of cepstral
/// coefficients. Of longer ones the middle is kept.
public final class SpeechClips implements StreamClips {
  static final int STEPS = 40;
  static final int NUMBERS = SpeechFrames.CEPSTRA; // of a step
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
      maps.add(MelMap.of(mel));
      sequences.add(MelMap.middle(MelMap.pooled(SpeechFrames.cepstra(mel), STEP), STEPS));
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

  @Override
  public int size() {
    return utterances.size();
  }

  @Override
  public StreamForm form() {
    return new StreamForm(NUMBERS, STEPS, classes);
  }

  @Override
  public int label(int place) {
    return utterances.get(place).label();
  }

  @Override
  public String speaker(int place) {
    return utterances.get(place).speaker();
  }

  @Override
  public float[][] map(int place) {
    return maps.get(place);
  }

  @Override
  public float[][] sequence(int place) {
    return sequences.get(place);
  }
}
