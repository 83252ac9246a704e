package undertone.engine.insights;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One voter, person or machine.
///
/// @param id of the voter
/// @param votes standing votes
/// @param cannotTell of these, votes that hold no label
/// @param skips clips passed over without an answer
/// @param setSizes votes that hold one, two, … labels
/// @param withRest how often the voter says what most others say, percent agreement
/// @param kappaWithRest the same beyond chance, Cohen's κ
/// @param judged votes on clips with a settled or gold label
/// @param first of these, votes that put it first
/// @param held of these, votes that held it possible
/// @param confusion `[K,K]`: row = settled or gold label, column = first choice
/// @param estimated `[K,K]` the same as Dawid and Skene believe it from votes alone, 0..1; empty
///   where fewer than three named voters took part
/// @param competence how often they believe the voter says the truth; null = not estimated
/// @param goldVoted gold clips the voter judged
/// @param gold gold clips there are
/// @param drift period by period
public record VoterReport(
    long id,
    String name,
    boolean machine,
    boolean crowd,
    int votes,
    int cannotTell,
    int skips,
    List<Integer> setSizes,
    Figure withRest,
    Figure kappaWithRest,
    int judged,
    int first,
    int held,
    List<List<Integer>> confusion,
    List<List<Double>> estimated,
    @Nullable Double competence,
    int goldVoted,
    int gold,
    List<AgreementReport.Period> drift) {

  public VoterReport {
    setSizes = List.copyOf(setSizes);
    confusion = List.copyOf(confusion);
    estimated = List.copyOf(estimated);
    drift = List.copyOf(drift);
  }
}
