package undertone.models.emt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import undertone.models.hosting.FeatureBatch;
import undertone.models.hosting.FeatureModel;
import undertone.models.hosting.FeatureNetwork;
import undertone.models.hosting.ParityReport;
import undertone.models.hosting.ReferenceFolder;
import undertone.models.missing.SequenceMasks;

/// [EmtNet] as a hosted model: it reads the steps of single clips. The text as a whole is the mean
/// of its words that are there, since no text encoder is trained along.
public final class EmtModel implements FeatureModel {
  private static final String TINY = "tiny";
  private static final String BASE = "base";
  private static final List<Integer> PUBLISHED = List.of(768, 5, 20); // text, sound, picture

  @Override
  public String name() {
    return "emt-dlfr";
  }

  @Override
  public Reads reads() {
    return Reads.STEPS;
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
    return config(size, PUBLISHED, 1).parameters();
  }

  @Override
  public FeatureNetwork network(
      String size,
      List<Integer> widths,
      int speakers,
      int classes,
      NDManager manager,
      SplittableRandom random) {
    return new Network(new EmtNet(config(size, widths, classes), manager, random));
  }

  private EmtConfig config(String size, List<Integer> widths, int classes) {
    int text = widths.get(0);
    int audio = widths.get(1);
    int vision = widths.get(2);
    return switch (size) {
      case TINY -> EmtConfig.small(text, audio, vision, classes);
      case BASE -> EmtConfig.base(text, audio, vision, classes);
      default ->
          throw new IllegalArgumentException(
              "EMT-DLFR has the sizes %s, not \"%s\".".formatted(sizes(), size));
    };
  }

  @Override
  public ParityReport parity(ReferenceFolder folder) throws IOException {
    return EmtParity.of(name(), folder);
  }

  private record Network(EmtNet net) implements FeatureNetwork {

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
      var classes = batch.classes().squeeze(1); // [B]
      var complete = net.view(clips(batch, batch.had()), true);
      var incomplete = net.view(clips(batch, batch.kept()), true);
      var removed = new NDList();
      for (int m = 0; m < batch.had().size(); m++) {
        removed.add(batch.had().get(m).sub(batch.kept().get(m))); // [B,T_m]
      }
      return EmtLoss.total(
          net.config(),
          EmtLoss.ofClasses(incomplete.outputs(), classes),
          EmtLoss.ofClasses(complete.outputs(), classes),
          EmtLoss.attraction(net.pull(complete, true), net.pull(incomplete, true)),
          EmtLoss.restoration(net.restored(incomplete), batch.complete(), removed));
    }

    @Override
    public NDArray scores(FeatureBatch batch) {
      return net.outputs(clips(batch, batch.kept())).expandDims(1); // [B,1,K]
    }

    private static Clips clips(FeatureBatch batch, NDList there) {
      var steps = new NDList();
      for (int m = 0; m < there.size(); m++) {
        steps.add(batch.complete().get(m).mul(there.get(m).expandDims(2))); // [B,T_m,D_m]
      }
      var sentence = SequenceMasks.mean(steps.getFirst(), there.getFirst()); // [B,D_l]
      return new Clips(sentence, steps, batch.real());
    }
  }
}
