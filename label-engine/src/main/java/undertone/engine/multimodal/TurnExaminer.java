package undertone.engine.multimodal;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import undertone.engine.contract.Dialogue;
import undertone.models.TrainingTurn;
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
    together(parts).forEach(some -> all.putAll(said(some)));
    return all;
  }

  /// The same, on all processors at once. Each batch is computed on one of them, so the numbers are
  /// the same to the last bit. A single batch stays in this thread: PyTorch is slow at first in
  /// every thread it meets.
  Map<String, double[]> probabilities(List<Dialogue> parts, TrainingTurn turn) {
    var together = together(parts);
    if (together.size() == 1) {
      return said(together.getFirst());
    }
    var said = new ArrayList<Map<String, double[]>>(Collections.nCopies(together.size(), Map.of()));
    turn.each(
        together.size(),
        Runtime.getRuntime().availableProcessors(),
        b -> said.set(b, said(together.get(b))));
    var all = new LinkedHashMap<String, double[]>();
    said.forEach(all::putAll);
    return all;
  }

  /// What is asked together is alike in length, so little of it is padding.
  private List<List<Dialogue>> together(List<Dialogue> parts) {
    var all = new ArrayList<List<Dialogue>>();
    var some = new ArrayList<Dialogue>();
    for (var part : parts.stream().sorted(Comparator.comparingInt(batches::length)).toList()) {
      if (!some.isEmpty() && (some.size() + 1) * part.length() > atOnce) {
        all.add(List.copyOf(some));
        some.clear();
      }
      some.add(part);
    }
    if (!some.isEmpty()) {
      all.add(some);
    }
    return all;
  }

  /// What the network takes each turn to be, one modality behind the other; padding is left out.
  ///
  /// @param talks whole conversations
  /// @return by clip, `[D_m]` of each modality, on the scale of the model; empty = it fills no gaps
  Optional<Map<String, List<float[]>>> restored(List<Dialogue> talks) {
    var all = new LinkedHashMap<String, List<float[]>>();
    for (var some : together(talks)) {
      try (var _ = new NDScope()) {
        var restored = network.restored(batches.of(some, Map.of(), Gaps.NONE, manager));
        if (restored.isEmpty()) {
          return Optional.empty();
        }
        for (var modality : restored.get()) { // [B,N,D_m]
          int n = (int) modality.getShape().get(1);
          int width = (int) modality.getShape().get(2);
          var flat = modality.toFloatArray();
          for (int b = 0; b < some.size(); b++) {
            for (int i = 0; i < some.get(b).length(); i++) {
              int from = (b * n + i) * width;
              all.computeIfAbsent(some.get(b).turns().get(i).name(), _ -> new ArrayList<>())
                  .add(Arrays.copyOfRange(flat, from, from + width));
            }
          }
        }
      }
    }
    return Optional.of(all);
  }

  private Map<String, double[]> said(List<Dialogue> some) {
    var all = new LinkedHashMap<String, double[]>();
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
    return all;
  }
}
