package undertone.engine.captions;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import undertone.engine.refinement.Streams;

/// Sentences as hashed words, pairs of words and letter groups: no meaning, but no encoder either,
/// for languages that have none here. Unit length.
///
/// Source: Weinberger et al. 2009, *Feature hashing*, arXiv:0902.2206.
public final class HashedWords {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final int LETTERS = 4; // of a group
  private static final float OF_LETTERS = .3f; // weight of a group beside a word

  private final int width;

  /// @param width numbers of a vector
  public HashedWords(int width) {
    if (width < 1) {
      throw new IllegalArgumentException("Hashing needs a positive width, not " + width + ".");
    }
    this.width = width;
  }

  /// Names it wherever its vectors are kept.
  public String id() {
    return "hashed-words-" + width;
  }

  /// A text without letters becomes a zero vector.
  public float[] embed(String text) {
    var vector = new float[width];
    var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).strip();
    var before = "";
    for (var matched : WORD.matcher(plain).results().toList()) {
      var word = matched.group();
      add(vector, word, 1);
      add(vector, before + " " + word, 1);
      var framed = "<" + word + ">";
      for (int at = 0; at + LETTERS <= framed.length(); at++) {
        add(vector, "#" + framed.substring(at, at + LETTERS), OF_LETTERS);
      }
      before = word;
    }
    return Vectors.unit(vector);
  }

  private void add(float[] vector, String piece, float weight) {
    var random = new Streams(0).of(piece); // a hash of which every bit is good
    vector[random.nextInt(width)] += random.nextBoolean() ? weight : -weight;
  }
}
