package undertone.engine.search;

import java.io.IOException;
import java.util.List;

/// Makes vectors of texts, in one space, by one model.
public interface TextEncoder {

  /// Which vectors these are.
  VectorModel model();

  /// Whether texts in this language are its own; others it may be asked for, with less to expect.
  ///
  /// @param language a tag such as `en`
  boolean speaks(String language);

  /// A vector for each text, in order. The same text has the same vector, always.
  ///
  /// @param texts none of them blank
  List<UnitVector> encode(List<String> texts) throws IOException, InterruptedException;

  /// A question by a text: the whole and, if there are several, its sentences.
  default SearchQuery.Meaning meaning(String text) throws IOException, InterruptedException {
    var texts = QueryText.wholeAndSentences(text);
    var vectors = encode(texts);
    return new SearchQuery.Meaning(
        model().id(), vectors.getFirst(), vectors.subList(1, vectors.size()));
  }
}
