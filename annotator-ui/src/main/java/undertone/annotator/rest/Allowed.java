package undertone.annotator.rest;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import undertone.annotator.faults.InvalidRequestException;

/// Query parameters by allow-list: one that is not known is refused rather than ignored, and none
/// is ever a path into our objects.
final class Allowed {

  private Allowed() {}

  static void only(Collection<String> given, Set<String> known) {
    if (!known.containsAll(given)) {
      throw new InvalidRequestException(
          "The query has a parameter that is not known here; known are %s.",
          String.join(", ", new TreeSet<>(known)));
    }
  }
}
