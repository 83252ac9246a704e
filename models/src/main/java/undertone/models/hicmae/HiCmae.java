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
import undertone.models.Blocks;
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

/// HiCMAE as the house knows it: [HiCmaeNet] as a classifier and as an autoencoder, of both senses
/// and, as `-video` and `-audio`, of one.
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
      for (var sense : Sense.values()) {
        var alone = "%s-%s".formatted(name, sense.word());
        all.put(alone, new OneSense.Classifier(config, sense, classes));
        all.put(alone + "-pretrain", new OneSense.Autoencoder(config, sense));
      }
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

  private record Classifier(HiCmaeConfig config, int classes) implements HostedClassifier {

    @Override
    public int frames() {
      return config.cubes().frames();
    }

    @Override
    public Map<String, Shape> weights() {
      return config.fineTuning(classes);
    }

    @Override
    public List<Port> inputs() {
      return List.of(Sense.FACES.port(config), Sense.VOICES.port(config));
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
        Map<String, NDArray> weights,
        Map<String, NDArray> inputs,
        RandomGenerator drops,
        Blocks blocks) {
      var pass = Pass.learning(weights, drops, blocks);
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
      return Sense.FACES.encodes(weight)
              || Sense.VOICES.encodes(weight)
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
          Sense.FACES.port(config),
          Sense.FACES.maskPort(config),
          Sense.VOICES.port(config),
          Sense.VOICES.maskPort(config));
    }

    @Override
    public List<Port> outputs() {
      return List.of(
          Sense.FACES.filled("prediction_video", config),
          Sense.VOICES.filled("prediction_audio", config));
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
      return Map.of(
          "mask", OneSense.drawn(config, Sense.FACES, clips, random).flags(manager),
          "mask_audio", OneSense.drawn(config, Sense.VOICES, clips, random).flags(manager));
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
      var video = pass.seen("target_video", Sense.FACES.hidden(config, inputs));
      var audio = pass.seen("target_audio", Sense.VOICES.hidden(config, inputs));
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

    @Override
    public NDArray error(Map<String, NDArray> weights, Map<String, NDArray> inputs, Blocks blocks) {
      var filled = filled(Pass.predicting(weights, blocks), inputs);
      return HiCmaeNet.loss(
          filled,
          Sense.FACES.hidden(config, inputs),
          Sense.VOICES.hidden(config, inputs),
          HiCmaeNet.CONTRAST);
    }

    @Override
    public Map<String, Gaps> gaps(Map<String, NDArray> weights, Map<String, NDArray> inputs) {
      var filled = filled(Pass.predicting(weights), inputs);
      return Map.of(
          Sense.FACES.plural(), Sense.FACES.gaps(config, inputs, filled.video()),
          Sense.VOICES.plural(), Sense.VOICES.gaps(config, inputs, filled.audio()));
    }
  }
}
