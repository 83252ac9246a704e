package undertone.models.hicmae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import undertone.models.Blocks;
import undertone.models.hosting.HostedAutoencoder;
import undertone.models.hosting.HostedClassifier;
import undertone.models.hosting.Port;
import undertone.models.video.Mask;
import undertone.models.video.Pass;
import undertone.models.video.Restoration;
import undertone.models.video.Targets;

/// HiCMAE for clips that are only seen, or only heard: one encoder, over all whose blocks a learned
/// mixture is read. Its weights bear the names that they have in the whole network, so that what
/// was pre-trained with both senses goes on with one.
///
/// Source: Sun et al. 2024, *HiCMAE*, the rows of one modality in sec. 4.
final class OneSense {
  private OneSense() {}

  /// What is hidden: of clips tubes, of spectrograms any patches.
  static Mask drawn(HiCmaeConfig config, Sense sense, int clips, RandomGenerator random) {
    return switch (sense) {
      case FACES -> {
        var grid = config.cubes().grid();
        yield Mask.tubes(clips, grid, Mask.shareOfTubes(grid), random);
      }
      case VOICES -> {
        int patches = config.patches();
        yield Mask.scattered(clips, patches, Mask.shareOfPatches(patches), random);
      }
    };
  }

  record Classifier(HiCmaeConfig config, Sense sense, int classes) implements HostedClassifier {

    @Override
    public int frames() {
      return config.cubes().frames();
    }

    @Override
    public Map<String, Shape> weights() {
      return config.fineTuning(sense, classes);
    }

    @Override
    public List<Port> inputs() {
      return List.of(sense.port(config));
    }

    @Override
    public List<Port> outputs() {
      return List.of(
          new Port("logits", new Shape(-1, classes), "scores of classes before the softmax"),
          new Port(
              "fc_norm", new Shape(-1, config.width()), "features of a clip, mean 0 and spread 1"));
    }

    private NDArray features(Pass pass, Map<String, NDArray> inputs) {
      return new HiCmaeNet(config).features(pass, sense, Targets.input(inputs, sense.input()));
    }

    @Override
    public Map<String, NDArray> forward(Map<String, NDArray> weights, Map<String, NDArray> inputs) {
      var pass = Pass.predicting(weights);
      var read = features(pass, inputs);
      return Map.of("fc_norm", read, "logits", pass.linear(read, "head"));
    }

    @Override
    public NDArray loss(
        String name,
        Map<String, NDArray> weights,
        Map<String, NDArray> inputs,
        BiConsumer<String, NDArray> watch) {
      var pass = Pass.watched(weights, watch);
      var logits = pass.seen("logits", pass.linear(features(pass, inputs), "head"));
      return pass.seen("loss", Targets.crossEntropy(logits, Targets.input(inputs, "target")));
    }

    @Override
    public NDArray learning(
        Map<String, NDArray> weights,
        Map<String, NDArray> inputs,
        RandomGenerator drops,
        Blocks blocks) {
      var pass = Pass.learning(weights, drops, blocks);
      return pass.linear(features(pass, inputs), "head");
    }

    @Override
    public ToDoubleFunction<String> rates(double factor) {
      return config.rates(sense, factor)::of;
    }

    @Override
    public double headStart() {
      return 1;
    }

    /// The encoder's of this sense, whether the other was there or not.
    @Override
    public Optional<String> fineTuned(String weight) {
      return sense.encodes(weight) ? Optional.of(weight) : Optional.empty();
    }
  }

  record Autoencoder(HiCmaeConfig config, Sense sense) implements HostedAutoencoder {

    @Override
    public int frames() {
      return config.cubes().frames();
    }

    @Override
    public Map<String, Shape> weights() {
      return config.preTraining(sense);
    }

    @Override
    public List<Port> inputs() {
      return List.of(sense.port(config), sense.maskPort(config));
    }

    @Override
    public List<Port> outputs() {
      return List.of(sense.filled("prediction", config));
    }

    private NDArray filled(Pass pass, Map<String, NDArray> inputs) {
      var mask = Mask.of(Targets.input(inputs, sense.mask()));
      return new HiCmaeNet(config)
          .reconstruct(pass, sense, Targets.input(inputs, sense.input()), mask);
    }

    @Override
    public Map<String, NDArray> forward(Map<String, NDArray> weights, Map<String, NDArray> inputs) {
      return Map.of("prediction", filled(Pass.predicting(weights), inputs));
    }

    @Override
    public NDArray loss(
        String name,
        Map<String, NDArray> weights,
        Map<String, NDArray> inputs,
        BiConsumer<String, NDArray> watch) {
      var pass = Pass.watched(weights, watch);
      var target = pass.seen("target", sense.hidden(config, inputs));
      return pass.seen("loss", Targets.error(filled(pass, inputs), target));
    }

    @Override
    public NDArray error(Map<String, NDArray> weights, Map<String, NDArray> inputs, Blocks blocks) {
      return Targets.error(
          filled(Pass.predicting(weights, blocks), inputs), sense.hidden(config, inputs));
    }

    @Override
    public Map<String, Gaps> gaps(Map<String, NDArray> weights, Map<String, NDArray> inputs) {
      var filled = Targets.input(forward(weights, inputs), "prediction");
      return Map.of(sense.plural(), sense.gaps(config, inputs, filled));
    }

    @Override
    public Map<String, NDArray> hidden(int clips, RandomGenerator random, NDManager manager) {
      return Map.of(sense.mask(), drawn(config, sense, clips, random).flags(manager));
    }

    @Override
    public Optional<Films> restored(Map<String, NDArray> weights, Map<String, NDArray> inputs) {
      return switch (sense) {
        case FACES ->
            Optional.of(
                Restoration.of(
                    Targets.input(inputs, "clip"),
                    config.cubes(),
                    Mask.of(Targets.input(inputs, "mask")),
                    Targets.input(forward(weights, inputs), "prediction"),
                    Restoration.Kind.MOTION));
        case VOICES -> Optional.empty();
      };
    }
  }
}
