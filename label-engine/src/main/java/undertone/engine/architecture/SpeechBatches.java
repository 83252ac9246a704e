package undertone.engine.architecture;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/// Makes tensors of utterances. Every band and every coefficient has mean 0 and spread 1 over the
/// utterances that are learned from; what is not there is 0.
final class SpeechBatches {
  private final SpeechClips clips;
  private final Normal ofMaps;
  private final Normal ofSequences;

  /// @param learned places of the utterances that means and spreads may be taken of
  SpeechBatches(SpeechClips clips, List<Integer> learned) {
    this.clips = clips;
    ofMaps = Normal.of(learned, clips::map);
    ofSequences = Normal.of(learned, clips::sequence);
  }

  SpeechClips clips() {
    return clips;
  }

  SpeechBatch of(List<Integer> places, NDManager manager) {
    int n = places.size();
    var maps = new float[n * SpeechClips.BANDS * SpeechClips.FRAMES];
    var sequences = new float[n * SpeechClips.STEPS * SpeechClips.NUMBERS];
    var there = new float[n * SpeechClips.STEPS];
    var classes = new long[n];
    for (int i = 0; i < n; i++) {
      int place = places.get(i);
      classes[i] = clips.label(place);
      var map = clips.map(place);
      for (int t = 0; t < map.length; t++) {
        for (int m = 0; m < SpeechClips.BANDS; m++) {
          maps[(i * SpeechClips.BANDS + m) * SpeechClips.FRAMES + t] = ofMaps.of(map[t][m], m);
        }
      }
      var sequence = clips.sequence(place);
      for (int t = 0; t < sequence.length; t++) {
        int step = i * SpeechClips.STEPS + t;
        there[step] = 1;
        for (int d = 0; d < SpeechClips.NUMBERS; d++) {
          sequences[step * SpeechClips.NUMBERS + d] = ofSequences.of(sequence[t][d], d);
        }
      }
    }
    return new SpeechBatch(
        manager.create(maps, new Shape(n, 1, SpeechClips.BANDS, SpeechClips.FRAMES)),
        manager.create(sequences, new Shape(n, SpeechClips.STEPS, SpeechClips.NUMBERS)),
        manager.create(there, new Shape(n, SpeechClips.STEPS)),
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

  /// Mean and spread of each column.
  record Normal(List<Scale> scales) {
    record Scale(double mean, double spread) {}

    static Normal of(List<Integer> places, IntFunction<float[][]> series) {
      int width = series.apply(places.getFirst())[0].length;
      var scales = new ArrayList<Scale>();
      for (int d = 0; d < width; d++) {
        double sum = 0;
        double squares = 0;
        long count = 0;
        for (int place : places) {
          for (var row : series.apply(place)) {
            sum += row[d];
            squares += (double) row[d] * row[d];
            count++;
          }
        }
        double mean = sum / count;
        double variance = Math.max(0, squares / count - mean * mean);
        scales.add(new Scale(mean, Math.max(1e-6, Math.sqrt(variance))));
      }
      return new Normal(List.copyOf(scales));
    }

    float of(float value, int column) {
      var scale = scales.get(column);
      return (float) ((value - scale.mean) / scale.spread);
    }
  }
}
