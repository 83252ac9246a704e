package undertone.engine.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.engine.features.FaceDescription;
import undertone.engine.refinement.RefinementRecipe;
import undertone.engine.refinement.Start;

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
/// @param scheme label scheme; null = the classes are the words of the table
/// @param gold so many gold labels (whole groups) are revealed as confirmed by a curator
/// @param method a method, with `+trusted` if confirmed clips are to correct it, or `+crowdlab`
/// @param annotators simulated where votes are anonymous counts; 0 = ten where the method needs to
///   know who voted, else none
/// @param start what networks believe before they have learned anything
/// @param faces how faces are described
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
    @Nullable Path scheme,
    String method,
    int annotators,
    Start start,
    FaceDescription faces,
    int epochs,
    long seed) {

  public RefineBenchOptions {
    voters = List.copyOf(voters);
    atLeast("--top-k", topK, 1);
    atLeast("--sample-votes", sampleVotes, 0);
    atLeast("--min-votes", minVotes, 1);
    atLeast("--limit", limit, 0);
    atLeast("--gold", gold, 0);
    atLeast("--epochs", epochs, 0);
    atLeast("--annotators", annotators, 0);
  }

  /// How many annotators are simulated where votes are anonymous counts; 0 = none.
  int simulated() {
    boolean needed = RefinementRecipe.of(method).voters() > 0 || start == Start.DAWID_SKENE;
    return annotators == 0 && needed ? SimulatedVoters.DEFAULT_ANNOTATORS : annotators;
  }

  TableSlice slice() {
    return new TableSlice(data, voters, scheme, split, limit, seed);
  }

  private static void atLeast(String option, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d but is %d.".formatted(option, least, value));
    }
  }
}
