package undertone.engine.multimodal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import undertone.corpora.manifest.ClipRow;
import undertone.engine.contract.ClipSteps;
import undertone.engine.contract.Dialogue;
import undertone.engine.contract.ModalityCard;

/// Conversations of two, each in one mood throughout. The voice tells the mood, and half of the
/// turns have none; words say nothing of it. So a turn without a voice is read from other turns of
/// its speaker or not at all.
final class MadeTalks {
  static final List<String> MOODS = List.of("glum", "merry");
  static final int DIM = 6;
  private static final int TURNS = 10;

  final List<Dialogue> talks;
  final Map<String, Integer> labels = new HashMap<>();
  final DescribedClips clips;

  MadeTalks(int conversations, long seed) {
    var random = new SplittableRandom(seed);
    var rows = new ArrayList<ClipRow>();
    clips = new DescribedClips(List.of(source("text"), source("audio")));
    for (int c = 0; c < conversations; c++) {
      var moods = new int[] {random.nextInt(2), random.nextInt(2)};
      for (int t = 0; t < TURNS; t++) {
        var name = "talk%d-%d".formatted(c, t);
        int who = random.nextInt(2);
        rows.add(row(name, "talk" + c, t, "speaker" + who));
        labels.put(name, moods[who]);
        clips.put(0, name, ClipSteps.ofWhole(shown(0, random)));
        if (random.nextBoolean()) {
          clips.put(1, name, ClipSteps.ofWhole(shown(2 * moods[who] - 1, random)));
        }
      }
    }
    talks = Dialogue.of(rows);
  }

  /// What is merry feels good.
  Map<String, Double> valences() {
    var valences = new HashMap<String, Double>();
    labels.forEach((clip, mood) -> valences.put(clip, mood == 1 ? .8 : -.8));
    return valences;
  }

  static Source source(String modality) {
    return new Source(
        new ModalityCard(modality, "made", DIM, ModalityCard.Level.UTTERANCE, null), "");
  }

  private static float[] shown(int what, SplittableRandom random) {
    var vector = new float[DIM];
    for (int d = 0; d < DIM; d++) {
      vector[d] = (float) ((d % 2 == 0 ? what : -what) + .5 * random.nextGaussian());
    }
    return vector;
  }

  static ClipRow row(String name, String conversation, int turn, String speaker) {
    return ClipRow.ofTurn(name, conversation, turn, speaker, null, null);
  }
}
