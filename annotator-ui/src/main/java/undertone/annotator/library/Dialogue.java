package undertone.annotator.library;

import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Context;
import undertone.corpora.Meaning;
import undertone.corpora.vote.VoterKind;

/// One conversation with what everybody holds of each of its turns, as curators see it.
///
/// @param speakers by first appearance
/// @param lanes voters who hold anything of it: people first, then models, last those on probation
/// @param turns in order
public record Dialogue(
    @Nullable String name, List<Speaker> speakers, List<Lane> lanes, List<Turn> turns) {

  /// @param number from 0, by first appearance
  /// @param letters tell speakers apart without a colour
  public record Speaker(String name, int number, String letters) {}

  /// @param probation whether its votes are seen here and count for nothing
  public record Lane(String voter, VoterKind kind, boolean probation) {}

  /// @param gold trusted label, if the corpus has one for this turn
  /// @param held what each lane holds, in their order; null where it holds nothing
  /// @param leading the label most lanes that count put first; null where the best are tied
  /// @param peopleApart whether people put different labels first
  /// @param modelsApart whether a model that counts puts another label first than every person
  public record Turn(
      ClipCard clip,
      @Nullable Speaker speaker,
      @Nullable String gold,
      List<@Nullable Held> held,
      @Nullable String leading,
      boolean peopleApart,
      boolean modelsApart) {

    /// Whether a lane puts another label first than most.
    public boolean differs(@Nullable Held one) {
      return one != null
          && leading != null
          && !one.candidates().isEmpty()
          && !one.candidates().getFirst().equals(leading);
    }
  }

  /// @param candidates in order of belief; empty for "cannot tell"
  /// @param context what of the conversation its voter was shown, where known
  public record Held(Meaning meaning, List<String> candidates, @Nullable Context context) {}
}
