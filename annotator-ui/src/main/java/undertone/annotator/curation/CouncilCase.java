package undertone.annotator.curation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import undertone.annotator.jobs.VoterFamily;
import undertone.annotator.library.ClipCard;

/// A clip on which people and machines say different things, each with one seat.
///
/// @param degree 0 all say the same .. 1 no two seats name a common label
/// @param voices how many people say something, a crowd's included
/// @param people share of each label among them, the largest first; empty if there are none
/// @param machines what each machine holds that says something, by its number, in order of belief
public record CouncilCase(
    ClipCard clip, double degree, int voices, List<Held> people, Map<Long, List<String>> machines) {

  public CouncilCase {
    people = List.copyOf(people);
    machines = Map.copyOf(machines);
  }

  public record Held(String label, double share) {}

  /// @param id voter's number
  /// @param probation whether what it says is shown only, and counts for nothing yet
  public record Machine(long id, String name, VoterFamily family, boolean probation) {}

  /// @param machines every machine that has voted in the corpus: models of this house first, then
  ///   language models, spread labels, and what was brought in
  /// @param next place to ask on from, null when this was the last page
  public record Page(List<Machine> machines, List<CouncilCase> cases, @Nullable String next) {
    public Page {
      machines = List.copyOf(machines);
      cases = List.copyOf(cases);
    }
  }
}
