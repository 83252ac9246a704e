package undertone.engine.pseudo;

import java.util.List;

/// All parameters of a run.
///
/// Source of the defaults: the papers where they speak of embeddings; the rest chosen on made-up
/// clips, see `docs/measured-pseudo.md`.
///
/// @param threshold τ: how sure a network must be of a clip for its label to teach, 0..1
/// @param perLabel the same label by label, for methods with fixed thresholds
/// @param prior which shares of labels the pool is pulled to
/// @param shares of the labels if the prior is custom, in their order, else empty
/// @param learning of each network
/// @param weight λ: of the pool beside the labels; of the mean teacher, 10 times that at its height
/// @param fairness weight of FreeMatch's fairness term
/// @param views how far views of clips are from the clips
/// @param missed share of clips whose candidate set may miss the truth
public record PseudoPlan(
    PseudoMethod method,
    double threshold,
    LabelThresholds perLabel,
    Prior prior,
    List<Double> shares,
    Learning learning,
    double weight,
    double fairness,
    Views views,
    double missed,
    long seed) {

  public static final PseudoPlan DEFAULT =
      new PseudoPlan(
          PseudoMethod.FIXMATCH,
          .95,
          LabelThresholds.ONE,
          Prior.NONE,
          List.of(),
          new Learning(5, 2000, 3, 40, 4, 256, 128, 1e-3, 1e-5),
          1,
          .01,
          Views.DEFAULT,
          .1,
          0);

  /// How networks learn.
  ///
  /// @param folds networks; each is judged by the labelled clips it did not see
  /// @param steps of each network
  /// @param rounds of methods that begin again with what they labelled
  /// @param batch labelled clips a step
  /// @param ratio μ: clips of the pool a step for each labelled one
  /// @param hidden width of the network's layers
  /// @param components numbers of each modality that networks read; 0 = all
  /// @param rate learning rate
  /// @param decay of weights
  public record Learning(
      int folds,
      int steps,
      int rounds,
      int batch,
      int ratio,
      int hidden,
      int components,
      double rate,
      double decay) {
    private static final int PICTURES = 16;
    private static final int PICTURES_RATIO = 3;

    public Learning {
      if (folds < 2 || steps < 1 || rounds < 1 || batch < 1 || ratio < 1 || hidden < 0) {
        throw new IllegalArgumentException(
            "A plan needs at least 2 folds and one step, round and clip a step, but is folds=%d steps=%d rounds=%d batch=%d ratio=%d hidden=%d."
                .formatted(folds, steps, rounds, batch, ratio, hidden));
      }
    }

    /// The same for networks that look at pictures, of which a step takes fewer: all of a step are
    /// in memory at once.
    public Learning ofPictures() {
      return new Learning(
          folds, steps, rounds, PICTURES, PICTURES_RATIO, hidden, components, rate, decay);
    }

    /// The same with so many networks, of so many steps, over so many rounds.
    public Learning of(int folds, int steps, int rounds) {
      return new Learning(folds, steps, rounds, batch, ratio, hidden, components, rate, decay);
    }
  }

  /// How features are altered.
  ///
  /// @param weakNoise standard deviations
  /// @param weakDrop share of numbers that become average
  /// @param modalityDrop share of strong views that lack a whole modality, where there are several
  /// @param mixup Beta of the mixture of strong views with a clip beside, which stays the lesser
  ///   part; 0 = none
  public record Views(
      double weakNoise,
      double weakDrop,
      double strongNoise,
      double strongDrop,
      double modalityDrop,
      double mixup) {
    public static final Views DEFAULT = new Views(.15, .1, .5, .3, .2, .75);
  }

  public PseudoPlan {
    shares = List.copyOf(shares);
    if (!(threshold > 0 && threshold <= 1) || !(missed > 0 && missed < 1)) {
      throw new IllegalArgumentException(
          "Give a threshold over 0 and up to 1 and a share missed between 0 and 1, not %s and %s."
              .formatted(threshold, missed));
    }
    if ((prior == Prior.CUSTOM) == shares.isEmpty()) {
      throw new IllegalArgumentException(
          "The prior is %s, and %d shares are given; shares belong to a custom prior, which needs"
                  .formatted(prior.written(), shares.size())
              + " one for each label.");
    }
  }

  /// What can be refused before anything is read.
  ///
  /// @throws IllegalArgumentException if thresholds of labels do not go with the method or the
  ///   prior
  public void mustHoldTogether() {
    if (perLabel.rule() != LabelThresholds.Rule.ONE
        && method != PseudoMethod.SUPERVISED // what others are compared with
        && !method.takesLabelThresholds()) {
      throw new IllegalArgumentException(
          "%s has no thresholds of labels that could be set; choose self-training or fixmatch."
              .formatted(method.written()));
    }
    if (!perLabel.goesWith(prior)) {
      throw new IllegalArgumentException(
          "Thresholds by %s are taken from what networks say and do not go with probabilities that are pulled to a prior (%s); choose the prior none, or name thresholds."
              .formatted(perLabel.rule().written(), prior.written()));
    }
  }

  /// What decides which clips of the pool teach.
  public ThresholdKind thresholdKind() {
    return method.threshold() == ThresholdKind.FIXED && perLabel.rule() != LabelThresholds.Rule.ONE
        ? ThresholdKind.PER_LABEL
        : method.threshold();
  }

  public PseudoPlan by(PseudoMethod method) {
    return new PseudoPlan(
        method, threshold, perLabel, prior, shares, learning, weight, fairness, views, missed,
        seed);
  }

  public PseudoPlan withThreshold(double threshold) {
    return new PseudoPlan(
        method, threshold, perLabel, prior, shares, learning, weight, fairness, views, missed,
        seed);
  }

  public PseudoPlan with(LabelThresholds perLabel) {
    return new PseudoPlan(
        method, threshold, perLabel, prior, shares, learning, weight, fairness, views, missed,
        seed);
  }

  public PseudoPlan withPrior(Prior prior, List<Double> shares) {
    return new PseudoPlan(
        method, threshold, perLabel, prior, shares, learning, weight, fairness, views, missed,
        seed);
  }

  public PseudoPlan with(Learning learning) {
    return new PseudoPlan(
        method, threshold, perLabel, prior, shares, learning, weight, fairness, views, missed,
        seed);
  }

  public PseudoPlan withSeed(long seed) {
    return new PseudoPlan(
        method, threshold, perLabel, prior, shares, learning, weight, fairness, views, missed,
        seed);
  }
}
