package undertone.annotator.jobs;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A file of a MER challenge to bring in.
///
/// @param file of the server
/// @param voter whose votes, captions or preferences its rows become
/// @param gold whether labels become gold labels, not votes
/// @param part of a packed file, such as `train`; null = the only one with labels
/// @param candidates table that names the rows of scores; null = none
/// @param topK how many classes of scores become a vote, best first
/// @param labels ids of the scheme by the class or word of the file
/// @param wheels folder of the organisers' emotion wheels; null = none
/// @param language of descriptions and transcripts; null = of the corpus
/// @param dryRun whether to write nothing and only say what would be
public record MerImportPlan(
    String file,
    String voter,
    boolean gold,
    @Nullable String part,
    @Nullable String candidates,
    int topK,
    Map<String, String> labels,
    @Nullable String wheels,
    @Nullable String language,
    boolean dryRun) {
  public static final String VOTER = "mer";
  public static final int TOP_K = 2;

  public MerImportPlan {
    labels = Map.copyOf(Objects.requireNonNullElse(labels, Map.of()));
  }
}
