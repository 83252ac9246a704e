package undertone.annotator.curation;

import java.util.regex.Pattern;
import undertone.annotator.faults.InvalidRequestException;
import undertone.corpora.decision.Disagreement;

/// How a place in a list of disagreements is written in an address.
final class Places {
  private static final Pattern PLACE = Pattern.compile("(\\d{1,9})-(\\d{1,18})");

  private Places() {}

  /// @param written empty for the start
  static Disagreement.Place read(String written) {
    if (written.isEmpty()) {
      return Disagreement.Place.START;
    }
    var found = PLACE.matcher(written);
    if (!found.matches()) {
      throw new InvalidRequestException("This place in the list is not one of its pages.");
    }
    return new Disagreement.Place(Integer.parseInt(found.group(1)), Long.parseLong(found.group(2)));
  }

  static String written(Disagreement.Place place) {
    return place.degree() + "-" + place.clip();
  }
}
