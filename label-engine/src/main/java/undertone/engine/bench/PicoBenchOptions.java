package undertone.engine.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import undertone.engine.features.FaceDescription;
import undertone.engine.refinement.PixelEncoder;
import undertone.engine.refinement.Start;
import undertone.models.pico.PartialLoss;

/// What a bench of learning from pictures measures.
///
/// @param data a `tar.gz` of class folders, a folder that holds one, or a folder with `clips.csv`
/// @param plan name of a plan, or a file of plans with one; null = `light`, or on a GPU and with a
///   large encoder the published one
/// @param method a method that trains a network
/// @param encoder in place of the plan's
/// @param loss in place of the plan's and the method's
/// @param start in place of the plan's: `label-free`, `test-accuracy` or an epoch
/// @param generator how candidate sets are made from labels
/// @param q chance that a wrong label is in a set; NaN = the plan's
/// @param eta chance that the truth is not; NaN = the plan's
/// @param coarse file of coarse classes, for hierarchical sets
/// @param voters whose candidates count in place of the generator's; empty = generator
/// @param topK how many of a ranking become the set
/// @param minVotes labels of the crowd with fewer votes are left out
/// @param limit so many pictures to learn from, stratified; 0 = all
/// @param test so many to measure on; 0 = all
/// @param epochs 0 = the plan's
/// @param batch 0 = the plan's
/// @param side height and width that pictures are brought to
public record PicoBenchOptions(
    Path data,
    @Nullable String plan,
    String method,
    @Nullable PixelEncoder encoder,
    @Nullable PartialLoss loss,
    @Nullable String start,
    Generator generator,
    double q,
    double eta,
    @Nullable Path coarse,
    List<String> voters,
    int topK,
    int minVotes,
    int limit,
    int test,
    int epochs,
    int batch,
    int side,
    boolean gpu,
    int threads,
    long seed) {

  /// How candidate sets are made from labels.
  public enum Generator {
    /// Uniform ambiguity, then the truth swapped out with chance η.
    IRNET,
    /// Ambiguity and noise drawn together; sets shrink under noise.
    PICOPLUS,
    /// Uniform ambiguity without noise.
    UNIFORM,
    /// As IRNet, but a class is confused with its kin only.
    HIERARCHICAL;

    String written() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public PicoBenchOptions {
    data = data.toAbsolutePath().normalize();
    voters = List.copyOf(voters);
    atLeast("--limit", limit, 0);
    atLeast("--test", test, 0);
    atLeast("--epochs", epochs, 0);
    atLeast("--batch", batch, 0);
    atLeast("--side", side, 8);
    atLeast("--threads", threads, 1);
  }

  private static void atLeast(String option, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d but is %d.".formatted(option, least, value));
    }
  }

  /// The same table as a refinement bench reads it.
  RefineBenchOptions table() {
    return new RefineBenchOptions(
        data,
        null,
        voters,
        topK,
        0,
        minVotes,
        null,
        0,
        null,
        0,
        GoldPolicy.RANDOM,
        null,
        "irnet",
        Annotators.AS_NEEDED,
        Start.VOTES,
        FaceDescription.ALIGNED,
        RefineBenchOptions.PlanChanges.NONE,
        seed);
  }
}
