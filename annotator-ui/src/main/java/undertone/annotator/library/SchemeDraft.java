package undertone.annotator.library;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import undertone.corpora.LabelScheme;

/// A label scheme while it is edited, with what becomes of the labels that change. Nothing is saved
/// here: [SchemeDesk] looks ahead and saves.
public final class SchemeDraft {

  /// Colours people with any kind of colour vision tell apart, in the order of the valence/arousal
  /// circle: amber, yellow-green, grey, blue, violet, olive, red-orange, plum.
  public static final List<String> PALETTE =
      List.of(
          "#DB9600", "#B2CE6B", "#96989B", "#1C85CF", "#6A3FD6", "#5F5C00", "#DB5A3C", "#A8246E");

  private final LabelScheme saved;
  private final List<LabelDraft> labels = new ArrayList<>();
  // of labels taken out, by their saved id: what stands in for them
  private final Map<String, List<LabelDraft>> gone = new LinkedHashMap<>();

  public SchemeDraft(LabelScheme saved) {
    this.saved = saved;
    saved.labels().forEach(l -> labels.add(LabelDraft.of(l)));
  }

  public List<LabelDraft> labels() {
    return Collections.unmodifiableList(labels);
  }

  /// Adds a label with a free id and the first colour nobody has.
  public LabelDraft add() {
    var id = "label";
    for (int n = 2; has(id); n++) {
      id = "label-" + n;
    }
    var colour =
        PALETTE.stream()
            .filter(c -> labels.stream().noneMatch(l -> l.colour().equalsIgnoreCase(c)))
            .findFirst()
            .orElse(PALETTE.get(labels.size() % PALETTE.size()));
    var label = LabelDraft.fresh(id, colour);
    labels.add(label);
    return label;
  }

  /// @param steps up is negative
  public void move(LabelDraft label, int steps) {
    int from = labels.indexOf(label);
    int to = Math.clamp((long) from + steps, 0, labels.size() - 1);
    labels.add(to, labels.remove(from));
  }

  /// What was said of one label will be read as another, which takes its words over.
  public void merge(LabelDraft label, LabelDraft into) {
    into.alias(label.id());
    label.aliases().forEach(into::alias);
    takeOut(label, List.of(into));
  }

  /// What was said of a label will be read as "one of these".
  public List<LabelDraft> split(LabelDraft label, List<String> ids) {
    int place = labels.indexOf(label);
    var parts = ids.stream().map(id -> LabelDraft.part(label, id)).toList();
    takeOut(label, parts);
    labels.addAll(place, parts);
    return parts;
  }

  /// What was said of a label is kept as "other".
  public void retire(LabelDraft label) {
    takeOut(label, List.of());
  }

  private void takeOut(LabelDraft label, List<LabelDraft> heirs) {
    labels.remove(label);
    labels.stream()
        .filter(l -> label.id().equals(l.parent()))
        .forEach(l -> l.parent(heirs.size() == 1 ? heirs.getFirst().id() : null));
    gone.replaceAll((_, others) ->
        others.contains(label)
            ? others.stream()
                .flatMap(l -> l.equals(label) ? heirs.stream() : Stream.of(l))
                .distinct()
                .toList()
            : others);
    if (label.origin() != null) {
      gone.put(label.origin(), heirs);
    }
  }

  /// Renames a label; labels below it in the wheel follow.
  public void rename(LabelDraft label, String id) {
    labels.stream().filter(l -> label.id().equals(l.parent())).forEach(l -> l.parent(id));
    label.rename(id);
  }

  public boolean has(String id) {
    return labels.stream().anyMatch(l -> l.id().equals(id));
  }

  /// Other labels with the same key.
  public List<LabelDraft> sameKey(LabelDraft label) {
    return labels.stream()
        .filter(l -> !l.equals(label) && !l.key().isEmpty() && l.key().equals(label.key()))
        .toList();
  }

  /// The scheme as it would be saved.
  public LabelScheme scheme() {
    return new LabelScheme(
        saved.name(),
        saved.version(),
        saved.title(),
        labels.stream().map(LabelDraft::label).toList());
  }

  /// What becomes of saved labels that got another id or are gone.
  public Map<String, List<String>> becomes() {
    var becomes = new TreeMap<String, List<String>>();
    labels.stream()
        .filter(l -> l.origin() != null && !l.id().equals(l.origin()))
        .forEach(l -> becomes.put(Objects.requireNonNull(l.origin()), List.of(l.id())));
    gone.forEach((id, heirs) -> becomes.put(id, heirs.stream().map(LabelDraft::id).toList()));
    return becomes;
  }

  public boolean changed() {
    return !scheme().equals(saved) || !becomes().isEmpty();
  }

  /// Takes over a scheme from a file. Labels of the same id are the same label; those the file does
  /// not have are retired until somebody says otherwise.
  public static SchemeDraft from(LabelScheme saved, LabelScheme file) {
    var draft = new SchemeDraft(saved);
    var old = List.copyOf(draft.labels);
    draft.labels.clear();
    for (var label : file.labels()) {
      draft.labels.add(
          saved.label(label.id()).isPresent()
              ? LabelDraft.of(label)
              : LabelDraft.withoutOrigin(label));
    }
    old.stream()
        .filter(l -> file.indexOf(l.id()) < 0)
        .forEach(l -> draft.gone.put(l.id(), List.of()));
    return draft;
  }
}
