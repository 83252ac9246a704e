package undertone.corpora.importing;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CorpusId;

/// A file of a MER challenge to bring into a corpus that holds its clips.
///
/// @param voter whose votes or captions its rows become
/// @param gold whether labels become gold labels, not votes
/// @param part of a packed file, such as `train`; null = the only one with labels
/// @param candidates table that names the rows of scores; null = none
/// @param topK how many classes of scores become a vote, best first
/// @param labels ids of the scheme by the class or word of the file; what is missing is read by
///   itself
/// @param wheels folder of the organisers' emotion wheels, by which words outside the scheme may
///   find a label; null = none
/// @param language of descriptions and transcripts; null = of the corpus
/// @param dryRun whether to write nothing and only say what would be
public record MerOrder(
    CorpusId corpus,
    Path file,
    String voter,
    boolean gold,
    @Nullable String part,
    @Nullable Path candidates,
    int topK,
    Map<String, String> labels,
    @Nullable Path wheels,
    @Nullable String language,
    boolean dryRun) {
  public MerOrder {
    labels = Map.copyOf(labels);
    if (topK < 1) {
      throw new ImportException("At least one class of the scores must count, not %s.", topK);
    }
    if (voter.isBlank()) {
      throw new ImportException("Say whose votes or captions the file holds.");
    }
  }
}
