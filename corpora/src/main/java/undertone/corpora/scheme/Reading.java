package undertone.corpora.scheme;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import undertone.corpora.CandidateSet;
import undertone.corpora.Meaning;

/// How words said under one version of a scheme read under another. What was said stays as it is.
public final class Reading {

  /// How a label reads that was retired; imported words outside the scheme stand under it too.
  public static final String OTHER = "other";

  /// Words read as they were said.
  public static final Reading LITERAL = new Reading(List.of(), List::of);

  private final List<String> vocabulary;
  private final Function<String, List<String>> image;

  /// @param vocabulary label ids that could be said
  /// @param image what a word reads as; none = retired
  Reading(List<String> vocabulary, Function<String, List<String>> image) {
    this.vocabulary = vocabulary;
    this.image = image;
  }

  /// This reading for votes that may hold open words too.
  ///
  /// @param labels by word; a word that has none, or is not among them, reads as [#OTHER]
  Reading withWords(Map<String, List<String>> labels) {
    return new Reading(
        vocabulary,
        said ->
            OpenWord.is(said)
                ? labels.getOrDefault(OpenWord.ofCandidate(said).word(), List.of())
                : image.apply(said));
  }

  /// What a word reads as, at least one.
  public List<String> of(String word) {
    var read = image.apply(word);
    return read.isEmpty() ? List.of(OTHER) : read;
  }

  /// The one label a word reads as; empty if it was retired or could be several.
  public Optional<String> single(String word) {
    var read = image.apply(word);
    return read.size() == 1 ? Optional.of(read.getFirst()) : Optional.empty();
  }

  /// The candidates in their order; a split label gives its place to all its parts.
  public CandidateSet candidates(CandidateSet said) {
    return this == LITERAL ? said : spread(said);
  }

  /// The candidates with open words as they were said.
  public CandidateSet withWordsKept(CandidateSet said) {
    var read = new LinkedHashSet<String>();
    for (var candidate : said.labels()) {
      read.addAll(OpenWord.is(candidate) ? List.of(candidate) : of(candidate));
    }
    return new CandidateSet(List.copyOf(read));
  }

  private CandidateSet spread(CandidateSet said) {
    var read = new LinkedHashSet<String>();
    said.labels().forEach(l -> read.addAll(of(l)));
    return new CandidateSet(List.copyOf(read));
  }

  /// What is ruled out: a merged label only if all its origins were, and never a candidate.
  public CandidateSet excluded(CandidateSet said, CandidateSet candidatesSaid) {
    if (this == LITERAL || said.isEmpty()) {
      return said;
    }
    var open = new HashSet<>(spread(candidatesSaid).labels());
    vocabulary.stream().filter(l -> !said.contains(l)).forEach(l -> open.addAll(of(l)));
    open.add(OTHER);
    var read = new LinkedHashSet<String>();
    said.labels().forEach(l -> read.addAll(of(l)));
    read.removeAll(open);
    return new CandidateSet(List.copyOf(read));
  }

  /// "All of these" does not hold of the parts of a split label: one of them it was.
  public Meaning meaning(Meaning said, CandidateSet candidatesSaid) {
    boolean split = candidatesSaid.labels().stream().anyMatch(l -> of(l).size() > 1);
    return said == Meaning.ALL_OF && split ? Meaning.ONE_OF : said;
  }

  /// The counts of a crowd. Nobody knows which part people meant, so a split label's count is
  /// shared as evenly as whole people allow, the first parts taking what is left over.
  public Map<String, Integer> tally(Map<String, Integer> said) {
    if (this == LITERAL) {
      return said;
    }
    var read = new LinkedHashMap<String, Integer>();
    said.forEach((label, count) -> {
      var parts = new ArrayList<>(of(label));
      int even = count / parts.size();
      int over = count % parts.size();
      for (int i = 0; i < parts.size(); i++) {
        read.merge(parts.get(i), even + (i < over ? 1 : 0), Integer::sum);
      }
    });
    return read;
  }
}
