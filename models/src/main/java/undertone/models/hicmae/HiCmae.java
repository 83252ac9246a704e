package undertone.models.hicmae;

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
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import undertone.models.hosting.HostedAutoencoder;
import undertone.models.hosting.HostedClassifier;
import undertone.models.hosting.HostedModel;
import undertone.models.hosting.HostedNetwork;
import undertone.models.hosting.Port;
import undertone.models.video.Decoder;
import undertone.models.video.Mask;
import undertone.models.video.Pass;
import undertone.models.video.Restoration;
import undertone.models.video.Sizes;
import undertone.models.video.Targets;
import undertone.models.video.Tokens;
import undertone.models.video.VideoClassifier;

/// HiCMAE as the house knows it: [HiCmaeNet] as a classifier and as an autoencoder.
public final class HiCmae implements HostedModel {
  private static final int CLASSES = 6; // of the published fine-tuning, on CREMA-D

  @Override
  public String name() {
    return "hicmae";
  }

  @Override
  public int publishedClasses() {
    return CLASSES;
  }

  @Override
  public Map<String, HostedNetwork> variants(int classes) {
    var sizes = new LinkedHashMap<String, HiCmaeConfig>();
    sizes.put("tiny", HiCmaeConfig.TINY);
    sizes.put("least", HiCmaeConfig.LEAST);
    sizes.put("small", HiCmaeConfig.SMALL);
    sizes.put("base", HiCmaeConfig.BASE);
    var all = new LinkedHashMap<String, HostedNetwork>();
    sizes.forEach((name, config) -> {
      all.put(name, new Classifier(config, classes));
      all.put(name + "-pretrain", new Autoencoder(config));
    });
    return all;
  }

  @Override
  public HostedNetwork network(JsonNode node) {
    var sizes = new Sizes(node);
    boolean classifier = sizes.classes().isPresent();
    int depth = sizes.number("depth_video");
    var config =
        new HiCmaeConfig(
            sizes.cubes(),
            sizes.number("spectrogram_shape", 2),
            sizes.number("spectrogram_shape", 3),
            sizes.number("audio_patch"),
            sizes.number("embed_dim"),
            sizes.number("heads"),
            depth,
            sizes.number("depth_audio"),
            sizes.number("fusion_depth"),
            classifier ? List.of() : sizes.numbers("kept_levels"),
            0,
            classifier ? new Decoder(1, 1, 1) : sizes.decoder());
    return classifier
        ? new Classifier(config, sizes.classes().getAsInt())
        : new Autoencoder(config);
  }

  private static Port spectrograms(HiCmaeConfig config) {
    return new Port(
        "spectrogram",
        new Shape(-1, 1, config.frames(), config.bands()),
        "logarithms of power in mel bands, frames of 10 ms, by the mean and spread of AudioSet");
  }

  private record Classifier(HiCmaeConfig config, int classes) implements HostedClassifier {

    @Override
    public Map<String, Shape> weights() {
      return config.fineTuning(classes);
    }

    @Override
    public List<Port> inputs() {
      return List.of(VideoClassifier.clips(config.cubes()), spectrograms(config));
    }

    @Override
    public List<Port> outputs() {
      return List.of(
          new Port("logits", new Shape(-1, classes), "scores of classes before the softmax"),
          new Port(
              "fc_norm",
              new Shape(-1, 4L * config.width()),
              "features of a clip, mean 0 and spread 1"));
    }

    @Override
    public Map<String, NDArray> forward(Map<String, NDArray> weights, Map<String, NDArray> inputs) {
      var pass = Pass.predicting(weights);
      var read = features(pass, inputs);
      return Map.of("fc_norm", read, "logits", pass.linear(read, "head"));
    }

    private NDArray features(Pass pass, Map<String, NDArray> inputs) {
      return new HiCmaeNet(config)
          .features(pass, Targets.input(inputs, "clip"), Targets.input(inputs, "spectrogram"));
    }

    @Override
    public NDArray learning(
        Map<String, NDArray> weights, Map<String, NDArray> inputs, RandomGenerator drops) {
      var pass = Pass.learning(weights, drops);
      return pass.linear(features(pass, inputs), "head");
    }

    @Override
    public ToDoubleFunction<String> rates(double factor) {
      return config.rates(factor)::of;
    }

    @Override
    public double headStart() {
      return 1;
    }

    @Override
    public Optional<String> fineTuned(String weight) {
      return weight.startsWith("encoder.")
              || weight.startsWith("encoder_audio.")
              || weight.startsWith("encoder_fusion.")
          ? Optional.of(weight)
          : Optional.empty();
    }

    @Override
    public NDArray loss(
        String name,
        Map<String, NDArray> weights,
        Map<String, NDArray> inputs,
        BiConsumer<String, NDArray> watch) {
      var pass = Pass.watched(weights, watch);
      var read = features(pass, inputs);
      var manager = read.getManager();
      int cubes = config.cubes().grid().tokens();
      pass.seen("pos_table_video", Tokens.positions(manager, cubes, config.width()));
      pass.seen("pos_table_audio", Tokens.positions(manager, config.patches(), config.width()));
      var logits = pass.seen("logits", pass.linear(read, "head"));
      return pass.seen("loss", Targets.crossEntropy(logits, Targets.input(inputs, "target")));
    }
  }

  private record Autoencoder(HiCmaeConfig config) implements HostedAutoencoder {
    private static final Pattern WEIGHED = Pattern.compile("total_weight_(\\d+)_(\\d+)");

    @Override
    public Map<String, Shape> weights() {
      return config.preTraining();
    }

    @Override
    public List<Port> inputs() {
      return List.of(
          VideoClassifier.clips(config.cubes()),
          Mask.port("mask", config.cubes().grid().tokens()),
          spectrograms(config),
          Mask.port("mask_audio", config.patches()));
    }

    @Override
    public List<Port> outputs() {
      return List.of(
          new Port(
              "prediction_video",
              new Shape(-1, -1, config.cubes().numbers()),
              "normalised colours of each hidden cube's first frame, then their motion"),
          new Port(
              "prediction_audio",
              new Shape(-1, -1, (long) config.patch() * config.patch()),
              "normalised power in each hidden patch"));
    }

    @Override
    public Map<String, NDArray> forward(Map<String, NDArray> weights, Map<String, NDArray> inputs) {
      var filled = filled(Pass.predicting(weights), inputs);
      return Map.of("prediction_video", filled.video(), "prediction_audio", filled.audio());
    }

    private HiCmaeNet.Filled filled(Pass pass, Map<String, NDArray> inputs) {
      return new HiCmaeNet(config)
          .reconstruct(
              pass,
              Targets.input(inputs, "clip"),
              Mask.of(Targets.input(inputs, "mask")),
              Targets.input(inputs, "spectrogram"),
              Mask.of(Targets.input(inputs, "mask_audio")));
    }

    @Override
    public Map<String, NDArray> hidden(int clips, RandomGenerator random, NDManager manager) {
      var grid = config.cubes().grid();
      int patches = config.patches();
      return Map.of(
          "mask",
          Mask.tubes(clips, grid, Mask.shareOfTubes(grid), random).flags(manager),
          "mask_audio",
          Mask.scattered(clips, patches, Mask.shareOfPatches(patches), random).flags(manager));
    }

    @Override
    public Optional<Films> restored(Map<String, NDArray> weights, Map<String, NDArray> inputs) {
      return Optional.of(
          Restoration.of(
              Targets.input(inputs, "clip"),
              config.cubes(),
              Mask.of(Targets.input(inputs, "mask")),
              Targets.input(forward(weights, inputs), "prediction_video"),
              Restoration.Kind.MOTION));
    }

    @Override
    public NDArray loss(
        String name,
        Map<String, NDArray> weights,
        Map<String, NDArray> inputs,
        BiConsumer<String, NDArray> watch) {
      var pass = Pass.watched(weights, watch);
      var cubes = Targets.motion(Targets.input(inputs, "clip"), config.cubes());
      var patches = Targets.patches(Targets.input(inputs, "spectrogram"), config.patch());
      var video = pass.seen("target_video", hidden(cubes, inputs, "mask"));
      var audio = pass.seen("target_audio", hidden(patches, inputs, "mask_audio"));
      var filled = filled(pass, inputs);
      pass.seen("prediction_video", filled.video());
      pass.seen("prediction_audio", filled.audio());
      var losses =
          new NDList(
              HiCmaeNet.loss(filled, video, audio, HiCmaeNet.CONTRAST),
              Targets.error(filled.video(), video),
              Targets.error(filled.audio(), audio),
              filled.contrast(),
              HiCmaeNet.loss(filled, video, audio, 0.1));
      pass.seen("losses", NDArrays.stack(losses));
      var weighed = WEIGHED.matcher(name);
      return weighed.matches()
          ? HiCmaeNet.loss(
              filled, video, audio, Double.parseDouble(weighed.group(1) + "." + weighed.group(2)))
          : losses.head();
    }

    private static NDArray hidden(NDArray all, Map<String, NDArray> inputs, String mask) {
      return Tokens.pick(all, Mask.of(Targets.input(inputs, mask)).hidden(all.getManager()));
    }
  }
}
