package undertone.models.abaw;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import undertone.models.Constant;
import undertone.models.hosting.FrameBatch;
import undertone.models.hosting.FrameModel;
import undertone.models.hosting.FrameNetwork;
import undertone.models.hosting.ParityReport;
import undertone.models.hosting.ReferenceFolder;

/// [TwoAspectNet] over [FaceMaps] as a hosted model. The network for large pictures that is
/// published in the place of the latter has no size here: nothing on a processor would bear it.
public final class TwoAspectModel implements FrameModel {
  private static final String SMALL = "small";
  private static final int SIDE = 48;
  private static final int PUBLISHED_CLASSES = 8;
  private static final int PUBLISHED_UNITS = 12;

  @Override
  public String name() {
    return "two-aspect";
  }

  @Override
  public String reference() {
    return "abaw";
  }

  @Override
  public List<String> sizes() {
    return List.of(SMALL);
  }

  @Override
  public int side(String size) {
    mustBeOffered(size);
    return SIDE;
  }

  @Override
  public long parameters(String size) {
    try (var manager = NDManager.newBaseManager()) {
      return network(size, PUBLISHED_CLASSES, PUBLISHED_UNITS, manager, new SplittableRandom(0))
          .weights()
          .values()
          .stream()
          .mapToLong(NDArray::size)
          .sum();
    }
  }

  @Override
  public FrameNetwork network(
      String size, int classes, int units, NDManager manager, SplittableRandom random) {
    mustBeOffered(size);
    var maps = new FaceMaps(manager, random);
    var config = TwoAspectConfig.small(FaceMaps.CHANNELS).telling(classes, units);
    return new Network(maps, new TwoAspectNet(config, manager, random));
  }

  private void mustBeOffered(String size) {
    if (!sizes().contains(size)) {
      throw new IllegalArgumentException(
          "%s has the sizes %s, not \"%s\".".formatted(name(), sizes(), size));
    }
  }

  @Override
  public ParityReport parity(ReferenceFolder folder) throws IOException {
    return TwoAspectParity.of(name(), folder);
  }

  private record Network(FaceMaps maps, TwoAspectNet net) implements FrameNetwork {

    @Override
    public Map<String, NDArray> weights() {
      return joined(maps.weights().weights(), net.weights().weights());
    }

    @Override
    public Map<String, NDArray> statistics() {
      return joined(maps.weights().statistics(), net.weights().statistics());
    }

    private static Map<String, NDArray> joined(
        Map<String, NDArray> faces, Map<String, NDArray> tasks) {
      var all = new LinkedHashMap<String, NDArray>();
      faces.forEach((name, array) -> all.put("faces." + name, array));
      tasks.forEach((name, array) -> all.put("tasks." + name, array));
      return all;
    }

    @Override
    public Told told(NDArray faces, List<Integer> films) {
      var told = net.told(maps.of(faces, false), films, false);
      return new Told(told.expression(), told.affect(), told.units());
    }

    @Override
    public NDArray loss(FrameBatch batch) {
      var told = net.told(maps.of(batch.faces(), true), batch.films(), true);
      var labels =
          FrameLabels.marked(batch.expression(), batch.valence(), batch.arousal(), batch.units());
      var loss = FrameLoss.of(told, labels, batch.expressionWeights(), batch.unitWeights());
      // nothing, but of every weight, so that the gradient of an untold task is zeros and not
      // absent
      var all = told.expression().sum().add(told.affect().sum()).add(told.units().sum());
      return loss.add(all.mul(Constant.beside(all, 0)));
    }
  }
}
