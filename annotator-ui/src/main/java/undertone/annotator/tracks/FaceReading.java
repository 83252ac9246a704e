package undertone.annotator.tracks;

import java.util.List;
import java.util.Map;
import undertone.corpora.VoterId;
import undertone.corpora.track.FaceWords;
import undertone.corpora.track.FrameTracks;

/// Holds captions of one clip against what was seen in its face.
public final class FaceReading {
  /// Of a clip that nobody follows.
  public static final FaceReading NONE = new FaceReading(List.of(), Map.of());

  private final List<FrameTracks.Followed> followed;
  private final Map<VoterId, String> names;

  FaceReading(List<FrameTracks.Followed> followed, Map<VoterId, String> names) {
    this.followed = List.copyOf(followed);
    this.names = Map.copyOf(names);
  }

  /// A word of a caption beside what a machine saw.
  ///
  /// @param word of the caption
  /// @param denied whether the caption says that it is not so
  /// @param units numbers of the action units that make it
  /// @param clearest how clearly they were seen together at best, 0..1
  /// @param atMicros when that was
  /// @param by name of the machine
  public record Sign(
      String word,
      boolean denied,
      List<Integer> units,
      double clearest,
      long atMicros,
      String by,
      FaceWords.Verdict verdict) {
    public Sign {
      units = List.copyOf(units);
    }
  }

  /// Each word of a caption on which the face has something to say, in the caption's order.
  public List<Sign> of(String caption) {
    return FaceWords.in(caption, followed).stream()
        .map(seen ->
            new Sign(
                seen.word(),
                seen.denied(),
                seen.units(),
                seen.clearest(),
                seen.atMicros(),
                names.getOrDefault(seen.by(), "?"),
                seen.verdict()))
        .toList();
  }
}
