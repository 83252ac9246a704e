package undertone.annotator.library;

import org.jspecify.annotations.Nullable;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.people.CorpusRole;

/// A corpus as it stands in a person's list.
///
/// @param role null for an administrator who was given none
/// @param stats null for people who only annotate
public record CorpusCard(
    Corpus corpus, @Nullable CorpusRole role, Catalogue.@Nullable Stats stats) {}
