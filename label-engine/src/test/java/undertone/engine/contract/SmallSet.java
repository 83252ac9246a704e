package undertone.engine.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import undertone.corpora.manifest.ClipRow;

/// A data set of four conversations with two modalities, every kind of absence in it.
final class SmallSet {
  static final ModalityCard TEXT =
      new ModalityCard("text", "minilm", 4, ModalityCard.Level.UTTERANCE, null);
  static final ModalityCard AUDIO =
      new ModalityCard("audio", "logmel", 3, ModalityCard.Level.SEQUENCE, 100.0);
  static final SetCard CARD =
      new SetCard(
          "small",
          SetCard.Task.CLASSIFICATION,
          List.of("happy", "sad"),
          null,
          List.of(TEXT, AUDIO));

  private SmallSet() {}

  static Path write(Path root) throws IOException {
    var random = new Random(1);
    try (var writer = FeatureSetWriter.into(root, CARD)) {
      for (int c = 0; c < 4; c++) {
        for (int t = 0; t < 3; t++) {
          var name = "d%d_u%d".formatted(c, t);
          var label = t == 2 ? null : c % 2 == 0 ? "happy" : "sad";
          writer.put(row(name, c < 2 ? "train" : c == 2 ? "valid" : "test", "d" + c, t, label));
          writer.put(name, TEXT, ClipSteps.ofWhole(numbers(random, 4)));
          if (t > 0) { // the first turn of each has no sound
            writer.put(name, AUDIO, sound(random, 4 + t, c == 0));
          }
        }
      }
    }
    return root;
  }

  /// @param holed whether its second step is missing
  private static ClipSteps sound(Random random, int length, boolean holed) {
    var kept = new BitSet();
    kept.set(0, length);
    kept.set(1, !holed);
    var seconds = new double[length];
    for (int t = 0; t < length; t++) {
      seconds[t] = t * .125;
    }
    return ClipSteps.of(3, numbers(random, 3 * length), kept, seconds, null);
  }

  private static float[] numbers(Random random, int count) {
    var numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (5 + 2 * random.nextGaussian());
    }
    return numbers;
  }

  static ClipRow row(
      String name, String split, String conversation, int turn, @Nullable String label) {
    return new ClipRow(
        0,
        name,
        name,
        Map.of("en", "Said, by \"%s\".".formatted(name)),
        split,
        label,
        Map.of(),
        null,
        Map.of(),
        conversation,
        turn,
        turn % 2 == 0 ? "A" : "B",
        turn * 1_500_000L,
        (turn + 1) * 1_500_000L,
        null,
        null,
        null,
        false,
        Map.of());
  }
}
