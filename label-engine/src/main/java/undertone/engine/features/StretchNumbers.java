package undertone.engine.features;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What extractors say of stretches of clips, in order of clips and of time.
///
/// @param places whose row `i` of the numbers is
public record StretchNumbers(List<Place> places, ClipNumbers numbers) {
  public StretchNumbers {
    places = List.copyOf(places);
  }

  /// Where a stretch lies.
  ///
  /// @param clip its place among the clips that were asked for
  public record Place(int clip, Stretch stretch) {}

  /// A stretch on its way into the table.
  static final class Row {
    private final Place place;
    private final float[] @Nullable [] found; // by extractor

    Row(int clip, Stretch stretch, float[] @Nullable [] found) {
      place = new Place(clip, stretch);
      this.found = found;
    }
  }

  static StretchNumbers of(List<String> extractors, List<Row> rows) {
    var found = new float[extractors.size()][rows.size()] @Nullable [];
    for (int e = 0; e < extractors.size(); e++) {
      for (int i = 0; i < rows.size(); i++) {
        found[e][i] = rows.get(i).found[e];
      }
    }
    return new StretchNumbers(
        rows.stream().map(row -> row.place).toList(), new ClipNumbers(extractors, found, Map.of()));
  }
}
