package undertone.engine.voters;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import undertone.corpora.CandidateSet;
import undertone.corpora.track.FrameTrack;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureProgress;

/// A model that says of clips which labels are possible.
public interface VotingModel extends AutoCloseable {

  /// Under which it votes.
  String name();

  /// Data that it may have learned from: figures made with its votes on them flatter. Empty when
  /// nothing is known to be wrong.
  List<String> mayHaveSeen();

  /// Looks at clips; each is in one of the four parts of the answer.
  ///
  /// @throws CancellationException if the progress asks to stop
  /// @throws IOException if features cannot be kept; media that cannot be read are told instead
  Said look(List<ClipSource> clips, FeatureProgress progress)
      throws IOException, InterruptedException;

  /// Lets go of what it holds in memory.
  @Override
  default void close() {}

  /// Whether it rates clips and never votes for a label.
  default boolean rates() {
    return false;
  }

  /// What its votes rest on, to be told beside them; nothing where its card says all.
  default Map<String, Object> basis() {
    return Map.of();
  }

  /// What it says, by clip.
  ///
  /// @param votes labels held possible, most probable first
  /// @param unseen what a clip lacks of which it can say nothing, in a few words, such as `no face`
  /// @param outside clips that it takes to show what the label scheme has no label for
  /// @param unreadable why the media of a clip could not be read
  /// @param followed how what it follows in a face goes, which takes the place of what it followed
  ///   before, also where it is nothing; clips of which it follows nothing ever are not in it
  record Said(
      Map<String, CandidateSet> votes,
      Map<String, String> unseen,
      Set<String> outside,
      Map<String, String> unreadable,
      Map<String, List<FrameTrack>> followed) {

    /// Of a model that follows nothing.
    public Said(
        Map<String, CandidateSet> votes,
        Map<String, String> unseen,
        Set<String> outside,
        Map<String, String> unreadable) {
      this(votes, unseen, outside, unreadable, Map.of());
    }

    public Said {
      votes = Map.copyOf(votes);
      unseen = Map.copyOf(unseen);
      outside = Set.copyOf(outside);
      unreadable = Map.copyOf(unreadable);
      followed = Map.copyOf(followed);
    }
  }
}
