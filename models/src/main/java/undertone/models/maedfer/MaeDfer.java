package undertone.models.maedfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import undertone.models.Blocks;
import undertone.models.hosting.HostedAutoencoder;
import undertone.models.hosting.HostedClassifier;
import undertone.models.hosting.HostedModel;
import undertone.models.hosting.HostedNetwork;
import undertone.models.hosting.Port;
import undertone.models.maedfer.MaeDferConfig.Order;
import undertone.models.video.Mask;
import undertone.models.video.Pass;
import undertone.models.video.Restoration;
import undertone.models.video.Sizes;
import undertone.models.video.Targets;
import undertone.models.video.Tokens;
import undertone.models.video.VideoClassifier;

/// MAE-DFER as the house knows it: [LgiFormer] as a classifier and as an autoencoder.
public final class MaeDfer implements HostedModel {
  private static final int CLASSES = 7; // of the published fine-tuning, on DFEW

  @Override
  public String name() {
    return "mae-dfer";
  }

  @Override
  public int publishedClasses() {
    return CLASSES;
  }

  @Override
  public Map<String, HostedNetwork> variants(int classes) {
    var all = new LinkedHashMap<String, HostedNetwork>();
    var sizes = new LinkedHashMap<String, MaeDferConfig>();
    sizes.put("tiny", MaeDferConfig.TINY);
    sizes.put("small", MaeDferConfig.SMALL);
    sizes.put("base", MaeDferConfig.BASE);
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
        MaeDferConfig.usual(
            sizes.cubes(),
            sizes.grid("region_size"),
            sizes.number("embed_dim"),
            sizes.number("heads"),
            sizes.number("depth"),
            sizes.decoder());
    return sizes.classes().isPresent()
        ? classifier(config, sizes.classes().getAsInt())
        : new Autoencoder(config.with(Order.REFERENCE));
  }

  private static HostedClassifier classifier(MaeDferConfig config, int classes) {
    return new VideoClassifier(
        config,
        config.fineTuning(classes),
        config.cubes(),
        config.width(),
        new LgiFormer(config)::features);
  }

  private record Autoencoder(MaeDferConfig config) implements HostedAutoencoder {
    private static final Pattern WEIGHED =
        Pattern.compile("loss_joint_motion_weight_(\\d+)_(\\d+)");

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
              "normalised colours of each hidden cube's first frame, then their motion"));
    }

    @Override
    public Map<String, NDArray> forward(Map<String, NDArray> weights, Map<String, NDArray> inputs) {
      return Map.of("prediction", filled(config.order(), Pass.predicting(weights), inputs));
    }

    private NDArray filled(Order order, Pass pass, Map<String, NDArray> inputs) {
      var clips = Targets.input(inputs, "clip");
      var mask = Mask.of(Targets.input(inputs, "mask"));
      return new LgiFormer(config.with(order)).reconstruct(pass, clips, mask);
    }

    @Override
    public Map<String, NDArray> hidden(int clips, RandomGenerator random, NDManager manager) {
      var grid = config.cubes().grid();
      return Map.of(
          "mask",
          Mask.windows(
                  clips,
                  grid,
                  config.region().rows(),
                  config.region().columns(),
                  Mask.shareOfTubes(grid),
                  random)
              .flags(manager));
    }

    @Override
    public Map<String, Gaps> gaps(Map<String, NDArray> weights, Map<String, NDArray> inputs) {
      return Map.of(
          "faces",
          Mask.of(Targets.input(inputs, "mask"))
              .gaps(
                  Targets.motion(Targets.input(inputs, "clip"), config.cubes()),
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
              Restoration.Kind.MOTION));
    }

    @Override
    public NDArray error(Map<String, NDArray> weights, Map<String, NDArray> inputs, Blocks blocks) {
      var clips = Targets.input(inputs, "clip");
      var hidden = Mask.of(Targets.input(inputs, "mask")).hidden(clips.getManager());
      var target = Tokens.pick(Targets.motion(clips, config.cubes()), hidden);
      var pass = Pass.predicting(weights, blocks);
      return Targets.error(filled(config.order(), pass, inputs), target);
    }

    @Override
    public NDArray loss(
        String name,
        Map<String, NDArray> weights,
        Map<String, NDArray> inputs,
        BiConsumer<String, NDArray> watch) {
      var clips = Targets.input(inputs, "clip");
      var hidden = Mask.of(Targets.input(inputs, "mask")).hidden(clips.getManager());
      var pixels = Tokens.pick(Targets.pixels(clips, config.cubes()), hidden);
      var target = Tokens.pick(Targets.motion(clips, config.cubes()), hidden);
      var pass = Pass.watched(weights, watch);
      pass.seen("prediction_ascending_order", filled(Order.OWN, pass, inputs));
      var prediction = pass.seen("prediction", filled(config.order(), pass, inputs));
      pass.seen("target_pixels", pixels);
      pass.seen("target_joint", target);
      var losses =
          new NDList(
              Targets.error(prediction, target),
              Targets.errorOfHalf(prediction, target, 0),
              Targets.errorOfHalf(prediction, target, 1),
              LgiFormer.loss(prediction, target, 0.3),
              Targets.error(prediction, pixels));
      pass.seen("losses", NDArrays.stack(losses));
      var weighed = WEIGHED.matcher(name);
      return weighed.matches()
          ? LgiFormer.loss(
              prediction, target, Double.parseDouble(weighed.group(1) + "." + weighed.group(2)))
          : losses.head();
    }
  }
}
