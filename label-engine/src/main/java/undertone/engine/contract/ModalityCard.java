package undertone.engine.contract;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Features of one modality in a data set.
///
/// @param name `text`, `audio`, `visual` or another
/// @param extractor what made them; names their folder
/// @param dim numbers of a step (D)
/// @param level whether a clip has one vector or a sequence of them
/// @param rateHz steps a second; null = steps follow no clock
public record ModalityCard(
    String name, String extractor, int dim, Level level, @Nullable Double rateHz) {
  /// Names make folders.
  static final String NAME = "[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}";

  static final int MOST_DIMS = 16_384;

  /// What a clip has of a modality.
  public enum Level {
    /// One vector.
    UTTERANCE,
    /// A vector for each step.
    SEQUENCE
  }

  public ModalityCard {
    if (!name.matches(NAME) || !extractor.matches(NAME)) {
      throw new IllegalArgumentException(
          "A modality and its extractor are called by letters, digits, _, - and dots, not \"%s\" and \"%s\"."
              .formatted(name, extractor));
    }
    if (dim < 1 || dim > MOST_DIMS) {
      throw new IllegalArgumentException(
          "Features have 1 to %d numbers a step, not %d.".formatted(MOST_DIMS, dim));
    }
  }

  /// Where the files lie in the data set's folder.
  Path folder() {
    return Path.of("features", name, extractor);
  }
}
