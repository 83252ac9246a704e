package undertone.corpora.importing;

import java.nio.file.Path;
import undertone.corpora.CorpusId;

/// What to bring in.
///
/// @param folder with `clips.csv` and its media, or with bare media
/// @param topK how many labels of a ranking become the candidate set
public record ImportOrder(CorpusId corpus, Path folder, int topK) {
  public ImportOrder {
    if (topK < 1) {
      throw new IllegalArgumentException(
          "At least one label of a ranking must count, so top-k cannot be %d.".formatted(topK));
    }
  }
}
