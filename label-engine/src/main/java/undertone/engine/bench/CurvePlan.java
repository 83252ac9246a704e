package undertone.engine.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.engine.refinement.RefinementRecipe;

/// Which points of a learning curve are measured: every method with every number of confirmed
/// clips, chosen in every way.
///
/// @param golds numbers of confirmed clips
/// @param picture where the curves are drawn as PNG; null = nowhere
public record CurvePlan(
    List<String> methods, List<Integer> golds, List<GoldPolicy> policies, @Nullable Path picture) {

  public CurvePlan {
    methods = List.copyOf(methods);
    golds = List.copyOf(golds);
    policies = List.copyOf(policies);
    methods.forEach(RefinementRecipe::of);
    if (methods.isEmpty() || golds.isEmpty() || policies.isEmpty()) {
      throw new IllegalArgumentException(
          "A curve needs a method (--methods), a number of clips (--golds) and a policy"
              + " (--policies).");
    }
    for (int gold : golds) {
      if (gold < 0) {
        throw new IllegalArgumentException(
            "--golds must be at least 0 but one is %d.".formatted(gold));
      }
    }
  }
}
