package undertone.engine.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import undertone.corpora.manifest.ClipRow;

/// One conversation: its turns in order, and who speaks each. A clip of no conversation is one of
/// its own.
///
/// @param turns by the column `turn`, then by their start, then by their id
/// @param speakers of each turn, numbered from 0 by first appearance; turns of nobody in particular
///   share one number
public record Dialogue(String name, List<ClipRow> turns, List<Integer> speakers) {
  private static final Comparator<ClipRow> IN_ORDER =
      Comparator.comparing(ClipRow::turn, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(ClipRow::startMicros, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(ClipRow::name);

  public Dialogue {
    turns = List.copyOf(turns);
    speakers = List.copyOf(speakers);
  }

  /// The conversations of a table, in the order in which they appear.
  public static List<Dialogue> of(List<ClipRow> rows) {
    var together = new LinkedHashMap<String, List<ClipRow>>();
    for (var row : rows) {
      // A clip alone and a conversation may be called alike.
      var key = row.conversation() == null ? "clip " + row.name() : "talk " + row.conversation();
      together.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
    }
    return together.values().stream().map(Dialogue::ordered).toList();
  }

  private static Dialogue ordered(List<ClipRow> rows) {
    var turns = rows.stream().sorted(IN_ORDER).toList();
    var numbers = new HashMap<String, Integer>();
    var speakers = new ArrayList<Integer>();
    for (var turn : turns) {
      var who = Objects.requireNonNullElse(turn.speaker(), "");
      speakers.add(numbers.computeIfAbsent(who, _ -> numbers.size()));
    }
    var first = turns.getFirst();
    return new Dialogue(
        Objects.requireNonNullElse(first.conversation(), first.name()), turns, speakers);
  }

  /// Turns.
  public int length() {
    return turns.size();
  }

  /// How many speak.
  public int people() {
    return 1 + speakers.stream().mapToInt(Integer::intValue).max().orElse(0);
  }
}
