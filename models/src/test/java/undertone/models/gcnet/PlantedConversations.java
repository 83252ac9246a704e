package undertone.models.gcnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import undertone.models.missing.MissingSimulator;

/// Conversations whose best possible accuracy is known: two speakers, each in one of four states
/// that last; words show the first bit of the state, sound the second, the picture whether they
/// differ, all in noise.
///
/// Without its context a turn of which two thirds are missing can be told in 48 of 100 cases, with
/// each speaker's own past and future in 91.
final class PlantedConversations {
  static final int WIDTH = 16;
  private static final double KEEPS_THE_TURN = 0.3;
  private static final double STAYS = 0.9;
  private static final double NOISE = 0.6;

  private final SplittableRandom random;
  private final MissingSimulator gaps;
  private final float[][] directions = new float[3][];
  private int turns;

  PlantedConversations(long seed) {
    var fixed = new SplittableRandom(1);
    for (int m = 0; m < directions.length; m++) {
      directions[m] = direction(fixed);
    }
    random = new SplittableRandom(seed);
    gaps = MissingSimulator.fixed(seed, "planted");
  }

  private static float[] direction(SplittableRandom random) {
    var values = new float[WIDTH];
    double square = 0;
    for (int i = 0; i < WIDTH; i++) {
      values[i] = (float) random.nextGaussian();
      square += values[i] * values[i];
    }
    for (int i = 0; i < WIDTH; i++) {
      values[i] /= (float) Math.sqrt(square);
    }
    return values;
  }

  /// @param states `[B,N]`, what is to be told
  record Batch(Conversations talk, NDArray states) {}

  /// @param longest N
  /// @param rate share of cells that are missing; one of each turn stays
  Batch draw(NDManager manager, int conversations, int shortest, int longest, double rate) {
    int n = longest;
    var features = new float[3][conversations * n * WIDTH];
    var present = new float[conversations * n * 3];
    var real = new float[conversations * n];
    var speakers = new long[conversations * n];
    var states = new long[conversations * n];
    for (int c = 0; c < conversations; c++) {
      int length = random.nextInt(shortest, longest + 1);
      var state = new int[] {random.nextInt(4), random.nextInt(4)};
      int first = random.nextInt(2);
      int speaker = first;
      for (int i = 0; i < length; i++) {
        int turn = c * n + i;
        speaker = i == 0 || random.nextDouble() < KEEPS_THE_TURN ? speaker : 1 - speaker;
        if (random.nextDouble() >= STAYS) {
          state[speaker] = (state[speaker] + random.nextInt(1, 4)) % 4;
        }
        real[turn] = 1;
        speakers[turn] = speaker == first ? 0 : 1;
        states[turn] = state[speaker];
        int one = state[speaker] >> 1;
        int two = state[speaker] & 1;
        var shown = new int[] {two, one, one ^ two}; // sound, words, picture
        for (int m = 0; m < 3; m++) {
          for (int k = 0; k < WIDTH; k++) {
            features[m][turn * WIDTH + k] =
                (float) ((2 * shown[m] - 1) * directions[m][k] + NOISE * random.nextGaussian());
          }
        }
        keep(present, turn, rate);
      }
    }
    var arrays = new NDList();
    for (var values : features) {
      arrays.add(manager.create(values, new Shape(conversations, n, WIDTH)));
    }
    return new Batch(
        new Conversations(
            arrays,
            manager.create(present, new Shape(conversations, n, 3)),
            manager.create(real, new Shape(conversations, n)),
            manager.create(speakers, new Shape(conversations, n))),
        manager.create(states, new Shape(conversations, n)));
  }

  private void keep(float[] present, int turn, double rate) {
    var kept = gaps.cells("turn-" + turns++, 3, rate);
    for (int m = 0; m < 3; m++) {
      present[turn * 3 + m] = kept[m] ? 1 : 0;
    }
  }
}
