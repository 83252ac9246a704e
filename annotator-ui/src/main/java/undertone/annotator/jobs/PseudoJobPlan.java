package undertone.annotator.jobs;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.engine.features.FaceDescription;
import undertone.engine.pseudo.LabelThresholds;
import undertone.engine.pseudo.Prior;
import undertone.engine.pseudo.PseudoMethod;
import undertone.engine.pseudo.PseudoPlan;
import undertone.engine.refinement.PixelEncoder;

/// What people choose about spreading labels; the rest is as the engine would choose.
///
/// @param method how clips without a label take part in learning
/// @param gate least calibrated confidence of a label that is proposed, 0..1; may be changed label
///   by label once the run has ended
/// @param agreed whether labels teach too that nobody settled but nearly everybody voted for
/// @param voters how many people at least must have voted for such a label
/// @param voted whether clips that people voted on are proposed too, as long as nobody settled them
/// @param sets whether a clip whose label does not pass gets a set of labels instead, as the vote
///   of a machine
/// @param prior which shares of labels the pool is believed to have
/// @param shares of labels that the pool is believed to have, with a custom prior
/// @param perLabel how sure networks must be of each label to teach themselves, by methods with
///   fixed thresholds
/// @param faces how faces are described
/// @param encoder what looks at the faces themselves; null = networks read features, as in older
///   plans
/// @param folds networks; each is judged by labelled clips it did not see
/// @param steps of each network
/// @param rounds of methods that begin again with what they labelled
/// @param hold whether nobody is asked before somebody has let the run in
/// @param seed of all random streams
public record PseudoJobPlan(
    PseudoMethod method,
    double gate,
    boolean agreed,
    int voters,
    boolean voted,
    boolean sets,
    Prior prior,
    LabelShares shares,
    LabelThresholds perLabel,
    FaceDescription faces,
    @Nullable PixelEncoder encoder,
    int folds,
    int steps,
    int rounds,
    boolean hold,
    long seed) {

  public static final PseudoJobPlan DEFAULT =
      new PseudoJobPlan(
          PseudoMethod.FIXMATCH,
          .9,
          true,
          2,
          false,
          true,
          Prior.NONE,
          LabelShares.NONE,
          LabelThresholds.ONE,
          FaceDescription.ALIGNED,
          null,
          5,
          1000,
          3,
          false,
          0);

  private static final int MOST_FOLDS = 20;
  private static final int MOST_STEPS = 100_000;
  private static final int MOST_ROUNDS = 20;
  private static final int MOST_VOTERS = 1000;

  public PseudoJobPlan {
    // Jackson hands over null for what older plans do not name.
    shares = Objects.requireNonNullElse(shares, LabelShares.NONE);
    if ((prior == Prior.CUSTOM) == shares.named().isEmpty()) {
      throw new InvalidValueException(
          "Shares of labels and the prior custom belong together; give both or neither.");
    }
    perLabel = Objects.requireNonNullElse(perLabel, LabelThresholds.ONE);
    if (perLabel.rule() != LabelThresholds.Rule.ONE && !method.takesLabelThresholds()) {
      throw new InvalidValueException(
          "Thresholds of their own for labels go with self-training and fixmatch; %s has none that"
              + " could be set.",
          method.written());
    }
    if (!perLabel.goesWith(prior)) {
      throw new InvalidValueException(
          "Thresholds by share or precision are taken from what networks say and do not go with a"
              + " prior; choose the prior none, or name thresholds.");
    }
    between("gate", gate, 0, 1);
    between("voters", voters, 1, MOST_VOTERS);
    between("folds", folds, 2, MOST_FOLDS);
    between("steps", steps, 1, MOST_STEPS);
    between("rounds", rounds, 1, MOST_ROUNDS);
  }

  /// The same, with labels that people agree on or without.
  public PseudoJobPlan with(boolean people, int least) {
    return with(people, least, perLabel, faces, encoder);
  }

  /// The same with thresholds for labels.
  public PseudoJobPlan with(LabelThresholds thresholds) {
    return with(agreed, voters, thresholds, faces, encoder);
  }

  /// The same, by networks that look at the faces themselves; null = that read features.
  public PseudoJobPlan with(@Nullable PixelEncoder looks) {
    return with(agreed, voters, perLabel, faces, looks);
  }

  /// The same with faces described so.
  public PseudoJobPlan seeing(FaceDescription described) {
    return with(agreed, voters, perLabel, described, encoder);
  }

  private PseudoJobPlan with(
      boolean people,
      int least,
      LabelThresholds thresholds,
      FaceDescription described,
      @Nullable PixelEncoder looks) {
    return new PseudoJobPlan(
        method,
        gate,
        people,
        least,
        voted,
        sets,
        prior,
        shares,
        thresholds,
        described,
        looks,
        folds,
        steps,
        rounds,
        hold,
        seed);
  }

  /// @throws InvalidValueException if a threshold is given for a label that the scheme has not, or
  ///   shares do not fit its labels
  public void mustFit(LabelScheme scheme) {
    for (var label : perLabel.given().keySet()) {
      if (scheme.indexOf(label) < 0) {
        throw new InvalidValueException(
            "A threshold is given for \"%s\", which is no label of this corpus.", label);
      }
    }
    shares(scheme.labels().stream().map(Label::id).toList());
  }

  /// A share for each label `[K]`; none where the prior is no custom one.
  private List<Double> shares(List<String> labels) {
    return prior == Prior.CUSTOM ? shares.of(labels) : List.of();
  }

  /// @param labels of the scheme, in its order
  PseudoPlan forEngine(List<String> labels) {
    var learning = PseudoPlan.DEFAULT.learning().of(folds, steps, rounds);
    return PseudoPlan.DEFAULT
        .by(method)
        .with(perLabel)
        .withPrior(prior, shares(labels))
        .with(encoder == null ? learning : learning.ofPictures())
        .withSeed(seed);
  }

  private static void between(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new InvalidValueException(
          "The plan's %s must lie in %s..%s but is %s.", name, least, most, value);
    }
  }
}
