package undertone.engine.multimodal;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import undertone.engine.contract.Dialogue;
import undertone.models.hosting.FeatureModel;
import undertone.models.hosting.FeatureNetwork;

/// Asks a network about every turn of conversations, nothing taken away.
final class TurnExaminer {
  private static final int TURNS_AT_ONCE = 512;
  private static final int CLIPS_AT_ONCE = 32; // each of up to fifty steps of three modalities

  private final FeatureNetwork network;
  private final TurnBatches batches;
  private final int atOnce;
  private final NDManager manager;

  TurnExaminer(
      FeatureNetwork network, TurnBatches batches, FeatureModel.Reads reads, NDManager manager) {
    this.network = network;
    this.batches = batches;
    atOnce = reads == FeatureModel.Reads.TURNS ? TURNS_AT_ONCE : CLIPS_AT_ONCE;
    this.manager = manager;
  }

  /// Each conversation, or each of its turns for itself.
  static List<Dialogue> parts(List<Dialogue> talks, FeatureModel.Reads reads) {
    return switch (reads) {
      case TURNS -> talks;
      case STEPS ->
          talks.stream()
              .flatMap(talk -> talk.turns().stream())
              .map(turn -> new Dialogue(turn.name(), List.of(turn), List.of(0)))
              .toList();
    };
  }

  /// Probabilities of the classes of every turn, by clip.
  Map<String, double[]> probabilities(List<Dialogue> parts) {
    var all = new LinkedHashMap<String, double[]>();
    var inOrder = parts.stream().sorted(Comparator.comparingInt(Dialogue::length)).toList();
    var some = new ArrayList<Dialogue>();
    for (var part : inOrder) { // alike in length, so little of a batch is padding
      if (!some.isEmpty() && (some.size() + 1) * part.length() > atOnce) {
        ask(some, all);
        some.clear();
      }
      some.add(part);
    }
    if (!some.isEmpty()) {
      ask(some, all);
    }
    return all;
  }

  private void ask(List<Dialogue> some, Map<String, double[]> all) {
    try (var _ = new NDScope()) {
      var batch = batches.of(some, Map.of(), Gaps.NONE, manager);
      var said = network.scores(batch).softmax(2); // [B,N,K]
      int n = (int) said.getShape().get(1);
      int classes = (int) said.getShape().get(2);
      var flat = said.toFloatArray();
      for (int b = 0; b < some.size(); b++) {
        for (int i = 0; i < some.get(b).length(); i++) {
          var p = new double[classes];
          for (int k = 0; k < classes; k++) {
            p[k] = flat[(b * n + i) * classes + k];
          }
          all.put(some.get(b).turns().get(i).name(), p);
        }
      }
    }
  }
}
