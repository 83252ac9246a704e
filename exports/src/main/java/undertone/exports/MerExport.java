package undertone.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.challenge.ClassMapping;
import undertone.corpora.challenge.MerTrack;
import undertone.corpora.challenge.OpenSet;

/// Files of a MER challenge that lie beside the other files of a release.
///
/// @param track whose files to write
/// @param words what labels are called in them; null or missing = what each label means by itself:
///   the class it is, or in open sets its own id
/// @param everyLabel whether a label that is no class ends the release; null = no: its clips are
///   left out of the files, and counted
public record MerExport(
    MerTrack track,
    @Nullable Map<String, String> words,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean everyLabel) {

  public MerExport {
    words = words == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(words));
  }

  /// The same with a word for every label that has one, as the manifest keeps it.
  ///
  /// @throws undertone.corpora.InvalidValueException if a word belongs to no label or is no class
  /// @throws ReleaseException if every label is to have a class and one has none
  MerExport under(LabelScheme scheme) {
    var given = words == null ? Map.<String, String>of() : words;
    if (track.answer() == MerTrack.Answer.PREFERENCE) {
      if (!given.isEmpty()) {
        throw new ReleaseException(
            "The files for %s hold descriptions and no labels; leave the words of labels out.",
            track.code());
      }
      return new MerExport(track, given, null);
    }
    var all = new LinkedHashMap<String, String>();
    if (track.answer() == MerTrack.Answer.OPEN_SET) {
      scheme.labels().forEach(l -> all.put(l.id(), given.getOrDefault(l.id(), l.id())));
      requireWords(scheme, given, all);
    } else {
      all.putAll(ClassMapping.of(scheme, given).words(scheme));
    }
    var without = new ArrayList<>(scheme.labels().stream().map(Label::id).toList());
    without.removeAll(all.keySet());
    if (Boolean.TRUE.equals(everyLabel) && !without.isEmpty()) {
      throw new ReleaseException(
          "These labels are no class of MER: %s. Say which class each is, or let their clips be left"
              + " out.",
          String.join(", ", without));
    }
    return new MerExport(track, all, everyLabel);
  }

  private static void requireWords(
      LabelScheme scheme, Map<String, String> given, Map<String, String> all) {
    for (var label : given.keySet()) {
      if (scheme.indexOf(label) < 0) {
        throw new ReleaseException(
            "The label scheme has no label \"%s\" to give a word for MER.", label);
      }
    }
    for (var word : all.values()) {
      if (!OpenSet.holds(word)) {
        throw new ReleaseException(
            "\"%s\" cannot stand in an open set of MER, which has no quotes, commas, brackets or line"
                + " ends in words; give the label another word.",
            word);
      }
    }
  }

  /// The word of a label, null if it has none.
  @Nullable String word(String label) {
    return words == null ? null : words.get(label);
  }
}
