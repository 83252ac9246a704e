package undertone.engine.refinement;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import undertone.engine.refinement.ClipOutcome.Evidence;
import undertone.engine.refinement.ClipOutcome.LabelProbability;

/// What votes alone say of a clip: no view, no neighbour, no trajectory.
final class VoteOutcome {
  private VoteOutcome() {}

  /// @param set S⁰ of the clip `[K]`
  /// @param posterior of its labels `[K]`; a confirmed clip is certain whatever stands here
  /// @param threshold noise probability from which it is flagged
  static ClipOutcome of(
      List<String> labels,
      RefinementClip clip,
      boolean[] set,
      double[] posterior,
      double threshold) {
    var shares = allowed(labels, clip, posterior);
    int held = (int) IntStream.range(0, set.length).filter(k -> set[k]).count();
    double outside =
        IntStream.range(0, set.length).filter(k -> !set[k]).mapToDouble(k -> shares[k]).sum();
    var top = ranked(labels, shares);
    var proposed = top.getFirst();
    boolean informative = held > 0 && held < set.length;
    double noise = informative && clip.confirmed() == null ? Math.clamp(outside, 0, 1) : 0;
    boolean flagged = informative && clip.confirmed() == null && noise >= threshold;
    var added =
        flagged
            ? top.stream()
                .map(LabelProbability::label)
                .filter(label -> !clip.candidates().contains(label))
                .limit(1)
                .toList()
            : List.<String>of();
    return new ClipOutcome(
        clip.id(),
        clip.candidates(),
        added.isEmpty() ? clip.candidates() : clip.candidates().with(added.getFirst()),
        added,
        List.of(),
        proposed.label(),
        proposed.probability(),
        noise,
        flagged,
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
        new Evidence(0, 0, clip.voters(), overruled(clip, proposed.label())),
        true,
        List.of());
  }

  /// Labels by probability, best first.
  static List<LabelProbability> ranked(List<String> labels, double[] shares) {
    return IntStream.range(0, shares.length)
        .boxed()
        .sorted((a, b) -> Double.compare(shares[b], shares[a]))
        .map(k -> new LabelProbability(labels.get(k), shares[k]))
        .toList();
  }

  /// People who did not hold a label possible.
  static int overruled(RefinementClip clip, String label) {
    return clip.ballots().stream()
        .filter(ballot -> !ballot.held().contains(label))
        .mapToInt(Ballot::times)
        .sum();
  }

  /// Without the labels a curator has ruled out; certain where one has confirmed.
  private static double[] allowed(List<String> labels, RefinementClip clip, double[] posterior) {
    var shares = posterior.clone();
    for (int k = 0; k < shares.length; k++) {
      boolean out =
          clip.confirmed() == null
              ? clip.rejected().contains(labels.get(k))
              : !labels.get(k).equals(clip.confirmed());
      shares[k] = out ? 0 : shares[k];
    }
    if (clip.confirmed() != null) {
      shares[labels.indexOf(clip.confirmed())] = 1;
    }
    double sum = Arrays.stream(shares).sum();
    return sum == 0 ? posterior : Arrays.stream(shares).map(share -> share / sum).toArray();
  }
}
