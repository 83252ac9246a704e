package undertone.engine.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Batches of items of similar length, so that little of a batch is padding.
public final class LengthBuckets {
  private static final int BATCHES_A_BUCKET = 8; // sorted by length within so many batches

  private LengthBuckets() {}

  /// Places of items by batches; each place comes once. Which items meet changes with the seed,
  /// batches come in no order of length.
  ///
  /// @param lengths by item
  /// @param size of a batch; the last may be smaller
  public static List<List<Integer>> of(List<Integer> lengths, int size, long seed) {
    var random = new Random(seed);
    var order = new ArrayList<>(IntStream.range(0, lengths.size()).boxed().toList());
    Collections.shuffle(order, random);
    var batches = new ArrayList<List<Integer>>();
    for (int from = 0; from < order.size(); from += size * BATCHES_A_BUCKET) {
      var bucket =
          order.subList(from, Math.min(order.size(), from + size * BATCHES_A_BUCKET)).stream()
              .sorted((a, b) -> Integer.compare(lengths.get(a), lengths.get(b)))
              .toList();
      for (int at = 0; at < bucket.size(); at += size) {
        batches.add(bucket.subList(at, Math.min(bucket.size(), at + size)));
      }
    }
    Collections.shuffle(batches, random);
    return batches;
  }
}
