package undertone.models.emt;

import ai.djl.ndarray.NDArray;
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
import undertone.models.missing.SequenceMasks;

/// [EmtNet] as a hosted model: it reads the steps of single clips and tells their label and, where
/// it was taught any, their valence. The text as a whole is the mean of its words that are there,
/// since no text encoder is trained along.
public final class EmtModel implements FeatureModel {
  private static final String TINY = "tiny";
  private static final String BASE = "base";
  private static final List<Integer> PUBLISHED = List.of(768, 5, 20); // text, sound, picture

  /// The authors' values are of -3..3, ours of -1..1; so an error weighs what it does with them.
  private static final float VALENCE_WEIGHT = 3;

  @Override
  public String name() {
    return "emt-dlfr";
  }

  @Override
  public Reads reads() {
    return Reads.STEPS;
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
    return config(size, PUBLISHED, 1).parameters();
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
    return new Network(new EmtNet(config(size, widths, outputs), manager, random), tells);
  }

  private EmtConfig config(String size, List<Integer> widths, int outputs) {
    int text = widths.get(0);
    int audio = widths.get(1);
    int vision = widths.get(2);
    return switch (size) {
      case TINY -> EmtConfig.small(text, audio, vision, outputs);
      case BASE -> EmtConfig.base(text, audio, vision, outputs);
      default ->
          throw new IllegalArgumentException(
              "EMT-DLFR has the sizes %s, not \"%s\".".formatted(sizes(), size));
    };
  }

  @Override
  public ParityReport parity(ReferenceFolder folder) throws IOException {
    return EmtParity.of(name(), folder);
  }

  /// @param net its outputs are the classes and, if it tells valence, that behind them
  private record Network(EmtNet net, Tells tells) implements FeatureNetwork {

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
      var complete = net.view(clips(batch, batch.had()), true);
      var incomplete = net.view(clips(batch, batch.kept()), true);
      var removed = new NDList();
      for (int m = 0; m < batch.had().size(); m++) {
        removed.add(batch.had().get(m).sub(batch.kept().get(m))); // [B,T_m]
      }
      return EmtLoss.total(
          net.config(),
          task(incomplete.outputs(), batch),
          task(complete.outputs(), batch),
          EmtLoss.attraction(net.pull(complete, true), net.pull(incomplete, true)),
          EmtLoss.restoration(net.restored(incomplete), batch.complete(), removed));
    }

    /// @param outputs `[B,K]`, or `[B,K+1]` with valence
    private NDArray task(NDArray outputs, FeatureBatch batch) {
      var told = EmtLoss.ofClasses(classes(outputs), batch.classes().squeeze(1));
      if (!tells.valence() || batch.rated().sum().getFloat() == 0) {
        return told;
      }
      var felt =
          EmtLoss.ofValues(valence(outputs), batch.valences().squeeze(1), batch.rated().squeeze(1));
      return told.add(felt.mul(Constant.beside(felt, VALENCE_WEIGHT)));
    }

    @Override
    public NDArray scores(FeatureBatch batch) {
      return classes(net.outputs(clips(batch, batch.kept()))).expandDims(1); // [B,1,K]
    }

    @Override
    public Optional<NDArray> valences(FeatureBatch batch) {
      return tells.valence()
          ? Optional.of(valence(net.outputs(clips(batch, batch.kept())))) // [B,1]
          : Optional.empty();
    }

    private NDArray classes(NDArray outputs) {
      return tells.valence() ? outputs.get(":,:%d".formatted(tells.classes())) : outputs; // [B,K]
    }

    private NDArray valence(NDArray outputs) {
      return outputs.get(":,%d:".formatted(tells.classes())); // [B,1]
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
