package undertone.models.mer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import undertone.models.Constant;
import undertone.models.Gradients;
import undertone.models.TrainingTurn;
import undertone.models.hosting.FeatureBatch;
import undertone.models.hosting.FeatureModel;
import undertone.models.hosting.FeatureNetwork;
import undertone.models.hosting.ParityReport;
import undertone.models.hosting.ReferenceCases;
import undertone.models.hosting.ReferenceFolder;

/// A baseline of 2023 as a hosted model: it reads clips by themselves, one vector of each modality,
/// and tells their label and, where it was taught any, their valence.
///
/// What a clip lacks goes in as zeros, as with the organisers; the one behind the numbers of what
/// is there goes with it, so a lack does not look like the average.
abstract class Mer23Model implements FeatureModel {
  private static final String BASE = "base";
  private static final List<Integer> PUBLISHED = List.of(1024, 1024, 1024); // text, sound, picture
  private static final int PUBLISHED_CLASSES = 6;

  /// The organisers' valence is of -5..5, ours of -1..1. A squared error shrinks by the square of
  /// that, so it is made to weigh beside the classes what it weighs with them.
  private static final float VALENCE_WEIGHT = 5 * 5;

  private final String name;
  private final Function<Mer23Config, FusionNet> makes;

  Mer23Model(String name, Function<Mer23Config, FusionNet> makes) {
    this.name = name;
    this.makes = makes;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Reads reads() {
    return Reads.CLIPS;
  }

  @Override
  public final boolean tellsValence() {
    return true;
  }

  @Override
  public final String reference() {
    return "mer";
  }

  @Override
  public final List<String> sizes() {
    return List.of(BASE);
  }

  @Override
  public final List<Integer> widths() {
    return PUBLISHED;
  }

  @Override
  public final long parameters(String size) {
    return parameters(config(size, PUBLISHED, PUBLISHED_CLASSES));
  }

  abstract long parameters(Mer23Config config);

  static long layer(long in, long out) {
    return in * out + out;
  }

  @Override
  public final FeatureNetwork network(
      String size,
      List<Integer> widths,
      int speakers,
      Tells tells,
      NDManager manager,
      SplittableRandom random) {
    var net = makes.apply(config(size, widths, tells.classes())).initialize(manager, random);
    return new Network(net, new ParameterStore(manager, false));
  }

  private Mer23Config config(String size, List<Integer> widths, int classes) {
    if (!size.equals(BASE)) {
      throw new IllegalArgumentException(
          "%s has the sizes %s, not \"%s\".".formatted(name, sizes(), size));
    }
    var published = Mer23Config.published(widths.get(1), widths.get(0), widths.get(2));
    return new Mer23Config(
        published.audio(),
        published.text(),
        published.video(),
        published.hidden(),
        published.fused(),
        classes,
        published.dropout());
  }

  @Override
  public final ParityReport parity(ReferenceFolder folder) throws IOException {
    var kase = "mer23_" + name;
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      var cases = new ReferenceCases(folder, manager);
      var sizes = cases.sizes().path("cases").path("dims");
      var layers = sizes.path("layers").asString().split(",", -1);
      var net =
          makes
              .apply(
                  new Mer23Config(
                      sizes.path("Da").asInt(),
                      sizes.path("Dt").asInt(),
                      sizes.path("Dv").asInt(),
                      Integer.parseInt(layers[0]),
                      Integer.parseInt(layers[1]),
                      sizes.path("classes").asInt(),
                      0))
              .initialize(manager, new SplittableRandom(0));
      cases.fill(kase, net.weights());
      hold(kase, net, cases, manager);
      return cases.report(
          name,
          net.weights().values().stream().mapToLong(NDArray::size).sum(),
          one -> !one.startsWith(kase + ".")); // of other networks, and of what is no network
    }
  }

  private static void hold(String kase, FusionNet net, ReferenceCases cases, NDManager manager)
      throws IOException {
    var clips =
        new NDList(cases.input("base.audio"), cases.input("base.text"), cases.input("base.video"));
    var classes = cases.input("base.emo");
    var valences = cases.input("base.val");
    try (var gradients = new Gradients()) {
      var out = net.forward(new ParameterStore(manager, false), clips, true);
      cases.hold(kase + ".fused", out.get(FusionNet.FUSED));
      cases.hold(kase + ".emo_logits", out.get(FusionNet.SCORES));
      cases.hold(kase + ".val", out.get(FusionNet.VALENCE));
      if (out.size() > FusionNet.ATTENTION) {
        cases.hold(kase + ".attention", out.get(FusionNet.ATTENTION));
      }
      var all = classes.onesLike().toType(valences.getDataType(), false);
      var told = FusionLoss.ofClasses(out, classes, all);
      var felt = FusionLoss.ofValence(out, valences, all);
      cases.hold(kase + ".loss_ce", told);
      cases.hold(kase + ".loss_mse", felt);
      gradients.backward(told.add(felt));
    }
    cases.holdGradients(kase, net.weights());
  }

  private record Network(FusionNet net, ParameterStore store) implements FeatureNetwork {

    @Override
    public Map<String, NDArray> weights() {
      return net.weights();
    }

    @Override
    public Map<String, NDArray> statistics() {
      return Map.of();
    }

    @Override
    public NDArray loss(FeatureBatch batch) {
      var out = hear(batch, true);
      var told = FusionLoss.ofClasses(out, batch.classes().flatten(), batch.taught().flatten());
      var rated = batch.rated().flatten();
      if (rated.sum().getFloat() == 0) {
        return told;
      }
      var felt = FusionLoss.ofValence(out, batch.valences().flatten(), rated);
      return told.add(felt.mul(Constant.beside(felt, VALENCE_WEIGHT)));
    }

    @Override
    public NDArray scores(FeatureBatch batch) {
      var scores = hear(batch, false).get(FusionNet.SCORES); // [B*N,K]
      return scores.reshape(places(batch).add(scores.getShape().get(1)));
    }

    @Override
    public Optional<NDArray> valences(FeatureBatch batch) {
      return Optional.of(hear(batch, false).get(FusionNet.VALENCE).reshape(places(batch)));
    }

    @Override
    public void dropBy(SplittableRandom random) {
      net.dropBy(random);
    }

    private static Shape places(FeatureBatch batch) {
      return batch.complete().getFirst().getShape().slice(0, 2); // [B,N]
    }

    private NDList hear(FeatureBatch batch, boolean training) {
      return net.forward(
          store,
          new NDList(modality(batch, 1), modality(batch, 0), modality(batch, 2)), // sound first
          training);
    }

    /// What is kept of a modality, `[B*N,D]`.
    private static NDArray modality(FeatureBatch batch, int m) {
      var complete = batch.complete().get(m);
      return complete
          .mul(batch.kept().get(m).expandDims(2))
          .reshape(-1, complete.getShape().get(2));
    }
  }
}
