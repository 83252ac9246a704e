package undertone.engine.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a refinement bench measures.
///
/// @param data folder with `clips.csv`
/// @param voters names that count, `votes` for the anonymous crowd; empty = all
/// @param topK how many of a ranking become the set
/// @param sampleVotes of a clip's anonymous votes so many are drawn; 0 = all
/// @param minVotes labels of the crowd with fewer votes are left out
/// @param split only this split; null = all
/// @param limit so many clips, drawn by the seed, stratified by gold; 0 = all
/// @param group column that folds never cut; null = conversation, else speaker
/// @param gold so many gold labels (whole groups) are revealed as confirmed by a curator
/// @param method `majority` or `irnet`
/// @param epochs passes over the training clips; 0 = the method's own
public record RefineBenchOptions(
    Path data,
    List<String> voters,
    int topK,
    int sampleVotes,
    int minVotes,
    @Nullable String split,
    int limit,
    @Nullable String group,
    int gold,
    String method,
    int epochs,
    long seed) {

  public RefineBenchOptions {
    voters = List.copyOf(voters);
  }
}
