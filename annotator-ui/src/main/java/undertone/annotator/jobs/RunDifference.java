package undertone.annotator.jobs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import undertone.corpora.ClipId;
import undertone.corpora.proposal.Proposals.Moved;

/// What a run proposes beside an earlier one of the same corpus, and what happened between them.
///
/// @param run the earlier one
/// @param goesOn whether this run's networks went on from it
/// @param same clips for which both propose the same label
/// @param changed clips for which both propose a label, but another
/// @param fresh clips for which only this run proposes one
/// @param gone clips for which only the earlier run does
/// @param goneSettled of these, clips a curator has settled meanwhile
/// @param moves same, fresh and gone proposals by what they move, most frequent first
/// @param changes other labels in place of earlier ones, most frequent first
/// @param clips what happened to clips between the runs
public record RunDifference(
    long run,
    boolean goesOn,
    int same,
    int changed,
    int fresh,
    int gone,
    int goneSettled,
    List<Move> moves,
    List<Change> changes,
    Clips clips) {

  public RunDifference {
    moves = List.copyOf(moves);
    changes = List.copyOf(changes);
  }

  /// @param from leading label of the votes, empty = none leads
  public record Move(String from, String to, int same, int fresh, int gone) {

    private int all() {
      return same + fresh + gone;
    }

    private Move and(Move other) {
      return new Move(from, to, same + other.same, fresh + other.fresh, gone + other.gone);
    }
  }

  /// @param before the label the earlier run proposed
  public record Change(String before, String now, int clips) {}

  /// @param added clips the earlier run did not judge
  /// @param voted clips it judged and that have votes cast since
  /// @param settled clips it judged and that were settled since
  public record Clips(int added, int voted, int settled) {}

  /// @param settled clips a curator has settled, whenever
  static RunDifference of(
      long run,
      boolean goesOn,
      Map<ClipId, Moved> before,
      Map<ClipId, Moved> now,
      Set<ClipId> settled,
      Clips clips) {
    var moves = new HashMap<Moved, Move>();
    var changes = new HashMap<Moved, Integer>();
    int same = 0;
    int changed = 0;
    int fresh = 0;
    for (var entry : now.entrySet()) {
      var move = entry.getValue();
      var earlier = before.get(entry.getKey());
      if (earlier == null) {
        fresh++;
        count(moves, move, 0, 1, 0);
      } else if (earlier.to().equals(move.to())) {
        same++;
        count(moves, move, 1, 0, 0);
      } else {
        changed++;
        changes.merge(new Moved(earlier.to(), move.to()), 1, Integer::sum);
      }
    }
    int gone = 0;
    int goneSettled = 0;
    for (var entry : before.entrySet()) {
      if (!now.containsKey(entry.getKey())) {
        gone++;
        goneSettled += settled.contains(entry.getKey()) ? 1 : 0;
        count(moves, entry.getValue(), 0, 0, 1);
      }
    }
    return new RunDifference(
        run,
        goesOn,
        same,
        changed,
        fresh,
        gone,
        goneSettled,
        sorted(moves),
        changes(changes),
        clips);
  }

  private static void count(Map<Moved, Move> moves, Moved of, int same, int fresh, int gone) {
    moves.merge(of, new Move(of.from(), of.to(), same, fresh, gone), Move::and);
  }

  private static List<Move> sorted(Map<Moved, Move> moves) {
    var sorted = new ArrayList<>(moves.values());
    sorted.sort(
        Comparator.comparingInt(Move::all)
            .reversed()
            .thenComparing(Move::from)
            .thenComparing(Move::to));
    return sorted;
  }

  private static List<Change> changes(Map<Moved, Integer> changes) {
    return changes.entrySet().stream()
        .map(e -> new Change(e.getKey().from(), e.getKey().to(), e.getValue()))
        .sorted(
            Comparator.comparingInt(Change::clips)
                .reversed()
                .thenComparing(Change::before)
                .thenComparing(Change::now))
        .toList();
  }
}
