package undertone.corpora.challenge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.scheme.SchemeFromWords;

/// Which class of the challenges each label of a scheme is.
///
/// A label is the class that its id means, else the one that its names and aliases mean, if they
/// mean one and no other. Whoever uses the mapping may say it otherwise, label by label.
///
/// @param classes by label id; labels that are no class are not in it
public record ClassMapping(Map<String, MerClass> classes) {

  public ClassMapping {
    classes = Map.copyOf(classes);
  }

  /// @param given label ids and the words of their classes, before what labels mean by themselves
  /// @throws InvalidValueException if the scheme has no such label or the challenges no such class
  public static ClassMapping of(LabelScheme scheme, Map<String, String> given) {
    var classes = new LinkedHashMap<String, MerClass>();
    for (var label : scheme.labels()) {
      meant(label).ifPresent(emotion -> classes.put(label.id(), emotion));
    }
    given.forEach((label, word) -> {
      if (scheme.indexOf(label) < 0) {
        throw new InvalidValueException(
            "The label scheme has no label \"%s\" that could be a class of MER; it has %s.",
            label, String.join(", ", scheme.labels().stream().map(Label::id).toList()));
      }
      classes.put(
          label,
          MerClass.meant(word)
              .orElseThrow(() ->
                  new InvalidValueException(
                      "\"%s\" is no class of MER; the classes are %s.", word, everyClass())));
    });
    return new ClassMapping(classes);
  }

  private static String everyClass() {
    return String.join(", ", MerClass.IN_ORDER.stream().map(MerClass::word).toList());
  }

  private static Optional<MerClass> meant(Label label) {
    var byId = MerClass.meant(label.id()).or(() -> plainly(label.id()));
    if (byId.isPresent()) {
      return byId;
    }
    var all = new TreeSet<MerClass>();
    Stream.concat(label.names().values().stream(), label.aliases().stream())
        .forEach(word -> MerClass.meant(word).or(() -> plainly(word)).ifPresent(all::add));
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  /// The class whose word is another form of this one.
  private static Optional<MerClass> plainly(String word) {
    return MerClass.meant(SchemeFromWords.plainForm(word));
  }

  public Optional<MerClass> classOf(String label) {
    return Optional.ofNullable(classes.get(label));
  }

  /// The words of the classes, by label id in the order of the scheme.
  public SequencedMap<String, String> words(LabelScheme scheme) {
    var words = new LinkedHashMap<String, String>();
    for (var label : scheme.labels()) {
      classOf(label.id()).ifPresent(emotion -> words.put(label.id(), emotion.word()));
    }
    return words;
  }

  /// The labels that are a class, in the order of the scheme.
  public List<String> labelsOf(MerClass emotion, LabelScheme scheme) {
    return scheme.labels().stream()
        .map(Label::id)
        .filter(label -> classes.get(label) == emotion)
        .toList();
  }
}
