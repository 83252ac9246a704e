package undertone.engine.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import undertone.corpora.manifest.ClipRow;
import undertone.engine.features.FeatureCache;
import undertone.engine.search.SentenceEncoder;
import undertone.engine.search.TextEncoder;

/// A way to look at the words of a turn. Where nothing but text is at hand, several of them stand
/// for several modalities: they share what was said and differ in what of it they see.
public enum TextView {
  /// The meaning of the English text.
  WORDS("words"),
  /// The spelling of the English text.
  LETTERS("letters"),
  /// The meaning of the Chinese text, or of the English one in an encoder for Chinese.
  CHINESE("chinese");

  private static final int LETTER_PLACES = 256;

  private final String written;

  TextView(String written) {
    this.written = written;
  }

  /// As in commands and reports.
  public String written() {
    return written;
  }

  /// @throws IllegalArgumentException naming those there are
  public static TextView of(String written) {
    return Arrays.stream(values())
        .filter(view -> view.written.equals(written.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no view \"%s\"; there are %s."
                    .formatted(
                        written,
                        Arrays.stream(values())
                            .map(TextView::written)
                            .collect(Collectors.joining(", ")))));
  }

  /// Makes vectors of one view, each of length √D, so that a number is about 1 in size whatever D
  /// is.
  interface Eye {
    int dim();

    float[] of(ClipRow row) throws IOException, InterruptedException;
  }

  Eye open(FeatureCache cache) {
    return switch (this) {
      case WORDS -> eye(SentenceEncoder.english(cache), "en");
      case CHINESE -> eye(SentenceEncoder.chinese(cache), "zh");
      case LETTERS ->
          new Eye() {
            @Override
            public int dim() {
              return LETTER_PLACES;
            }

            @Override
            public float[] of(ClipRow row) {
              return scaled(LetterGrams.of(text(row, "en"), LETTER_PLACES));
            }
          };
    };
  }

  private static Eye eye(TextEncoder encoder, String language) {
    return new Eye() {
      @Override
      public int dim() {
        return encoder.model().dim();
      }

      @Override
      public float[] of(ClipRow row) throws IOException, InterruptedException {
        var text = text(row, language);
        return text.isBlank()
            ? new float[dim()]
            : scaled(encoder.encode(List.of(text)).getFirst().numbers());
      }
    };
  }

  private static String text(ClipRow row, String language) {
    return row.text(language).or(() -> row.texts().values().stream().findFirst()).orElse("");
  }

  private static float[] scaled(float[] vector) {
    var scaled = new float[vector.length];
    for (int d = 0; d < scaled.length; d++) {
      scaled[d] = (float) (vector[d] * Math.sqrt(vector.length));
    }
    return scaled;
  }
}
