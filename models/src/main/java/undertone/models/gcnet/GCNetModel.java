package undertone.models.gcnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import undertone.models.hosting.FeatureBatch;
import undertone.models.hosting.FeatureModel;
import undertone.models.hosting.FeatureNetwork;
import undertone.models.hosting.ParityReport;
import undertone.models.hosting.ReferenceFolder;

/// [GCNet] as a hosted model: it reads conversations and tells the label of every turn.
public final class GCNetModel implements FeatureModel {
  private static final String TINY = "tiny";
  private static final String BASE = "base";
  private static final List<Integer> PUBLISHED = List.of(1024, 512, 1024); // text, sound, picture
  private static final int PUBLISHED_CLASSES = 4;
  private static final double RESTORATION = 1; // λ, as published

  @Override
  public String name() {
    return "gcnet";
  }

  @Override
  public Reads reads() {
    return Reads.TURNS;
  }

  @Override
  public List<String> sizes() {
    return List.of(TINY, BASE);
  }

  @Override
  public List<Integer> widths() {
    return PUBLISHED;
  }

  @Override
  public long parameters(String size) {
    return config(size, PUBLISHED, 2, PUBLISHED_CLASSES).parameters();
  }

  @Override
  public FeatureNetwork network(
      String size,
      List<Integer> widths,
      int speakers,
      int classes,
      NDManager manager,
      SplittableRandom random) {
    return new Network(new GCNet(config(size, widths, speakers, classes), manager, random));
  }

  private GCNetConfig config(String size, List<Integer> widths, int speakers, int classes) {
    return switch (size) {
      case TINY -> GCNetConfig.small(widths, speakers, classes);
      case BASE -> GCNetConfig.base(widths, speakers, classes);
      default ->
          throw new IllegalArgumentException(
              "GCNet has the sizes %s, not \"%s\".".formatted(sizes(), size));
    };
  }

  @Override
  public ParityReport parity(ReferenceFolder folder) throws IOException {
    return GCNetParity.of(name(), folder);
  }

  private record Network(GCNet net) implements FeatureNetwork {

    @Override
    public Map<String, NDArray> weights() {
      return net.weights().weights();
    }

    @Override
    public Map<String, NDArray> statistics() {
      return net.weights().statistics();
    }

    @Override
    public NDArray loss(FeatureBatch batch) {
      var talk = talk(batch);
      var heard = net.hear(talk, true);
      var told = GCNetLoss.ofClasses(heard.logits(), batch.classes(), batch.taught());
      var removed = NDArrays.stack(batch.had(), 2).sub(talk.present()); // [B,N,M]
      return GCNetLoss.joint(told, GCNetLoss.ofFeatures(heard, talk, removed), RESTORATION);
    }

    @Override
    public NDArray scores(FeatureBatch batch) {
      return net.hear(talk(batch), false).logits(); // [B,N,K]
    }

    @Override
    public Optional<NDList> restored(FeatureBatch batch) {
      var features = net.hear(talk(batch), false).features(); // [B,N,D]
      var widths = net.config().widths();
      var ends = new long[widths.size() - 1];
      long end = 0;
      for (int m = 0; m < ends.length; m++) {
        end += widths.get(m);
        ends[m] = end;
      }
      return Optional.of(features.split(ends, 2));
    }

    private static Conversations talk(FeatureBatch batch) {
      var present = NDArrays.stack(batch.kept(), 2); // [B,N,M]
      return new Conversations(
          batch.complete(), present, batch.real().getFirst(), batch.speakers());
    }
  }
}
