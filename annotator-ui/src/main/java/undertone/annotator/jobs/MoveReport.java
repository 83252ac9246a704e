package undertone.annotator.jobs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import undertone.corpora.proposal.NewProposal;
import undertone.engine.refinement.RefinementClip;
import undertone.engine.refinement.RefinementResult;

/// What would happen if every proposal of a run were accepted: read before anybody is asked.
///
/// @param moves from label to label, most frequent first
/// @param overruled whom the proposals go against, most often first
/// @param expectedRight proposals expected to be right, by the run's own probabilities
/// @param precision what the run's corrections are worth where the truth is known; null = not known
/// @param held whether the proposals are held back
/// @param limit least precision of the corpus, 0..1
public record MoveReport(
    List<Move> moves,
    List<Overruled> overruled,
    double expectedRight,
    RefinementResult.@Nullable Precision precision,
    boolean held,
    double limit) {

  public MoveReport {
    moves = List.copyOf(moves);
    overruled = List.copyOf(overruled);
  }

  /// @param from leading label of the votes, empty = none leads
  /// @param expectedRight of these, how many are expected to be right
  public record Move(String from, String to, int clips, double expectedRight) {}

  /// @param votes votes that do not hold the proposed label possible
  public record Overruled(String voter, int votes) {}

  /// @param asked whether the plan wants everything held
  static MoveReport of(
      List<NewProposal> proposals,
      List<RefinementClip> clips,
      RefinementResult result,
      boolean asked,
      double limit) {
    var proof = result.proof();
    var precision = proof == null ? null : proof.precision();
    boolean unproven = limit > 0 && (precision == null || precision.low() < limit);
    return new MoveReport(
        moves(proposals),
        overruled(proposals, clips),
        proposals.stream().mapToDouble(NewProposal::probability).sum(),
        precision,
        asked || unproven,
        limit);
  }

  private static List<Move> moves(List<NewProposal> proposals) {
    record Pair(String from, String to) {}
    var found = new HashMap<Pair, Move>();
    for (var p : proposals) {
      var from = p.fromLabel() == null ? "" : p.fromLabel();
      found.merge(
          new Pair(from, p.label()),
          new Move(from, p.label(), 1, p.probability()),
          (a, b) ->
              new Move(
                  a.from(), a.to(), a.clips() + b.clips(), a.expectedRight() + b.expectedRight()));
    }
    var moves = new ArrayList<>(found.values());
    moves.sort(
        Comparator.comparingInt(Move::clips)
            .reversed()
            .thenComparing(Move::from)
            .thenComparing(Move::to));
    return moves;
  }

  private static List<Overruled> overruled(
      List<NewProposal> proposals, List<RefinementClip> clips) {
    Map<String, String> labels = new HashMap<>();
    proposals.forEach(p -> labels.put(p.clip().toString(), p.label()));
    var votes = new HashMap<String, Integer>();
    for (var clip : clips) {
      var label = labels.get(clip.id());
      if (label != null) {
        clip.ballots().stream()
            .filter(b -> !b.held().isEmpty() && !b.held().contains(label))
            .forEach(b -> votes.merge(b.voter(), b.times(), Integer::sum));
      }
    }
    return votes.entrySet().stream()
        .map(e -> new Overruled(e.getKey(), e.getValue()))
        .sorted(
            Comparator.comparingInt(Overruled::votes).reversed().thenComparing(Overruled::voter))
        .toList();
  }
}
