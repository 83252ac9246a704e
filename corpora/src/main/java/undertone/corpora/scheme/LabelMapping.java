package undertone.corpora.scheme;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;

/// How the labels of one version of a scheme read in the next.
///
/// One label to one other is a renaming, or a merger if several lead there; one to several is a
/// split; one to none is retired and reads as [Reading#OTHER]. A label that is not named stays.
///
/// @param from label ids before
/// @param to label ids after
/// @param becomes what became of the labels that changed
public record LabelMapping(List<String> from, List<String> to, Map<String, List<String>> becomes) {

  private static final int MOST_PARTS = 12;

  public LabelMapping {
    from = List.copyOf(from);
    to = List.copyOf(to);
    var copied = new TreeMap<String, List<String>>();
    becomes.forEach((label, parts) -> copied.put(label, List.copyOf(parts)));
    becomes = Map.copyOf(copied);
  }

  /// No label means anything else than before; words that are gone stay as they were said.
  public static LabelMapping none(LabelScheme before, LabelScheme after) {
    return new LabelMapping(ids(before), ids(after), Map.of());
  }

  /// @throws InvalidValueException if a label is gone and nothing says what becomes of it, or what
  ///   it becomes is not there
  public static LabelMapping between(
      LabelScheme before, LabelScheme after, Map<String, List<String>> becomes) {
    becomes.forEach((label, parts) -> {
      if (before.indexOf(label) < 0) {
        throw new InvalidValueException("The label scheme has no label \"%s\" to change.", label);
      }
      if (parts.size() > MOST_PARTS) {
        throw new InvalidValueException(
            "A label is split into at most %s others, not %s.", MOST_PARTS, parts.size());
      }
      if (parts.isEmpty() && after.indexOf(label) >= 0) {
        throw new InvalidValueException(
            "\"%s\" is retired but still stands in the new label scheme; remove it there.", label);
      }
      for (var part : parts) {
        if (after.indexOf(part) < 0) {
          throw new InvalidValueException(
              "\"%s\" is to become \"%s\", which is not in the new label scheme.", label, part);
        }
      }
    });
    for (var label : before.labels()) {
      if (after.indexOf(label.id()) < 0 && !becomes.containsKey(label.id())) {
        throw new InvalidValueException(
            "\"%s\" is gone from the new label scheme; say what becomes of it: another label,"
                + " several, or none.",
            label.id());
      }
    }
    return new LabelMapping(ids(before), ids(after), becomes);
  }

  /// What a word of before is called after; itself if nothing became of it; empty if retired.
  List<String> forward(String word) {
    return becomes.getOrDefault(word, List.of(word));
  }

  /// What a word of after may have been before; itself if nothing led there.
  List<String> back(String word) {
    var origins = from.stream().filter(l -> forward(l).contains(word)).toList();
    return origins.isEmpty() ? List.of(word) : origins;
  }

  private static List<String> ids(LabelScheme scheme) {
    return scheme.labels().stream().map(Label::id).toList();
  }
}
