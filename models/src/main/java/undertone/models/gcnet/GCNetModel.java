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
import undertone.models.Constant;
import undertone.models.hosting.FeatureBatch;
import undertone.models.hosting.FeatureModel;
import undertone.models.hosting.FeatureNetwork;
import undertone.models.hosting.ParityReport;
import undertone.models.hosting.ReferenceFolder;

/// [GCNet] as a hosted model: it reads conversations and tells the label of every turn and, where
/// it was taught any, its valence.
public final class GCNetModel implements FeatureModel {
  private static final String TINY = "tiny";
  private static final String BASE = "base";
  private static final List<Integer> PUBLISHED = List.of(1024, 512, 1024); // text, sound, picture
  private static final int PUBLISHED_CLASSES = 4;
  private static final double RESTORATION = 1; // λ, as published

  /// The authors' values are of -3..3, ours of -1..1, and a squared error shrinks by the square; so
  /// an error weighs what it does with them.
  private static final float VALENCE_WEIGHT = 3 * 3;

  @Override
  public String name() {
    return "gcnet";
  }

  @Override
  public Reads reads() {
    return Reads.TURNS;
  }

  @Override
  public boolean tellsValence() {
    return true;
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
      Tells tells,
      NDManager manager,
      SplittableRandom random) {
    int outputs = tells.classes() + (tells.valence() ? 1 : 0);
    return new Network(new GCNet(config(size, widths, speakers, outputs), manager, random), tells);
  }

  private GCNetConfig config(String size, List<Integer> widths, int speakers, int outputs) {
    return switch (size) {
      case TINY -> GCNetConfig.small(widths, speakers, outputs);
      case BASE -> GCNetConfig.base(widths, speakers, outputs);
      default ->
          throw new IllegalArgumentException(
              "GCNet has the sizes %s, not \"%s\".".formatted(sizes(), size));
    };
  }

  @Override
  public ParityReport parity(ReferenceFolder folder) throws IOException {
    return GCNetParity.of(name(), folder);
  }

  /// @param net its outputs are the classes and, if it tells valence, that behind them
  private record Network(GCNet net, Tells tells) implements FeatureNetwork {

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
      var removed = NDArrays.stack(batch.had(), 2).sub(talk.present()); // [B,N,M]
      return GCNetLoss.joint(
          task(heard.logits(), batch), GCNetLoss.ofFeatures(heard, talk, removed), RESTORATION);
    }

    /// @param logits `[B,N,K]`, or `[B,N,K+1]` with valence
    private NDArray task(NDArray logits, FeatureBatch batch) {
      var told = GCNetLoss.ofClasses(classes(logits), batch.classes(), batch.taught());
      if (!tells.valence() || batch.rated().sum().getFloat() == 0) {
        return told;
      }
      var felt = GCNetLoss.ofValues(valence(logits), batch.valences(), batch.rated());
      return told.add(felt.mul(Constant.beside(felt, VALENCE_WEIGHT)));
    }

    @Override
    public NDArray scores(FeatureBatch batch) {
      return classes(net.hear(talk(batch), false).logits()); // [B,N,K]
    }

    @Override
    public Optional<NDArray> valences(FeatureBatch batch) {
      return tells.valence()
          ? Optional.of(valence(net.hear(talk(batch), false).logits()).squeeze(2)) // [B,N]
          : Optional.empty();
    }

    private NDArray classes(NDArray logits) {
      return tells.valence() ? logits.get(":,:,:%d".formatted(tells.classes())) : logits;
    }

    private NDArray valence(NDArray logits) {
      return logits.get(":,:,%d:".formatted(tells.classes())); // [B,N,1]
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
