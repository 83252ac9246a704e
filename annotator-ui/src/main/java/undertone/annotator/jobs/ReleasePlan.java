package undertone.annotator.jobs;

import undertone.corpora.InvalidValueException;
import undertone.exports.ReleasePolicy;

/// A release to be made.
///
/// @param name unique within the corpus, such as `v3`
/// @param policy what goes in and how labels are decided
public record ReleasePlan(String name, ReleasePolicy policy) {
  public ReleasePlan {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new InvalidValueException(
          "A release name has up to 64 letters, digits, dots and dashes; \"%s\" does not fit.",
          name);
    }
  }
}
