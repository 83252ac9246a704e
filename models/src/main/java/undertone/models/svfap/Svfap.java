package undertone.models.svfap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import undertone.models.Blocks;
import undertone.models.hosting.HostedAutoencoder;
import undertone.models.hosting.HostedClassifier;
import undertone.models.hosting.HostedModel;
import undertone.models.hosting.HostedNetwork;
import undertone.models.hosting.Port;
import undertone.models.video.Mask;
import undertone.models.video.Pass;
import undertone.models.video.Restoration;
import undertone.models.video.Sizes;
import undertone.models.video.Targets;
import undertone.models.video.Tokens;
import undertone.models.video.VideoClassifier;

/// SVFAP as the house knows it: [Tpsbt] as a classifier and as an autoencoder.
public final class Svfap implements HostedModel {
  private static final int CLASSES = 7; // of the published fine-tuning, on DFEW

  @Override
  public String name() {
    return "svfap";
  }

  @Override
  public int publishedClasses() {
    return CLASSES;
  }

  @Override
  public Map<String, HostedNetwork> variants(int classes) {
    var all = new LinkedHashMap<String, HostedNetwork>();
    var sizes = new LinkedHashMap<String, SvfapConfig>();
    sizes.put("tiny", SvfapConfig.TINY);
    sizes.put("small", SvfapConfig.SMALL);
    sizes.put("base", SvfapConfig.BASE);
    sizes.forEach((name, config) -> {
      all.put(name, classifier(config, classes));
      all.put(name + "-pretrain", new Autoencoder(config));
    });
    return all;
  }

  @Override
  public HostedNetwork network(JsonNode node) {
    var sizes = new Sizes(node);
    var config =
        new SvfapConfig(
            sizes.cubes(),
            sizes.number("embed_dim"),
            sizes.number("heads"),
            sizes.numbers("stage_depths"),
            sizes.number("bottleneck_tokens"),
            sizes.number("temporal_kernel"),
            sizes.number("spatial_attention_hidden"),
            0,
            sizes.decoder());
    return sizes.classes().isPresent()
        ? classifier(config, sizes.classes().getAsInt())
        : new Autoencoder(config);
  }

  private static HostedClassifier classifier(SvfapConfig config, int classes) {
    return new VideoClassifier(
        config,
        config.fineTuning(classes),
        config.cubes(),
        config.width(),
        new Tpsbt(config)::features);
  }

  private record Autoencoder(SvfapConfig config) implements HostedAutoencoder {

    @Override
    public int frames() {
      return config.cubes().frames();
    }

    @Override
    public Map<String, Shape> weights() {
      return config.preTraining();
    }

    @Override
    public List<Port> inputs() {
      return List.of(
          VideoClassifier.clips(config.cubes()), Mask.port("mask", config.cubes().grid().tokens()));
    }

    @Override
    public List<Port> outputs() {
      return List.of(
          new Port(
              "prediction",
              new Shape(-1, -1, config.cubes().numbers()),
              "normalised colours of each hidden cube"));
    }

    @Override
    public Map<String, NDArray> forward(Map<String, NDArray> weights, Map<String, NDArray> inputs) {
      return Map.of("prediction", filled(Pass.predicting(weights), inputs));
    }

    private NDArray filled(Pass pass, Map<String, NDArray> inputs) {
      var mask = Mask.of(Targets.input(inputs, "mask"));
      return new Tpsbt(config).reconstruct(pass, Targets.input(inputs, "clip"), mask);
    }

    @Override
    public Map<String, NDArray> hidden(int clips, RandomGenerator random, NDManager manager) {
      var grid = config.cubes().grid();
      return Map.of(
          "mask", Mask.tubes(clips, grid, Mask.shareOfTubes(grid), random).flags(manager));
    }

    @Override
    public Map<String, Gaps> gaps(Map<String, NDArray> weights, Map<String, NDArray> inputs) {
      return Map.of(
          "faces",
          Mask.of(Targets.input(inputs, "mask"))
              .gaps(
                  Targets.pixels(Targets.input(inputs, "clip"), config.cubes()),
                  Targets.input(forward(weights, inputs), "prediction"),
                  config.cubes().grid()));
    }

    @Override
    public Optional<Films> restored(Map<String, NDArray> weights, Map<String, NDArray> inputs) {
      return Optional.of(
          Restoration.of(
              Targets.input(inputs, "clip"),
              config.cubes(),
              Mask.of(Targets.input(inputs, "mask")),
              Targets.input(forward(weights, inputs), "prediction"),
              Restoration.Kind.PIXELS));
    }

    @Override
    public NDArray error(Map<String, NDArray> weights, Map<String, NDArray> inputs, Blocks blocks) {
      return Targets.error(filled(Pass.predicting(weights, blocks), inputs), target(inputs));
    }

    private NDArray target(Map<String, NDArray> inputs) {
      var clips = Targets.input(inputs, "clip");
      var hidden = Mask.of(Targets.input(inputs, "mask")).hidden(clips.getManager());
      return Tokens.pick(Targets.pixels(clips, config.cubes()), hidden);
    }

    @Override
    public NDArray loss(
        String name,
        Map<String, NDArray> weights,
        Map<String, NDArray> inputs,
        BiConsumer<String, NDArray> watch) {
      var pass = Pass.watched(weights, watch);
      var prediction = pass.seen("prediction", filled(pass, inputs));
      var target = pass.seen("target", target(inputs));
      return pass.seen("losses", Targets.error(prediction, target));
    }
  }
}
