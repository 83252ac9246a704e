package undertone.corpora.vote;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.corpora.Certainty;
import undertone.corpora.ClipId;
import undertone.corpora.ClipRating;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Meaning;
import undertone.corpora.VoterId;

/// A vote about to be cast.
///
/// @param clientId made by the caster; the same id twice is the same vote
/// @param candidates in order of belief
/// @param excluded labels the voter rules out
/// @param intensity 0..1
/// @param valence of the whole clip, from unpleasant to pleasant, -1..1
/// @param arousal of the whole clip, from calm to excited, -1..1
public record Ballot(
    UUID clientId,
    ClipId clip,
    VoterId voter,
    Meaning meaning,
    CandidateSet candidates,
    CandidateSet excluded,
    @Nullable Certainty certainty,
    @Nullable Double intensity,
    @Nullable Double valence,
    @Nullable Double arousal) {

  public Ballot {
    if (meaning != Meaning.CANNOT_TELL && candidates.isEmpty()) {
      throw new InvalidValueException(
          "A vote needs at least one candidate; choose \"cannot tell\" if none is possible.");
    }
    for (var label : excluded.labels()) {
      if (candidates.contains(label)) {
        throw new InvalidValueException(
            "\"%s\" is both a candidate and ruled out; choose one.", label);
      }
    }
    var _ = new ClipRating(valence, arousal, intensity); // refuses what lies outside its scale
  }

  /// How the voter rates the whole clip.
  public ClipRating rating() {
    return new ClipRating(valence, arousal, intensity);
  }

  /// A ballot without order marks, certainty or dimensions.
  public static Ballot of(UUID clientId, ClipId clip, VoterId voter, CandidateSet candidates) {
    return new Ballot(
        clientId,
        clip,
        voter,
        candidates.isEmpty() ? Meaning.CANNOT_TELL : Meaning.ONE_OF,
        candidates,
        CandidateSet.NONE,
        null,
        null,
        null,
        null);
  }
}
