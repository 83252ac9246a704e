package undertone.annotator.jobs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import undertone.corpora.CandidateSet;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.LabelScheme.Match;
import undertone.engine.voters.Choice;
import undertone.engine.voters.LikelySet;

/// Which labels of a scheme the classes of a head stand for that was taught elsewhere.
///
/// A class stands for the label that has its word as id, name or alias, unless another was said.
/// Several classes may stand for one label, which then has the sum of their probabilities. What a
/// model gives to classes without a label is never handed to others unseen: where it is more than
/// half, nothing is said of the clip.
public final class ClassMapping {
  /// Said of a class that shall stand for no label, unless a label is called so; a blank word
  /// always means none.
  public static final String NONE = "none";

  private static final double MOST_OUTSIDE = 0.5;

  private final List<String> classes;
  private final List<Optional<String>> goes; // label of each class
  private final List<String> labels;

  private ClassMapping(List<String> classes, List<Optional<String>> goes) {
    this.classes = List.copyOf(classes);
    this.goes = List.copyOf(goes);
    labels = goes.stream().flatMap(Optional::stream).distinct().toList();
  }

  /// @param classes words for the outputs of a head, in their order
  /// @param said labels of some classes, by id, name or alias; [#NONE] or blank = of no label
  /// @throws InvalidValueException if a word that was said is neither a class nor a label, or fewer
  ///   than two labels are told apart
  public static ClassMapping of(
      List<String> classes, Map<String, String> said, LabelScheme scheme) {
    for (var name : said.keySet()) {
      if (!classes.contains(name)) {
        throw new InvalidValueException(
            "\"%s\" is none of the model's classes; it tells apart %s.",
            name, String.join(", ", classes));
      }
    }
    var goes = new ArrayList<Optional<String>>();
    for (var name : classes) {
      var word = said.get(name);
      goes.add(word == null ? sameWord(name, scheme) : label(word, scheme));
    }
    var mapping = new ClassMapping(classes, goes);
    if (mapping.labels.size() < 2) {
      throw new InvalidValueException(
          "Of the classes %s fewer than two stand for a label of the scheme, which has %s; say which"
              + " stands for which, such as %s=%s.",
          String.join(", ", classes),
          String.join(", ", scheme.labels().stream().map(Label::id).toList()),
          classes.getFirst(),
          scheme.labels().getFirst().id());
    }
    return mapping;
  }

  /// The label that a class stands for by itself; empty = none.
  public static Optional<String> sameWord(String name, LabelScheme scheme) {
    return scheme.match(name) instanceof Match.Found(var found)
        ? Optional.of(found.id())
        : Optional.empty();
  }

  private static Optional<String> label(String word, LabelScheme scheme) {
    if (word.isBlank()) {
      return Optional.empty();
    }
    return switch (scheme.match(word)) {
      case Match.Found(var found) -> Optional.of(found.id());
      case Match.Ambiguous _, Match.Unknown _ when word.equals(NONE) -> Optional.empty();
      case Match.Ambiguous(var several) ->
          throw new InvalidValueException(
              "\"%s\" fits several labels: %s.", word, String.join(", ", several));
      case Match.Unknown(var nearest) ->
          throw new InvalidValueException(
              "The scheme has no label \"%s\"; did you mean \"%s\"?", word, nearest);
    };
  }

  /// Ids of the labels that are told apart, in the order of the classes.
  public List<String> labels() {
    return labels;
  }

  /// Classes that stand for no label.
  public List<String> unmapped() {
    return IntStream.range(0, classes.size())
        .filter(c -> goes.get(c).isEmpty())
        .mapToObj(classes::get)
        .toList();
  }

  /// The label of each class that stands for one.
  public Map<String, String> mapped() {
    var mapped = new LinkedHashMap<String, String>();
    for (int c = 0; c < classes.size(); c++) {
      var name = classes.get(c);
      goes.get(c).ifPresent(label -> mapped.put(name, label));
    }
    return mapped;
  }

  /// Probabilities of the labels in their order, and last, if some class has none, of none of them
  /// `[L]` or `[L+1]`.
  ///
  /// @param shares of the classes, of sum 1
  public double[] ofLabels(List<Double> shares) {
    var all = new double[places()];
    for (int c = 0; c < classes.size(); c++) {
      all[goes.get(c).map(labels::indexOf).orElse(labels.size())] += shares.get(c);
    }
    return all;
  }

  private int places() {
    return labels.size() + (goes.stream().allMatch(Optional::isPresent) ? 0 : 1);
  }

  /// Where the truth of a clip stands in [#ofLabels]; empty if the model has no word for it. What
  /// it gives to classes without a label is no place for all other labels: it may never have heard
  /// of them.
  public Optional<Integer> place(String label) {
    int place = labels.indexOf(label);
    return place < 0 ? Optional.empty() : Optional.of(place);
  }

  /// What was given to classes without a label, 0..1.
  ///
  /// @param ofLabels as [#ofLabels] says them
  public double outside(double[] ofLabels) {
    return ofLabels.length > labels.size() ? ofLabels[labels.size()] : 0;
  }

  /// The labels held possible, most probable first, as if there were no others; none where more
  /// than half went to classes without a label.
  ///
  /// @param ofLabels as [#ofLabels] says them
  public CandidateSet likely(double[] ofLabels) {
    double outside = outside(ofLabels);
    if (outside > MOST_OUTSIDE) {
      return CandidateSet.NONE;
    }
    return LikelySet.of(
        IntStream.range(0, labels.size())
            .mapToObj(l -> new Choice(labels.get(l), ofLabels[l] / (1 - outside)))
            .sorted(Comparator.comparingDouble(Choice::probability).reversed())
            .toList());
  }
}
