package undertone.engine.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import undertone.engine.features.SpeechFrames;

/// Utterances that nobody spoke: the class is whether a tone lasts or is broken by silence again
/// and again, and each speaker has a height of his own.
final class Tones {
  private static final double SECONDS = 1.2;
  private static final double BREAKS = 3; // a second

  private Tones() {}

  static SpeechClips of(int speakers, int each) {
    var random = new SplittableRandom(11);
    var utterances = new ArrayList<Utterance>();
    var sounds = new ArrayList<float[]>();
    for (int s = 0; s < speakers; s++) {
      double height = 250 * Math.pow(2, s / 4.0);
      for (int i = 0; i < each; i++) {
        int label = i % 2;
        utterances.add(new Utterance("s%d-%d".formatted(s, i), "speaker" + s, label));
        sounds.add(sound(height, label == 1, random));
      }
    }
    return new SpeechClips(utterances, 2, sounds);
  }

  static float[] sound(double height, boolean broken, SplittableRandom random) {
    var sound = new float[(int) (SECONDS * SpeechFrames.RATE_HZ)];
    for (int i = 0; i < sound.length; i++) {
      double seconds = (double) i / SpeechFrames.RATE_HZ;
      boolean silent = broken && seconds * BREAKS % 1 < .5;
      double tone = silent ? 0 : .3 * Math.sin(2 * Math.PI * height * seconds);
      sound[i] = (float) (tone + .005 * random.nextGaussian());
    }
    return sound;
  }

  /// Small enough for a test.
  static SpeechPlan plan(int searchEpochs, int epochs, int candidates) {
    var light = SpeechPlan.LIGHT;
    return new SpeechPlan(
        4,
        12,
        searchEpochs,
        epochs,
        12,
        light.searchRate(),
        light.architectureRate(),
        .01,
        candidates,
        0,
        light.fusion(),
        1);
  }

  static List<Integer> all(SpeechClips clips) {
    var places = new ArrayList<Integer>();
    for (int place = 0; place < clips.utterances().size(); place++) {
      places.add(place);
    }
    return places;
  }
}
