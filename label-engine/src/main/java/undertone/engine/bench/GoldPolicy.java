package undertone.engine.bench;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import undertone.engine.refinement.Checkpoints;
import undertone.engine.refinement.NextToConfirm;
import undertone.engine.refinement.RefinementClip;
import undertone.engine.refinement.RefinementInput;
import undertone.engine.refinement.RefinementPlan;
import undertone.engine.refinement.RefinementRecipe;
import undertone.engine.refinement.RunListener;

/// Which gold labels a bench reveals as if a curator had confirmed them. Groups are never cut.
public enum GoldPolicy {
  /// Whole groups by the seed.
  RANDOM {
    @Override
    Set<String> choose(Choice choice) {
      var chosen = new LinkedHashSet<String>();
      for (var group : choice.table.goldGroups(choice.seed)) {
        if (chosen.size() >= choice.gold) {
          break;
        }
        group.stream().filter(choice.allowed).forEach(chosen::add);
      }
      return chosen;
    }
  },
  /// As Review hands clips to a curator: a few, a quick look with what they taught, the next few.
  ACTIVE {
    @Override
    Set<String> choose(Choice choice) {
      var chosen = new LinkedHashSet<String>();
      while (chosen.size() < choice.gold) {
        int more = Math.min(choice.gold - chosen.size(), Math.max(FEW, chosen.size()));
        var next = next(choice, chosen, more);
        if (next.isEmpty()) {
          break; // no clip with gold is in doubt any more
        }
        chosen.addAll(next);
      }
      return chosen;
    }
  };

  private static final int FEW = 15; // confirmed before anything can be learned from them

  /// @param choice of so many clips
  /// @return ids, a group more than asked for at most
  abstract Set<String> choose(Choice choice);

  /// What there is to choose from.
  ///
  /// @param input of the table with nothing revealed
  /// @param allowed clips that may be revealed
  /// @param gold so many
  record Choice(
      BenchTable table,
      RefinementInput input,
      Predicate<String> allowed,
      int gold,
      RefinementPlan plan,
      long seed) {}

  private static Set<String> next(Choice choice, Set<String> chosen, int more) {
    var table = choice.table.revealing(chosen);
    var input =
        new RefinementInput(
            choice.input.labels(),
            table.clips(),
            choice.input.features(),
            null,
            choice.input.opinions());
    var result =
        RefinementRecipe.of("trusted")
            .refinement()
            .run(input, choice.plan, Checkpoints.inMemory(), RunListener.SILENT);
    var answerable = new HashSet<>(choice.table.truths().keySet());
    answerable.removeIf(choice.allowed.negate());
    answerable.removeAll(chosen);
    var asked = Set.copyOf(NextToConfirm.after(input, result, answerable, more));
    var groups =
        table.clips().stream()
            .filter(c -> asked.contains(c.id()))
            .map(RefinementClip::group)
            .collect(Collectors.toSet());
    return table.clips().stream()
        .filter(c -> groups.contains(c.group()) && answerable.contains(c.id()))
        .map(RefinementClip::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// As it is typed: `random`.
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException naming the policies there are
  public static GoldPolicy of(String written) {
    return Arrays.stream(values())
        .filter(p -> p.written().equals(written))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "Gold cannot be revealed by \"%s\"; choose random or active.".formatted(written)));
  }
}
