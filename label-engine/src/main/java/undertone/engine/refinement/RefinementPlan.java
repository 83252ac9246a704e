package undertone.engine.refinement;

import undertone.models.pico.PartialLoss;

/// Every parameter of an IRNet run on frozen features. Equal plan, input and thread count give
/// equal bytes.
///
/// @param seed source of all random streams
/// @param folds a clip is judged only by models that never saw it; folds never cut a group
/// @param members networks trained per fold, with streams of their own; their opinions are averaged
/// @param components features kept after rotation to principal axes; 0 keeps the features as they
///   are
/// @param learning how one network learns
/// @param views how features are altered to make views
/// @param detection when a clip counts as noisy while a network learns
/// @param noiseThreshold noise probability from which a clip is flagged
/// @param neighbours clips shown as evidence
/// @param threads intra-op threads of PyTorch; 1 = strict: the same bytes again and again
public record RefinementPlan(
    long seed,
    int folds,
    int members,
    int components,
    Learning learning,
    Altering views,
    Detecting detection,
    double noiseThreshold,
    int neighbours,
    int threads) {

  /// What curation starts from.
  public static final RefinementPlan DEFAULT =
      new RefinementPlan(
          0,
          5,
          3,
          96,
          new Learning(
              30,
              128,
              0.02,
              1e-3,
              0.99,
              0.99,
              0.95,
              0.80,
              0.5,
              PartialLoss.CE,
              Targets.PROTOTYPES,
              Start.VOTES),
          new Altering(0.2, 0.1, 0.5, 0.3),
          new Detecting(true, CorrectionRules.USUAL, 0.12, 0.25, 0),
          0.5,
          10,
          1);

  public RefinementPlan {
    atLeast("folds", folds, 2);
    atLeast("members", members, 1);
    atLeast("components", components, 0);
    atLeast("neighbours", neighbours, 1);
    atLeast("threads", threads, 1);
    within("noiseThreshold", noiseThreshold, 0, 1);
  }

  /// @param epochs passes over the training clips
  /// @param batch clips per step (B); fewer for small corpora
  /// @param rate learning rate of the first epoch, cosine to a thousandth of it
  /// @param weightDecay L2 weight of SGD
  /// @param keyMomentum m of the key network
  /// @param prototypeMomentum γ of the class prototypes
  /// @param confidenceMomentumFirst φ after the first epoch
  /// @param confidenceMomentumLast φ in the last epoch
  /// @param contrastWeight weight of the contrastive loss beside the classification loss
  /// @param loss classification loss
  /// @param targets where the confidences it is measured against come from
  /// @param start what is believed before anything is learned
  public record Learning(
      int epochs,
      int batch,
      double rate,
      double weightDecay,
      double keyMomentum,
      double prototypeMomentum,
      double confidenceMomentumFirst,
      double confidenceMomentumLast,
      double contrastWeight,
      PartialLoss loss,
      Targets targets,
      Start start) {

    public Learning {
      atLeast("epochs", epochs, 1);
      atLeast("batch", batch, 2);
      within("rate", rate, 1e-8, 10);
      within("weightDecay", weightDecay, 0, 1);
      within("keyMomentum", keyMomentum, 0, 1);
      within("prototypeMomentum", prototypeMomentum, 0, 1);
      within("confidenceMomentumFirst", confidenceMomentumFirst, 0, 1);
      within("confidenceMomentumLast", confidenceMomentumLast, 0, 1);
      within("contrastWeight", contrastWeight, 0, 100);
    }
  }

  /// @param weakNoise noise of the weak view, in standard deviations of each feature
  /// @param weakDrop share of features dropped in the weak view
  /// @param strongNoise noise of the strong view
  /// @param strongDrop share of features dropped in the strong view
  public record Altering(double weakNoise, double weakDrop, double strongNoise, double strongDrop) {

    public Altering {
      within("weakNoise", weakNoise, 0, 10);
      within("weakDrop", weakDrop, 0, 0.9);
      within("strongNoise", strongNoise, 0, 10);
      within("strongDrop", strongDrop, 0, 0.9);
    }
  }

  /// @param correcting whether noisy sets are corrected while learning
  /// @param rules which views must agree, and what becomes of a set that is declared noisy
  /// @param delta margin δ by which the best outside label must lead; τ = δ/(K−1+e)
  /// @param memberQuantile class-wise thresholds: a clip must lead in its new class more clearly
  ///   than this share of the clips that hold the class themselves; 0 = the same τ for all classes
  /// @param start first epoch with correction; 0 = the label-free rule decides
  public record Detecting(
      boolean correcting, CorrectionRules rules, double delta, double memberQuantile, int start) {

    public Detecting {
      atLeast("start", start, 0);
      within("delta", delta, 0, 10);
      within("memberQuantile", memberQuantile, 0, 1);
    }
  }

  public RefinementPlan withSeed(long other) {
    return new RefinementPlan(
        other,
        folds,
        members,
        components,
        learning,
        views,
        detection,
        noiseThreshold,
        neighbours,
        threads);
  }

  public RefinementPlan withFolds(int otherFolds, int otherMembers) {
    return new RefinementPlan(
        seed,
        otherFolds,
        otherMembers,
        components,
        learning,
        views,
        detection,
        noiseThreshold,
        neighbours,
        threads);
  }

  public RefinementPlan withEpochs(int epochs) {
    return with(
        new Learning(
            epochs,
            learning.batch,
            learning.rate,
            learning.weightDecay,
            learning.keyMomentum,
            learning.prototypeMomentum,
            learning.confidenceMomentumFirst,
            learning.confidenceMomentumLast,
            learning.contrastWeight,
            learning.loss,
            learning.targets,
            learning.start));
  }

  /// With another belief to start from.
  public RefinementPlan startingFrom(Start start) {
    return with(
        new Learning(
            learning.epochs,
            learning.batch,
            learning.rate,
            learning.weightDecay,
            learning.keyMomentum,
            learning.prototypeMomentum,
            learning.confidenceMomentumFirst,
            learning.confidenceMomentumLast,
            learning.contrastWeight,
            learning.loss,
            learning.targets,
            start));
  }

  /// Another way of learning from candidate sets.
  RefinementPlan learning(PartialLoss loss, Targets targets, double contrastWeight) {
    return with(
        new Learning(
            learning.epochs,
            learning.batch,
            learning.rate,
            learning.weightDecay,
            learning.keyMomentum,
            learning.prototypeMomentum,
            learning.confidenceMomentumFirst,
            learning.confidenceMomentumLast,
            contrastWeight,
            loss,
            targets,
            learning.start));
  }

  /// Another classification loss on the same targets.
  public RefinementPlan withLoss(PartialLoss loss) {
    return learning(loss, learning.targets, learning.contrastWeight);
  }

  /// With sets corrected while learning, or left alone.
  public RefinementPlan correcting(boolean correcting) {
    return with(
        new Detecting(
            correcting,
            detection.rules,
            detection.delta,
            detection.memberQuantile,
            detection.start));
  }

  /// With other rules of correcting.
  public RefinementPlan with(CorrectionRules rules) {
    return with(
        new Detecting(
            detection.correcting,
            rules,
            detection.delta,
            detection.memberQuantile,
            detection.start));
  }

  /// Whether class prototypes judge whether a set is noisy, or else the classifier.
  boolean byClusters() {
    return learning.targets.byPrototypes() && !detection.rules.byRatio();
  }

  public RefinementPlan with(Learning other) {
    return new RefinementPlan(
        seed,
        folds,
        members,
        components,
        other,
        views,
        detection,
        noiseThreshold,
        neighbours,
        threads);
  }

  public RefinementPlan with(Detecting other) {
    return new RefinementPlan(
        seed,
        folds,
        members,
        components,
        learning,
        views,
        other,
        noiseThreshold,
        neighbours,
        threads);
  }

  static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "The plan's %s must be at least %d but is %d.".formatted(name, least, value));
    }
  }

  static void within(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "The plan's %s must lie in %s..%s but is %s.".formatted(name, least, most, value));
    }
  }
}
