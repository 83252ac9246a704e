package undertone.engine.search;

import undertone.corpora.InvalidValueException;

/// A model that makes vectors for one space.
///
/// @param space what the vectors describe, such as `text-en`; one model at a time serves a space
/// @param dim numbers per vector, 1..1024
public record VectorModel(ModelId id, String space, int dim) {
  /// Numbers of the longest vector that the index takes.
  public static final int MOST_NUMBERS = 1024;

  public VectorModel {
    if (dim < 1 || dim > MOST_NUMBERS) {
      throw new InvalidValueException(
          "Vectors of %s have %s numbers; the index takes 1 to 1024.", id, dim);
    }
  }
}
