package undertone.corpora;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The labels that may be true of a clip, in order of belief, without repeats.
///
/// Labels are the ids of a [LabelScheme]. The written form joins them with a vertical bar, as in
/// `clips.csv`: `anger|disgust`.
public record CandidateSet(List<String> labels) {

  /// Nothing held possible (yet).
  public static final CandidateSet NONE = new CandidateSet(List.of());

  public CandidateSet {
    labels = List.copyOf(new LinkedHashSet<>(labels));
    for (var label : labels) {
      if (label.isBlank() || label.indexOf('|') >= 0) {
        throw new IllegalArgumentException(
            "A candidate must be a label id without a vertical bar but was \"%s\"."
                .formatted(label));
      }
    }
  }

  public static CandidateSet of(String... labels) {
    return new CandidateSet(List.of(labels));
  }

  /// Reads the written form; an empty text is the empty set.
  public static CandidateSet parse(String written) {
    return new CandidateSet(
        Arrays.stream(written.split("\\|")).map(String::strip).filter(s -> !s.isEmpty()).toList());
  }

  /// The written form, `anger|disgust`.
  public String written() {
    return String.join("|", labels);
  }

  public boolean contains(String label) {
    return labels.contains(label);
  }

  public boolean isEmpty() {
    return labels.isEmpty();
  }

  public int size() {
    return labels.size();
  }

  /// The label believed most, if any.
  public Optional<String> first() {
    return labels.isEmpty() ? Optional.empty() : Optional.of(labels.getFirst());
  }

  /// This set with one more label, last in order; the same set if it is already a candidate.
  public CandidateSet with(String label) {
    var more = new ArrayList<>(labels);
    more.add(label);
    return new CandidateSet(more);
  }

  public CandidateSet without(String label) {
    return new CandidateSet(labels.stream().filter(l -> !l.equals(label)).toList());
  }

  /// The labels of both, ours first.
  public CandidateSet union(CandidateSet other) {
    return new CandidateSet(Stream.concat(labels.stream(), other.labels.stream()).toList());
  }

  /// The first `k` labels of a ranking.
  public CandidateSet top(int k) {
    return new CandidateSet(labels.subList(0, Math.min(k, labels.size())));
  }
}
