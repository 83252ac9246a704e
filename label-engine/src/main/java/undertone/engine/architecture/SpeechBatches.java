package undertone.engine.architecture;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Makes tensors of clips. What is not there is 0.
///
/// @param ofMaps scale of bands
/// @param ofSequences scale of the numbers of a step
record SpeechBatches(StreamClips clips, ColumnScale ofMaps, ColumnScale ofSequences) {

  /// Every band and every number has mean 0 and spread 1 over the clips that are learned from.
  ///
  /// @param learned places of the clips that means and spreads may be taken of
  static SpeechBatches of(StreamClips clips, List<Integer> learned) {
    return new SpeechBatches(
        clips,
        ColumnScale.of(learned, StreamForm.BANDS, clips::map),
        ColumnScale.of(learned, clips.form().numbers(), clips::sequence));
  }

  /// The same clips seen otherwise.
  SpeechBatches of(StreamClips others) {
    return new SpeechBatches(others, ofMaps, ofSequences);
  }

  SpeechBatch of(List<Integer> places, NDManager manager) {
    int n = places.size();
    int steps = clips.form().steps();
    int numbers = clips.form().numbers();
    var maps = new float[n * StreamForm.BANDS * StreamForm.FRAMES];
    var sequences = new float[n * steps * numbers];
    var there = new float[n * steps];
    var present = new float[2 * n];
    var classes = new long[n];
    for (int i = 0; i < n; i++) {
      int place = places.get(i);
      classes[i] = clips.label(place);
      var map = clips.map(place);
      present[2 * i] = map.length > 0 ? 1 : 0;
      for (int t = 0; t < map.length; t++) {
        for (int m = 0; m < StreamForm.BANDS; m++) {
          maps[(i * StreamForm.BANDS + m) * StreamForm.FRAMES + t] = ofMaps.of(map[t][m], m);
        }
      }
      var sequence = clips.sequence(place);
      present[2 * i + 1] = sequence.length > 0 ? 1 : 0;
      for (int t = 0; t < sequence.length; t++) {
        int step = i * steps + t;
        there[step] = 1;
        for (int d = 0; d < numbers; d++) {
          sequences[step * numbers + d] = ofSequences.of(sequence[t][d], d);
        }
      }
    }
    return new SpeechBatch(
        manager.create(maps, new Shape(n, 1, StreamForm.BANDS, StreamForm.FRAMES)),
        manager.create(sequences, new Shape(n, steps, numbers)),
        manager.create(there, new Shape(n, steps)),
        manager.create(present, new Shape(n, 2)),
        manager.create(classes, new Shape(n)));
  }

  /// Places in an order of their own for each seed, so many at once; a single one left over joins
  /// those before, for it has no statistics.
  static List<List<Integer>> shuffled(List<Integer> places, int batch, long seed) {
    var order = new ArrayList<>(places);
    Collections.shuffle(order, new Random(seed));
    var batches = new ArrayList<List<Integer>>();
    for (int from = 0; from < order.size(); ) {
      int to = Math.min(order.size(), from + batch);
      to = order.size() - to == 1 ? order.size() : to;
      batches.add(List.copyOf(order.subList(from, to)));
      from = to;
    }
    return batches;
  }
}
