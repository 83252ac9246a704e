package undertone.engine.search;

import java.util.regex.Pattern;
import undertone.corpora.InvalidValueException;

/// Names a model that makes vectors, with its weights and its preprocessing: what differs in any of
/// them has another id, and vectors of two ids are never compared.
public record ModelId(String value) {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]{1,120}");

  public ModelId {
    if (!SAFE.matcher(value).matches()) {
      throw new InvalidValueException(
          "\"%s\" is no id of a model; use letters, digits, dots, dashes and underscores.", value);
    }
  }

  /// The field of the index that keeps vectors of this model.
  String field() {
    return "vec_" + value;
  }

  @Override
  public String toString() {
    return value;
  }
}
