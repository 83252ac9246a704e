package undertone.engine.refinement;

import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;

/// What a run says about one clip, with everything a curator needs to believe it or not.
///
/// @param clip id of the clip
/// @param original candidate set of the votes, S⁰; never changed by a run
/// @param refined set the run would have: the original, plus the proposal when the clip is flagged
/// @param added labels of `refined` that are not in `original`
/// @param removed labels of `original` that are not in `refined`
/// @param proposed most probable label, given picture and votes
/// @param proposedProbability its probability, calibrated out of fold
/// @param noiseProbability probability that the truth is missing from the original set
/// @param flagged noise probability at or over the plan's threshold; never for confirmed clips
/// @param informative false when the votes exclude nothing (all labels, or none): detection skipped
/// @param margin score of the best outside label minus the best inside one
/// @param views views of the clip that were judged
/// @param viewsAgreeing of these, views that declare the clip noisy in favour of the same label
/// @param firstFlagEpoch first training epoch that flagged it, 0 = never
/// @param lastFlagEpoch last training epoch that flagged it, 0 = never
/// @param flagCount flags over all epochs of all networks that trained on it
/// @param confidenceTrajectory confidence in the proposal while training, at most 16 points
/// @param top labels by probability, best first
/// @param neighbours most alike clips in embedding space, the clip itself left out
/// @param evidence what speaks for the proposal, counted
/// @param outOfFold whether only models that never saw the clip judged it
/// @param content what a model that never saw the clip makes of it without its votes, best first;
///   empty where no model looked
public record ClipOutcome(
    String clip,
    CandidateSet original,
    CandidateSet refined,
    List<String> added,
    List<String> removed,
    String proposed,
    double proposedProbability,
    double noiseProbability,
    boolean flagged,
    boolean informative,
    double margin,
    int views,
    int viewsAgreeing,
    int firstFlagEpoch,
    int lastFlagEpoch,
    int flagCount,
    List<Double> confidenceTrajectory,
    List<LabelProbability> top,
    List<Neighbour> neighbours,
    Evidence evidence,
    boolean outOfFold,
    List<LabelProbability> content) {

  public ClipOutcome {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    confidenceTrajectory = List.copyOf(confidenceTrajectory);
    top = List.copyOf(top);
    neighbours = List.copyOf(neighbours);
    content = List.copyOf(content);
  }

  /// From this probability on a label is more than a guess.
  private static final double SURE = 0.5;

  /// Whether it would put another label before the one the votes lead to, and surely enough: a
  /// label from outside the set only for a clip that is held noisy.
  ///
  /// @param leading label the votes put first; null = none leads
  public boolean corrects(@Nullable String leading) {
    return !proposed.equals(leading)
        && proposedProbability >= SURE
        && (flagged || original.contains(proposed));
  }

  /// Whether its label is more than a guess.
  public boolean sure() {
    return proposedProbability >= SURE;
  }

  /// The same beside other neighbours.
  ClipOutcome beside(List<Neighbour> others) {
    int known = (int) others.stream().filter(n -> n.label() != null).count();
    int agreeing = (int) others.stream().filter(Neighbour::agrees).count();
    return new ClipOutcome(
        clip,
        original,
        refined,
        added,
        removed,
        proposed,
        proposedProbability,
        noiseProbability,
        flagged,
        informative,
        margin,
        views,
        viewsAgreeing,
        firstFlagEpoch,
        lastFlagEpoch,
        flagCount,
        confidenceTrajectory,
        top,
        others,
        new Evidence(known, agreeing, evidence.voters(), evidence.votersOverruled()),
        outOfFold,
        content);
  }

  /// A label with its probability.
  public record LabelProbability(String label, double probability) {}

  /// A clip that looks or sounds alike.
  ///
  /// @param clip its id
  /// @param cosine likeness in embedding space, -1..1
  /// @param candidates what its voters hold possible
  /// @param label its confirmed label, else its most voted one; none when its votes are tied or
  ///   absent
  /// @param confirmed whether a curator confirmed that label
  /// @param agrees whether that label is the proposal
  public record Neighbour(
      String clip,
      double cosine,
      CandidateSet candidates,
      @Nullable String label,
      boolean confirmed,
      boolean agrees) {}

  /// The evidence sentence in numbers.
  ///
  /// @param neighbours clips among the nearest that carry a confirmed or majority label
  /// @param neighboursAgreeing of these, clips whose label is the proposal
  /// @param voters voters of the clip
  /// @param votersOverruled of these, voters who did not hold the proposal possible
  public record Evidence(int neighbours, int neighboursAgreeing, int voters, int votersOverruled) {}
}
