package undertone.annotator.search;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CorpusId;
import undertone.engine.captions.SentenceSide;
import undertone.engine.captions.SpaceFolder;
import undertone.engine.search.ModelId;
import undertone.engine.search.SearchQuery;
import undertone.engine.search.UnitVector;
import undertone.engine.search.VectorModel;

/// What runs have learned from captions, as the search asks it: clips lie in such a space by what
/// they look and sound like, and a description lies near those it fits.
@Component
final class LearnedSpaces {
  /// The space of a search index in which clips lie by what they look and sound like.
  static final String SEEN = "seen";

  private final HomeFolder home;
  private final Map<String, SentenceSide> sides = new ConcurrentHashMap<>(); // by model

  LearnedSpaces(HomeFolder home) {
    this.home = home;
  }

  SpaceFolder folder(CorpusId corpus) {
    return new SpaceFolder(home.spaces(corpus));
  }

  /// How a search index knows the vectors of an embedding.
  VectorModel model(CorpusId corpus, SpaceFolder.Serving serving) throws IOException {
    return new VectorModel(id(serving), SEEN, side(corpus, serving).width());
  }

  /// An embedding made anew has an id of its own, so that it takes over in one step.
  static ModelId id(SpaceFolder.Serving serving) {
    return new ModelId(serving.space().substring(0, 32) + "-" + serving.embedding());
  }

  private SentenceSide side(CorpusId corpus, SpaceFolder.Serving serving) throws IOException {
    var known = sides.get(serving.space());
    if (known != null) {
      return known;
    }
    var read = folder(corpus).sentences(serving.space());
    sides.put(serving.space(), read);
    return read;
  }

  /// A question to the space, from those to the sentence encoders; none if the encoder that the
  /// space reads was not asked.
  Optional<SearchQuery.Meaning> meaning(
      CorpusId corpus, SpaceFolder.Serving serving, List<SearchQuery.Meaning> asked)
      throws IOException {
    var side = side(corpus, serving);
    return asked.stream()
        .filter(meaning -> meaning.model().value().equals(side.sentenceEncoder()))
        .findFirst()
        .map(meaning ->
            new SearchQuery.Meaning(
                id(serving),
                placed(side, meaning.whole()),
                meaning.sentences().stream().map(s -> placed(side, s)).toList()));
  }

  /// Sentences in the space, in order `[D]` each.
  List<float[]> sentences(
      CorpusId corpus, SpaceFolder.Serving serving, SentenceVectors encoders, List<String> texts)
      throws IOException {
    var side = side(corpus, serving);
    var encoder =
        encoders.models().stream()
            .filter(model -> model.id().value().equals(side.sentenceEncoder()))
            .findFirst()
            .orElseThrow(() ->
                new IOException(
                    ("The encoder %s, which the space reads, is not part of this version; learn"
                            + " from captions again.")
                        .formatted(side.sentenceEncoder())));
    return encoders.of(texts, encoder).stream().map(v -> side.embed(v.numbers())).toList();
  }

  private static UnitVector placed(SentenceSide side, UnitVector sentence) {
    return UnitVector.along(side.embed(sentence.numbers()));
  }
}
