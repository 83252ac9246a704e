package undertone.engine.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import undertone.engine.contract.Dialogue;
import undertone.models.gcnet.Conversations;
import undertone.models.missing.MissingSimulator;

/// Makes batches of conversations with gaps.
///
/// @param seen vectors of turns in each view, by the name of the clip
record TalkBatches(TalkTable table, List<Map<String, float[]>> seen, List<Integer> widths) {

  TalkBatches {
    seen = List.copyOf(seen);
    widths = List.copyOf(widths);
  }

  /// @param classes `[B,N]`, 0 where nothing is labelled
  /// @param labelled `[B,N]`, 1 = counts
  record Batch(Conversations talk, NDArray classes, NDArray labelled) {}

  Batch of(List<Dialogue> talks, MissingSimulator gaps, double rate, NDManager manager) {
    int b = talks.size();
    int n = talks.stream().mapToInt(Dialogue::length).max().orElse(0);
    var real = new float[b * n];
    var speakers = new long[b * n];
    var classes = new long[b * n];
    var labelled = new float[b * n];
    var present = new float[b * n * seen.size()];
    for (int c = 0; c < b; c++) {
      var talk = talks.get(c);
      for (int i = 0; i < talk.length(); i++) {
        int at = c * n + i;
        var turn = talk.turns().get(i);
        int label = table.label(turn);
        real[at] = 1;
        speakers[at] = talk.speakers().get(i);
        classes[at] = Math.max(0, label);
        labelled[at] = label < 0 ? 0 : 1;
        var kept = gaps.cells(turn.name(), seen.size(), rate);
        for (int m = 0; m < seen.size(); m++) {
          present[at * seen.size() + m] = kept[m] ? 1 : 0;
        }
      }
    }
    var features = new NDList();
    for (int m = 0; m < seen.size(); m++) {
      features.add(manager.create(vectors(talks, n, m), new Shape(b, n, widths.get(m))));
    }
    return new Batch(
        new Conversations(
            features,
            manager.create(present, new Shape(b, n, seen.size())),
            manager.create(real, new Shape(b, n)),
            manager.create(speakers, new Shape(b, n))),
        manager.create(classes, new Shape(b, n)),
        manager.create(labelled, new Shape(b, n)));
  }

  private float[] vectors(List<Dialogue> talks, int n, int m) {
    int d = widths.get(m);
    var values = new float[talks.size() * n * d];
    for (int c = 0; c < talks.size(); c++) {
      var talk = talks.get(c);
      for (int i = 0; i < talk.length(); i++) {
        var vector = Objects.requireNonNull(seen.get(m).get(talk.turns().get(i).name()));
        System.arraycopy(vector, 0, values, (c * n + i) * d, d);
      }
    }
    return values;
  }

  /// Mean of the conversations that are learned from, all views side by side `[1,1,D]`.
  NDArray mean(NDManager manager) {
    int width = widths.stream().mapToInt(Integer::intValue).sum();
    var sum = new double[width];
    long turns = 0;
    for (var talk : table.learned()) {
      for (var turn : talk.turns()) {
        turns++;
        int at = 0;
        for (var view : seen) {
          for (float value : Objects.requireNonNull(view.get(turn.name()))) {
            sum[at++] += value;
          }
        }
      }
    }
    var mean = new float[width];
    for (int d = 0; d < width; d++) {
      mean[d] = (float) (sum[d] / turns);
    }
    return manager.create(mean, new Shape(1, 1, width));
  }
}
