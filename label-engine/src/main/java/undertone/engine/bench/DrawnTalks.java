package undertone.engine.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import undertone.corpora.manifest.ClipRow;
import undertone.engine.contract.ClipSteps;
import undertone.engine.contract.Dialogue;
import undertone.engine.contract.ModalityCard;
import undertone.engine.multimodal.DescribedClips;
import undertone.engine.multimodal.Source;
import undertone.models.hosting.FeatureModel;

/// Conversations that nobody held: turns of noise by two speakers in turn, or single clips of so
/// many steps, each with a label by lot.
///
/// @param labels places of classes, by clip
record DrawnTalks(List<Dialogue> talks, Map<String, Integer> labels, DescribedClips clips) {
  /// Turns of a conversation, or steps of a clip.
  static final int LENGTH = 50;

  private static final int SPEAKERS = 2;

  /// @param count conversations, or clips by themselves
  static DrawnTalks of(FeatureModel model, int count, int classes, long seed) {
    boolean steps = model.reads() == FeatureModel.Reads.STEPS;
    boolean turns = model.reads() == FeatureModel.Reads.TURNS;
    var random = new SplittableRandom(seed);
    var widths = model.widths();
    var sources = new ArrayList<Source>();
    for (int m = 0; m < widths.size(); m++) {
      var level = steps ? ModalityCard.Level.SEQUENCE : ModalityCard.Level.UTTERANCE;
      sources.add(
          new Source(
              new ModalityCard(FeatureModel.MODALITIES.get(m), "drawn", widths.get(m), level, null),
              ""));
    }
    var clips = new DescribedClips(sources);
    var labels = new HashMap<String, Integer>();
    var rows = new ArrayList<ClipRow>();
    for (int c = 0; c < count; c++) {
      for (int t = 0; t < (turns ? LENGTH : 1); t++) {
        var name = "%d-%d".formatted(c, t);
        rows.add(ClipRow.ofTurn(name, "talk " + c, t, "speaker " + t % SPEAKERS, null, null));
        labels.put(name, random.nextInt(classes));
        for (int m = 0; m < widths.size(); m++) {
          var numbers = new float[(steps ? LENGTH : 1) * widths.get(m)];
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
          }
          clips.put(
              m, name, steps ? ClipSteps.of(widths.get(m), numbers) : ClipSteps.ofWhole(numbers));
        }
      }
    }
    return new DrawnTalks(Dialogue.of(rows), labels, clips);
  }

  /// As few of them as hold so many turns.
  static DrawnTalks ofTurns(FeatureModel model, int turns, int classes, long seed) {
    boolean whole = model.reads() == FeatureModel.Reads.TURNS;
    return of(model, whole ? Math.ceilDiv(turns, LENGTH) : turns, classes, seed);
  }

  /// The first few of them.
  DrawnTalks some(int count) {
    var first = talks.subList(0, Math.min(count, talks.size()));
    var few = new HashMap<String, Integer>();
    var described = new DescribedClips(clips.sources());
    for (var talk : first) {
      for (var turn : talk.turns()) {
        few.put(turn.name(), Objects.requireNonNull(labels.get(turn.name())));
        for (int m = 0; m < clips.sources().size(); m++) {
          int source = m;
          clips.of(m, turn.name()).ifPresent(has -> described.put(source, turn.name(), has));
        }
      }
    }
    return new DrawnTalks(first, few, described);
  }
}
