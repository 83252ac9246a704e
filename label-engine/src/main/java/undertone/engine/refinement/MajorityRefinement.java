package undertone.engine.refinement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import undertone.engine.refinement.ClipOutcome.Evidence;
import undertone.engine.refinement.ClipOutcome.LabelProbability;

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
    var clips = input.clips().stream().sorted(Comparator.comparing(RefinementClip::id)).toList();
    var votes = new VoteTable(input.labels(), clips);
    var outcomes = new ArrayList<ClipOutcome>();
    for (int i = 0; i < clips.size(); i++) {
      outcomes.add(outcome(input.labels(), clips.get(i), votes, i));
    }
    listener.progress(1);
    return new RefinementResult(
        input.labels(),
        outcomes,
        new RefinementResult.RunFacts(
            0, 0, 0, 1, List.of(), List.of(), 0, null, null, "", "", "none"));
  }

  private static ClipOutcome outcome(
      List<String> labels, RefinementClip clip, VoteTable votes, int row) {
    var shares = shares(labels, clip, votes.mass()[row]);
    var set = votes.sets()[row];
    int held = (int) IntStream.range(0, set.length).filter(k -> set[k]).count();
    double outside =
        IntStream.range(0, set.length).filter(k -> !set[k]).mapToDouble(k -> shares[k]).sum();
    var top =
        IntStream.range(0, shares.length)
            .boxed()
            .sorted((a, b) -> Double.compare(shares[b], shares[a]))
            .map(k -> new LabelProbability(labels.get(k), shares[k]))
            .toList();
    var proposed = top.getFirst();
    int overruled =
        clip.ballots().stream()
            .filter(ballot -> !ballot.held().contains(proposed.label()))
            .mapToInt(Ballot::times)
            .sum();
    boolean informative = held > 0 && held < set.length;
    return new ClipOutcome(
        clip.id(),
        clip.candidates(),
        clip.candidates(),
        List.of(),
        List.of(),
        proposed.label(),
        proposed.probability(),
        informative && clip.confirmed() == null ? outside : 0,
        false,
        informative,
        0,
        0,
        0,
        0,
        0,
        0,
        List.of(),
        top,
        List.of(),
        new Evidence(0, 0, clip.voters(), overruled),
        true);
  }

  private static double[] shares(List<String> labels, RefinementClip clip, float[] mass) {
    var shares = new double[mass.length];
    for (int k = 0; k < shares.length; k++) {
      shares[k] = mass[k] + SMOOTHING / mass.length;
    }
    if (clip.confirmed() != null) {
      Arrays.fill(shares, 0);
      shares[labels.indexOf(clip.confirmed())] = 1;
    }
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }
}
