package undertone.engine.search;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.vote.VoterKind;

/// Among what is searched. It is applied before neighbours are looked for, so a narrow filter costs
/// no hits. An empty set lets everything pass.
///
/// @param labels the clip has one of them at least
/// @param annotated null = both
/// @param from first moment that passes; null = any
/// @param until first moment that no longer passes; null = any
/// @param except clips left out, such as the one whose like is sought
public record SearchFilter(
    Set<CorpusId> corpora,
    Set<EntryType> types,
    Set<String> languages,
    Set<CaptionLevel> levels,
    Set<VoterKind> authors,
    Set<String> labels,
    @Nullable Boolean annotated,
    @Nullable Instant from,
    @Nullable Instant until,
    Set<ClipId> except) {

  public static final SearchFilter ALL =
      new SearchFilter(
          Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), null, null, null, Set.of());

  public SearchFilter {
    corpora = Set.copyOf(corpora);
    types = Set.copyOf(types);
    languages = Set.copyOf(languages);
    levels = Set.copyOf(levels);
    authors = Set.copyOf(authors);
    labels = Set.copyOf(labels);
    except = Set.copyOf(except);
  }

  public SearchFilter inCorpora(Set<CorpusId> corpora) {
    return new SearchFilter(
        corpora, types, languages, levels, authors, labels, annotated, from, until, except);
  }

  public SearchFilter ofTypes(Set<EntryType> types) {
    return new SearchFilter(
        corpora, types, languages, levels, authors, labels, annotated, from, until, except);
  }

  public SearchFilter inLanguages(Set<String> languages) {
    return new SearchFilter(
        corpora, types, languages, levels, authors, labels, annotated, from, until, except);
  }

  public SearchFilter onLevels(Set<CaptionLevel> levels) {
    return new SearchFilter(
        corpora, types, languages, levels, authors, labels, annotated, from, until, except);
  }

  public SearchFilter by(Set<VoterKind> authors) {
    return new SearchFilter(
        corpora, types, languages, levels, authors, labels, annotated, from, until, except);
  }

  public SearchFilter withLabels(Set<String> labels) {
    return new SearchFilter(
        corpora, types, languages, levels, authors, labels, annotated, from, until, except);
  }

  public SearchFilter annotated(@Nullable Boolean annotated) {
    return new SearchFilter(
        corpora, types, languages, levels, authors, labels, annotated, from, until, except);
  }

  public SearchFilter between(@Nullable Instant from, @Nullable Instant until) {
    return new SearchFilter(
        corpora, types, languages, levels, authors, labels, annotated, from, until, except);
  }

  public SearchFilter without(Set<ClipId> except) {
    return new SearchFilter(
        corpora, types, languages, levels, authors, labels, annotated, from, until, except);
  }
}
