package undertone.corpora.rule;

import java.util.List;
import java.util.Map;
import undertone.corpora.track.FaceWords;
import undertone.corpora.track.FrameTracks;

/// What rules may read of a clip.
public final class ClipFacts {
  /// Of a clip of which nothing is known.
  public static final ClipFacts NONE = new ClipFacts("", List.of(), List.of(), Map.of());

  private final String transcript;
  private final List<String> captions;
  private final List<FrameTracks.Followed> followed;
  private final Map<String, String> columns;

  /// @param transcript empty where nothing is said
  /// @param captions each as it was written
  /// @param followed what machines follow in its faces
  /// @param columns of the imported table
  public ClipFacts(
      String transcript,
      List<String> captions,
      List<FrameTracks.Followed> followed,
      Map<String, String> columns) {
    this.transcript = Phrase.words(transcript);
    this.captions = captions.stream().map(Phrase::words).toList();
    this.followed = List.copyOf(followed);
    this.columns = Map.copyOf(columns);
  }

  /// As [Phrase] reads it.
  String transcript() {
    return transcript;
  }

  /// Each as [Phrase] reads it.
  List<String> captions() {
    return captions;
  }

  Map<String, String> columns() {
    return columns;
  }

  /// Whether one machine sees all of these action units in one frame.
  boolean shows(List<Integer> units) {
    return followed.stream().anyMatch(one -> FaceWords.showTogether(one, units));
  }
}
