package undertone.engine.refinement;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import undertone.engine.augmentation.Normalisation;
import undertone.engine.augmentation.Pictures;
import undertone.models.pico.PartialLoss;
import undertone.models.pico.PicoConfig;

/// Every parameter of a network that learns from pictures and candidate sets, but for the seed.
///
/// @param name as it is typed
/// @param encoder what reads the pictures
/// @param colours what channels are normalised by
/// @param q ambiguity that the margin was chosen for
/// @param eta noise that the margin was chosen for
/// @param learning rates, momenta and losses
/// @param queue keys that the contrastive loss looks back on, at most; never more than clips
/// @param prototypeStart first epoch in which prototypes move the confidences
/// @param correcting when and how sets are corrected
/// @param doubting which clips PiCO+ does not take at their word
public record PixelPlan(
    String name,
    PixelEncoder encoder,
    Colours colours,
    double q,
    double eta,
    RefinementPlan.Learning learning,
    int queue,
    int prototypeStart,
    Correcting correcting,
    Doubting doubting) {

  public PixelPlan {
    RefinementPlan.within("q", q, 0, 1);
    RefinementPlan.within("eta", eta, 0, 1);
    RefinementPlan.atLeast("queue", queue, 0);
    RefinementPlan.atLeast("prototype-start", prototypeStart, 1);
  }

  /// Where the normalisation of channels comes from.
  public enum Colours {
    CIFAR10,
    CIFAR100,
    KMNIST,
    /// From the pictures learned from.
    MEASURED;

    Normalisation of(Pictures learned) {
      return switch (this) {
        case CIFAR10 -> Normalisation.CIFAR10;
        case CIFAR100 -> Normalisation.CIFAR100;
        case KMNIST -> Normalisation.KMNIST;
        case MEASURED -> learned.normalisation();
      };
    }
  }

  /// Which views must agree before a clip is declared noisy, beside the weak one just learned: the
  /// reference's `augmentation_type`.
  public enum Agreeing {
    CASE1,
    CASE2,
    CASE3,
    CASE4,
    CASE5,
    CASE6;

    /// The further views.
    List<ViewSource.Kind> further() {
      return switch (this) {
        case CASE1 -> List.of();
        case CASE2 -> List.of(ViewSource.Kind.STRONG);
        case CASE3 -> List.of(ViewSource.Kind.WEAK);
        case CASE4 -> List.of(ViewSource.Kind.STRONG, ViewSource.Kind.STRONG);
        case CASE5 -> List.of(ViewSource.Kind.WEAK, ViewSource.Kind.STRONG);
        case CASE6 -> List.of(ViewSource.Kind.WEAK, ViewSource.Kind.WEAK);
      };
    }
  }

  /// What a corrected row believes of its new label: the reference's `correct_update`.
  public enum Update {
    CASE1(CandidateTable.Admission.UNIFORM),
    CASE2(CandidateTable.Admission.ONE_OF_K),
    CASE3(CandidateTable.Admission.SCORE);

    private final CandidateTable.Admission admission;

    Update(CandidateTable.Admission admission) {
      this.admission = admission;
    }

    CandidateTable.Admission admission() {
      return admission;
    }
  }

  /// What decides when correction starts.
  public enum Start {
    /// The share of clips whose best label lies in their set stands still; needs no labels.
    LABEL_FREE,
    /// Accuracy on the test split stands still, as published. For replication only: it looks at
    /// labels that figures are then reported on.
    TEST_ACCURACY,
    /// The epoch that the plan names.
    EPOCH
  }

  /// @param active whether sets are corrected at all
  /// @param start what decides when that begins
  /// @param startEpoch the epoch, where one is named; else 0
  /// @param window epochs that the test-accuracy rule smooths over
  /// @param agreeing which views must agree
  /// @param inTraining whether further views pass with the statistics of their batch, as published
  /// @param update what a corrected row believes of its new label
  /// @param deletion whether the weakest old candidate goes when a new one comes
  /// @param byClusters whether prototypes judge, or else the classifier
  /// @param marginFirst τ in the first epoch with correction
  /// @param marginLast τ in the last epoch
  /// @param byRatio whether a likelihood ratio decides in place of a margin; the classifier judges
  public record Correcting(
      boolean active,
      Start start,
      int startEpoch,
      int window,
      Agreeing agreeing,
      boolean inTraining,
      Update update,
      boolean deletion,
      boolean byClusters,
      double marginFirst,
      double marginLast,
      boolean byRatio) {

    public Correcting {
      RefinementPlan.atLeast("start", startEpoch, start == Start.EPOCH ? 1 : 0);
      RefinementPlan.atLeast("window", window, 2);
      RefinementPlan.within("margin", marginFirst, 0, 1);
      RefinementPlan.within("margin", marginLast, 0, 1);
      if (byRatio && byClusters) {
        throw new IllegalArgumentException(
            "A likelihood ratio needs probabilities: with margin auto the plan's judged-by must be classify.");
      }
    }

    Correcting active(boolean other) {
      return new Correcting(
          other,
          start,
          startEpoch,
          window,
          agreeing,
          inTraining,
          update,
          deletion,
          byClusters,
          marginFirst,
          marginLast,
          byRatio);
    }

    Correcting starting(Start rule, int epoch) {
      return new Correcting(
          active,
          rule,
          epoch,
          window,
          agreeing,
          inTraining,
          update,
          deletion,
          byClusters,
          marginFirst,
          marginLast,
          byRatio);
    }
  }

  /// @param active whether clips are doubted at all
  /// @param warmUp epochs in which none is
  /// @param share of clips that are taken at their word afterwards
  /// @param neighbours that attract the others
  /// @param neighboursFrom first epoch in which they do
  public record Doubting(
      boolean active, int warmUp, double share, int neighbours, int neighboursFrom) {

    public Doubting {
      RefinementPlan.atLeast("reliable-from", warmUp, 1);
      RefinementPlan.within("reliable-share", share, 0.01, 1);
      RefinementPlan.atLeast("neighbours", neighbours, 1);
      RefinementPlan.atLeast("neighbours-from", neighboursFrom, 1);
    }

    @Nullable DoubtRule rule() {
      return active ? new DoubtRule(warmUp, share, neighbours, neighboursFrom) : null;
    }
  }

  /// PiCO+, the baseline that doubts clips in place of correcting sets; its losses are its own.
  public PixelPlan picoPlus() {
    var pico = with(RefinementMethod.PICO);
    return new PixelPlan(
        name,
        encoder,
        colours,
        q,
        eta,
        pico.learning,
        queue,
        prototypeStart,
        pico.correcting,
        new Doubting(
            true, doubting.warmUp, doubting.share, doubting.neighbours, doubting.neighboursFrom));
  }

  /// The plan as a method has it: PiCO leaves sets alone and takes CE, others bring targets and
  /// losses of their own.
  ///
  /// @throws IllegalArgumentException if the method trains no network, or asks who voted
  public PixelPlan with(RefinementMethod method) {
    if (!method.learnsFromSetsAlone()) {
      throw new IllegalArgumentException(
          "The method %s trains no network that learns from sets alone; choose one of %s."
              .formatted(
                  method.written(),
                  Arrays.stream(RefinementMethod.values())
                      .filter(RefinementMethod::learnsFromSetsAlone)
                      .map(RefinementMethod::written)
                      .collect(Collectors.joining(", "))));
    }
    var named = method.named(RefinementPlan.DEFAULT.with(learning).correcting(true));
    var itsOwn =
        method == RefinementMethod.PICO
            ? named.learning(PartialLoss.CE, learning.targets(), learning.contrastWeight())
            : named;
    return with(itsOwn.learning())
        .with(correcting.active(correcting.active && itsOwn.detection().correcting()));
  }

  public PixelPlan with(PartialLoss loss) {
    return with(
        RefinementPlan.DEFAULT
            .with(learning)
            .learning(loss, learning.targets(), learning.contrastWeight())
            .learning());
  }

  public PixelPlan withEpochs(int epochs) {
    return with(RefinementPlan.DEFAULT.with(learning).withEpochs(epochs).learning());
  }

  public PixelPlan withBatch(int batch) {
    return with(
        new RefinementPlan.Learning(
            learning.epochs(),
            batch,
            learning.rate(),
            learning.weightDecay(),
            learning.keyMomentum(),
            learning.prototypeMomentum(),
            learning.confidenceMomentumFirst(),
            learning.confidenceMomentumLast(),
            learning.contrastWeight(),
            learning.loss(),
            learning.targets(),
            learning.start()));
  }

  public PixelPlan with(PixelEncoder other) {
    return new PixelPlan(
        name, other, colours, q, eta, learning, queue, prototypeStart, correcting, doubting);
  }

  /// For sets of another partial rate and noise than the plan was written for. Margins stay as
  /// written.
  public PixelPlan ofNoise(double otherQ, double otherEta) {
    return new PixelPlan(
        name,
        encoder,
        colours,
        otherQ,
        otherEta,
        learning,
        queue,
        prototypeStart,
        correcting,
        doubting);
  }

  /// With another beginning of correction.
  ///
  /// @param written `label-free`, `test-accuracy` or an epoch
  public PixelPlan starting(String written) {
    if (written.matches("\\d{1,6}")) {
      return with(correcting.starting(Start.EPOCH, Integer.parseInt(written)));
    }
    return with(correcting.starting(PixelPlanYaml.constant(Start.class, "start", written), 0));
  }

  private PixelPlan with(RefinementPlan.Learning other) {
    return new PixelPlan(
        name, encoder, colours, q, eta, other, queue, prototypeStart, correcting, doubting);
  }

  private PixelPlan with(Correcting other) {
    return new PixelPlan(
        name, encoder, colours, q, eta, learning, queue, prototypeStart, other, doubting);
  }

  /// What one network goes by.
  ///
  /// @param side of the pictures
  /// @param clips to learn from
  PicoRules rules(int side, int classes, int clips, double partialRate) {
    int batch = Math.min(learning.batch(), clips);
    boolean byClusters = correcting.byClusters && learning.targets().byPrototypes();
    return new PicoRules(
        PicoConfig.published(encoder.of(side), classes),
        learning,
        batch,
        Math.min(queue, clips) / batch * batch,
        prototypeStart,
        new SetCorrection.Rule(
            correcting.active,
            correcting.startEpoch,
            correcting.agreeing.further(),
            correcting.inTraining,
            byClusters,
            correcting.marginFirst,
            correcting.marginLast,
            0,
            correcting.byRatio || !byClusters
                ? Schedules.kappa(partialRate, eta, classes)
                : Double.NaN,
            correcting.update.admission(),
            correcting.deletion),
        doubting.rule());
  }

  /// As names are typed: `test-accuracy`.
  static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
