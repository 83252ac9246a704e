package undertone.corpora.scheme;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Every state a corpus' label scheme has been in, and how words said in each read now.
///
/// The states form a tree: a change leads to a new state below the present one, going back returns
/// to an earlier one. Words are read along the way from the state they were said in to the present
/// one: up through mappings backwards, down through mappings forwards. Back in the state it was
/// said in, every word reads as it was said.
public final class SchemePast {

  private final List<Change> changes;
  private final List<WordSense> senses;
  private final Map<String, List<String>> words; // their labels as they are called now
  private final Map<Integer, Change> states = new HashMap<>(); // by node
  private final Map<Integer, Reading> readings = new HashMap<>(); // by node

  /// @param seq from 0 on
  /// @param since when it began
  /// @param node the state it leads to
  /// @param parent the state a new one comes from
  public record Change(int seq, Instant since, int node, int parent, LabelMapping mapping) {
    boolean isNew() {
      return node == seq;
    }
  }

  /// What somebody decided that an open word stands for.
  ///
  /// @param label in the words of that moment; null = no label
  /// @param since when it was decided
  public record WordSense(String word, @Nullable String label, Instant since) {}

  /// @param changes in order, at least the first
  public SchemePast(List<Change> changes) {
    this(changes, List.of());
  }

  /// @param changes in order, at least the first
  /// @param words every open word anybody has said
  public SchemePast(List<Change> changes, List<WordSense> words) {
    this.changes = List.copyOf(changes);
    this.senses = List.copyOf(words);
    changes.stream().filter(Change::isNew).forEach(c -> states.put(c.node(), c));
    var now = new HashMap<String, List<String>>();
    for (var sense : words) {
      var label = sense.label();
      now.put(sense.word(), label == null ? List.of() : labelsAt(sense.since()).of(label));
    }
    this.words = Map.copyOf(now);
  }

  /// The present state.
  public int node() {
    return changes.getLast().node();
  }

  /// The number of the newest change.
  public int seq() {
    return changes.getLast().seq();
  }

  public boolean knows(int node) {
    return states.containsKey(node);
  }

  /// This past with one change more.
  public SchemePast then(Change change) {
    var more = new ArrayList<>(changes);
    more.add(change);
    return new SchemePast(more, senses);
  }

  /// How words said at a moment read now.
  public Reading at(Instant moment) {
    return words.isEmpty() ? labelsAt(moment) : labelsAt(moment).withWords(words);
  }

  /// The label an open word stands for now; none if nobody has said it, or it stands for none.
  public Optional<String> labelOf(OpenWord word) {
    var labels = words.getOrDefault(word.word(), List.of());
    return labels.size() == 1 ? Optional.of(labels.getFirst()) : Optional.empty();
  }

  private Reading labelsAt(Instant moment) {
    if (states.size() < 2) {
      return Reading.LITERAL;
    }
    var said = changes.getFirst();
    for (var change : changes) {
      if (!change.since().isAfter(moment)) {
        said = change;
      }
    }
    return readings.computeIfAbsent(said.node(), this::from);
  }

  /// Words that read otherwise in another course of events, whenever they were said.
  public Set<String> changedBy(SchemePast other) {
    var words = new LinkedHashSet<>(vocabulary());
    words.addAll(other.vocabulary());
    var changed = new LinkedHashSet<String>();
    for (var node : states.keySet()) {
      var here = from(node);
      var there = other.from(node);
      for (var word : words) {
        if (!here.of(word).equals(there.of(word))
            || !here.single(word).equals(there.single(word))) {
          changed.add(word);
        }
      }
    }
    return changed;
  }

  private Set<String> vocabulary() {
    var words = new LinkedHashSet<String>();
    states
        .values()
        .forEach(c -> {
          words.addAll(c.mapping().from());
          words.addAll(c.mapping().to());
        });
    return words;
  }

  /// How words said in a state read now.
  public Reading from(int node) {
    if (states.size() < 2) {
      return Reading.LITERAL;
    }
    var known = new HashMap<String, List<String>>();
    return new Reading(
        labels(node), word -> known.computeIfAbsent(word, w -> read(w, home(w, node))));
  }

  // A page opened before a change may answer after it: a word its state does not have, but an
  // earlier one had, was said in that one.
  private int home(String word, int node) {
    int state = node;
    while (!labels(state).contains(word)) {
      if (state == 0) {
        return node;
      }
      state = change(state).parent();
    }
    return state;
  }

  private List<String> read(String word, int said) {
    var up = ancestors(said);
    var down = ancestors(node());
    int meet = up.stream().filter(down::contains).findFirst().orElse(0);
    List<String> words = List.of(word);
    for (int state : up.subList(0, up.indexOf(meet))) {
      var mapping = change(state).mapping();
      words = words.stream().flatMap(w -> mapping.back(w).stream()).distinct().toList();
    }
    for (int state : down.subList(0, down.indexOf(meet)).reversed()) {
      var mapping = change(state).mapping();
      words = words.stream().flatMap(w -> mapping.forward(w).stream()).distinct().toList();
    }
    return words;
  }

  /// A state, the one it came from, and so on to the first.
  private List<Integer> ancestors(int node) {
    var way = new ArrayList<Integer>();
    for (int state = node; state != 0; state = change(state).parent()) {
      way.add(state);
    }
    way.add(0);
    return way;
  }

  private List<String> labels(int node) {
    if (node != 0) {
      return change(node).mapping().to();
    }
    return states.values().stream()
        .filter(c -> c.node() != 0 && c.parent() == 0)
        .findFirst()
        .map(c -> c.mapping().from())
        .orElse(List.of());
  }

  private Change change(int node) {
    var change = states.get(node);
    if (change == null) {
      throw new IllegalStateException("Bug: the label scheme was never in state " + node + ".");
    }
    return change;
  }
}
