package undertone.corpora.caption;

import org.jspecify.annotations.Nullable;
import undertone.corpora.InvalidValueException;

/// Where a caption of a clip belongs: each annotator has one at each place.
///
/// @param region of a local caption; null for the others
public record Place(CaptionLevel level, @Nullable Region region) {

  public static final Place FREE = new Place(CaptionLevel.FREE, null);

  public Place {
    if ((level == CaptionLevel.LOCAL) != (region != null)) {
      throw new InvalidValueException("A local caption names its region, and no other does.");
    }
  }

  /// The region as rows keep it: empty where there is none.
  public String regionWord() {
    return region == null ? "" : region.name();
  }
}
