package undertone.engine.refinement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Believes the votes and looks at no clip: the rival every method has to beat.
///
/// A label's probability is its share of the votes, Laplace-smoothed over all labels; the share
/// that falls outside the candidate set is the noise probability. Nothing is ever proposed against
/// a set.
public final class MajorityRefinement implements Refinement {
  private static final double SMOOTHING = 0.5; // votes that every label is given beforehand

  @Override
  public RefinementResult run(
      RefinementInput input, RefinementPlan plan, Checkpoints checkpoints, RunListener listener) {
    checkpoints.mustStartFromScratch(RefinementMethod.MAJORITY.written());
    var clips = input.clips().stream().sorted(Comparator.comparing(RefinementClip::id)).toList();
    var votes = new VoteTable(input.labels(), clips);
    var outcomes = new ArrayList<ClipOutcome>();
    for (int i = 0; i < clips.size(); i++) {
      var shares = shares(votes.mass()[i]);
      // nothing is ever flagged: votes cannot know what they miss
      outcomes.add(
          VoteOutcome.of(
              input.labels(), clips.get(i), votes.sets()[i], shares, Double.POSITIVE_INFINITY));
    }
    listener.progress(1);
    return new RefinementResult(
        input.labels(),
        outcomes,
        new RefinementResult.RunFacts(
            0, 0, 0, 1, List.of(), List.of(), 0, null, null, "", "", "none"));
  }

  private static double[] shares(float[] mass) {
    double all = SMOOTHING;
    for (float votes : mass) {
      all += votes;
    }
    var shares = new double[mass.length];
    for (int k = 0; k < shares.length; k++) {
      shares[k] = (mass[k] + SMOOTHING / mass.length) / all;
    }
    return shares;
  }
}
