package undertone.annotator.labelling;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import undertone.annotator.faults.InvalidRequestException;
import undertone.corpora.CandidateSet;
import undertone.corpora.Certainty;
import undertone.corpora.ClipId;
import undertone.corpora.LabelScheme;
import undertone.corpora.Meaning;
import undertone.corpora.VoterId;
import undertone.corpora.vote.Ballot;

/// What an annotator says of a clip.
///
/// @param clientId made by the browser; the same answer sent twice is one answer
/// @param leaseId of the hand-out it answers
/// @param candidates labels held possible, in order of belief
/// @param excluded labels ruled out
/// @param intensity 0..1
/// @param caption null leaves what was written before; an empty text takes it back
public record Answer(
    UUID clientId,
    long leaseId,
    Meaning meaning,
    List<String> candidates,
    List<String> excluded,
    @Nullable Certainty certainty,
    @Nullable Double intensity,
    @Nullable CaptionText caption) {

  public static final int LONGEST_CAPTION = 4000;

  public Answer {
    candidates = List.copyOf(candidates);
    excluded = List.copyOf(excluded);
  }

  /// Free text in a language, given as a tag such as `en`.
  public record CaptionText(String text, String language) {
    public CaptionText {
      if (text.length() > LONGEST_CAPTION) {
        throw new InvalidRequestException(
            "A caption has up to %s characters; shorten it.", LONGEST_CAPTION);
      }
      if (!language.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?")) {
        throw new InvalidRequestException("A language is a tag such as en or zh.");
      }
    }
  }

  /// @throws InvalidRequestException if a label is not of the scheme, or the answer contradicts
  ///   itself
  Ballot ballot(ClipId clip, VoterId voter, LabelScheme scheme) {
    for (var labels : List.of(candidates, excluded)) {
      for (var label : labels) {
        if (scheme.indexOf(label) < 0) {
          throw new InvalidRequestException(
              "The label scheme %s has no label of that name; reload the page.", scheme.name());
        }
      }
    }
    try {
      return new Ballot(
          clientId,
          clip,
          voter,
          meaning,
          new CandidateSet(candidates),
          new CandidateSet(excluded),
          certainty,
          intensity,
          null,
          null);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(e);
    }
  }
}
