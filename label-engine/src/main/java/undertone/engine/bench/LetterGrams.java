package undertone.engine.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.zip.CRC32C;

/// A text by the runs of three to five letters in it: hashed to so many places, root of how often,
/// unit length. It sees spelling and nothing of meaning.
final class LetterGrams {
  private static final int SHORTEST = 3;
  private static final int LONGEST = 5;

  private LetterGrams() {}

  /// Zeros of a text without letters.
  static float[] of(String text, int dim) {
    var padded = " " + text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ") + " ";
    var counts = new double[dim];
    for (int length = SHORTEST; length <= LONGEST; length++) {
      for (int from = 0; from + length <= padded.length(); from++) {
        counts[place(padded.substring(from, from + length), dim)]++;
      }
    }
    double sum = 0; // of the squares of roots
    for (double count : counts) {
      sum += count;
    }
    var vector = new float[dim];
    for (int d = 0; d < dim && sum > 0; d++) {
      vector[d] = (float) Math.sqrt(counts[d] / sum);
    }
    return vector;
  }

  private static int place(String gram, int dim) {
    var hash = new CRC32C();
    hash.update(gram.getBytes(UTF_8));
    return (int) (hash.getValue() % dim);
  }
}
