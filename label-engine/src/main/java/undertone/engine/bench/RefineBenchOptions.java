package undertone.engine.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.engine.features.FaceDescription;
import undertone.engine.refinement.CorrectionRules;
import undertone.engine.refinement.PixelEncoder;
import undertone.engine.refinement.RefinementPlan;
import undertone.engine.refinement.RefinementRecipe;
import undertone.engine.refinement.Start;
import undertone.models.pico.PartialLoss;

/// What a refinement bench measures.
///
/// @param data folder with `clips.csv`, or a partial-label table of MATLAB
/// @param format what it is read as; null = guessed from the path
/// @param voters names that count, `votes` for the anonymous crowd; empty = all
/// @param topK how many of a ranking become the set
/// @param sampleVotes of a clip's anonymous votes so many are drawn; 0 = all
/// @param minVotes labels of the crowd with fewer votes are left out
/// @param split only this split; null = all
/// @param limit so many clips, drawn by the seed, stratified by gold; 0 = all
/// @param group column that folds never cut; null = conversation, else speaker
/// @param scheme label scheme; null = the classes are the words of the table
/// @param gold so many gold labels (whole groups) are revealed as confirmed by a curator
/// @param policy which ones
/// @param method a method, with `+trusted` if confirmed clips are to correct it, or `+crowdlab`
/// @param annotators simulated where votes are anonymous counts
/// @param start what networks believe before they have learned anything
/// @param faces how faces are described
/// @param changes what differs from the method's own plan
public record RefineBenchOptions(
    Path data,
    @Nullable TableFormat format,
    List<String> voters,
    int topK,
    int sampleVotes,
    int minVotes,
    @Nullable String split,
    int limit,
    @Nullable String group,
    int gold,
    GoldPolicy policy,
    @Nullable Path scheme,
    String method,
    Annotators annotators,
    Start start,
    FaceDescription faces,
    PlanChanges changes,
    long seed) {

  public RefineBenchOptions {
    voters = List.copyOf(voters);
    atLeast("--top-k", topK, 1);
    atLeast("--sample-votes", sampleVotes, 0);
    atLeast("--min-votes", minVotes, 1);
    atLeast("--limit", limit, 0);
    atLeast("--gold", gold, 0);
  }

  /// What differs from the method's own plan.
  ///
  /// @param epochs passes over the training clips; 0 = as the method has it
  /// @param folds a clip is judged only by models that never saw it; 0 = as the method has it
  /// @param loss classification loss of the networks; null = as the method has it
  /// @param pixels what reads the faces themselves; null = networks read features
  /// @param rules of networks that correct sets
  public record PlanChanges(
      int epochs,
      int folds,
      @Nullable PartialLoss loss,
      @Nullable PixelEncoder pixels,
      CorrectionRules rules) {
    public static final PlanChanges NONE = new PlanChanges(0, 0, null, null, CorrectionRules.USUAL);

    public PlanChanges {
      atLeast("--epochs", epochs, 0);
      if (folds != 0) {
        atLeast("--folds", folds, 2);
      }
    }

    RefinementPlan to(RefinementPlan plan) {
      var changed = (epochs == 0 ? plan : plan.withEpochs(epochs)).with(rules);
      return folds == 0 ? changed : changed.withFolds(folds, plan.members());
    }
  }

  /// The same with other clips revealed.
  RefineBenchOptions revealing(int otherGold, GoldPolicy otherPolicy) {
    return new RefineBenchOptions(
        data,
        format,
        voters,
        topK,
        sampleVotes,
        minVotes,
        split,
        limit,
        group,
        otherGold,
        otherPolicy,
        scheme,
        method,
        annotators,
        start,
        faces,
        changes,
        seed);
  }

  RefineBenchOptions by(String other) {
    return new RefineBenchOptions(
        data,
        format,
        voters,
        topK,
        sampleVotes,
        minVotes,
        split,
        limit,
        group,
        gold,
        policy,
        scheme,
        other,
        annotators,
        start,
        faces,
        changes,
        seed);
  }

  /// How many annotators are simulated where votes are anonymous counts; 0 = none.
  int simulated() {
    boolean needed =
        RefinementRecipe.of(method).voters() > 0
            || start == Start.DAWID_SKENE
            || annotators.ofGold();
    return annotators.count() == 0 && needed
        ? SimulatedVoters.DEFAULT_ANNOTATORS
        : annotators.count();
  }

  TableSlice slice() {
    return new TableSlice(data, format, voters, scheme, split, limit, seed);
  }

  private static void atLeast(String option, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d but is %d.".formatted(option, least, value));
    }
  }
}
