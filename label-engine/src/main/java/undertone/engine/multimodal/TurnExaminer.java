package undertone.engine.multimodal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import undertone.engine.contract.Dialogue;
import undertone.models.TrainingTurn;
import undertone.models.hosting.FeatureBatch;
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
    atOnce = reads == FeatureModel.Reads.STEPS ? CLIPS_AT_ONCE : TURNS_AT_ONCE;
    this.manager = manager;
  }

  /// Each conversation, or each of its turns for itself.
  static List<Dialogue> parts(List<Dialogue> talks, FeatureModel.Reads reads) {
    return switch (reads) {
      case TURNS -> talks;
      case STEPS, CLIPS ->
          talks.stream()
              .flatMap(talk -> talk.turns().stream())
              .map(turn -> new Dialogue(turn.name(), List.of(turn), List.of(0)))
              .toList();
    };
  }

  /// Probabilities of the classes of every turn, by clip.
  Map<String, double[]> probabilities(List<Dialogue> parts) {
    var all = new LinkedHashMap<String, double[]>();
    together(parts).forEach(some -> all.putAll(said(some, this::shares)));
    return all;
  }

  /// Valence of every turn, -1..1, by clip.
  ///
  /// @throws IllegalStateException if the network tells classes alone
  Map<String, Double> valences(List<Dialogue> parts) {
    var all = new TreeMap<String, Double>();
    together(parts)
        .forEach(some ->
            said(some, this::valence)
                .forEach((clip, value) -> all.put(clip, Math.clamp(value[0], -1, 1))));
    return all;
  }

  private NDArray shares(FeatureBatch batch) {
    return network.scores(batch).softmax(2); // [B,N,K]
  }

  private NDArray valence(FeatureBatch batch) {
    return network
        .valences(batch)
        .orElseThrow(() -> new IllegalStateException("Bug: this network tells no valence."))
        .expandDims(2); // [B,N,1]
  }

  /// The same, on all processors at once. Each batch is computed on one of them, so the numbers are
  /// the same to the last bit. A single batch stays in this thread: PyTorch is slow at first in
  /// every thread it meets.
  Map<String, double[]> probabilities(List<Dialogue> parts, TrainingTurn turn) {
    var together = together(parts);
    if (together.size() == 1) {
      return said(together.getFirst(), this::shares);
    }
    var said = new ArrayList<Map<String, double[]>>(Collections.nCopies(together.size(), Map.of()));
    turn.each(
        together.size(),
        Runtime.getRuntime().availableProcessors(),
        b -> said.set(b, said(together.get(b), this::shares)));
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

  /// What the network takes turns to be; padding is left out.
  ///
  /// @param talks whole conversations
  /// @param wanted by clip and place of a modality; of others nothing is kept
  /// @return by clip and place of a modality, `[D_m]` on the scale of the model; empty = it fills
  ///   no gaps
  Optional<Map<String, Map<Integer, float[]>>> restored(
      List<Dialogue> talks, BiPredicate<String, Integer> wanted) {
    var all = new LinkedHashMap<String, Map<Integer, float[]>>();
    for (var some : together(talks)) {
      try (var _ = new NDScope()) {
        var restored = network.restored(batches.of(some, Taught.NOTHING, Gaps.NONE, manager));
        if (restored.isEmpty()) {
          return Optional.empty();
        }
        for (int m = 0; m < restored.get().size(); m++) {
          var modality = restored.get().get(m); // [B,N,D_m]
          int n = (int) modality.getShape().get(1);
          int width = (int) modality.getShape().get(2);
          var flat = modality.toFloatArray();
          for (int b = 0; b < some.size(); b++) {
            for (int i = 0; i < some.get(b).length(); i++) {
              var clip = some.get(b).turns().get(i).name();
              int from = (b * n + i) * width;
              if (wanted.test(clip, m)) {
                all.computeIfAbsent(clip, _ -> new HashMap<>())
                    .put(m, Arrays.copyOfRange(flat, from, from + width));
              }
            }
          }
        }
      }
    }
    return Optional.of(all);
  }

  /// @param asked numbers of each turn `[B,N,K]`
  private Map<String, double[]> said(List<Dialogue> some, Function<FeatureBatch, NDArray> asked) {
    var all = new LinkedHashMap<String, double[]>();
    try (var _ = new NDScope()) {
      var said = asked.apply(batches.of(some, Taught.NOTHING, Gaps.NONE, manager));
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
