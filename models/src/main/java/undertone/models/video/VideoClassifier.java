package undertone.models.video;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import undertone.models.Blocks;
import undertone.models.hosting.HostedClassifier;
import undertone.models.hosting.Port;

/// A network that reads clips and tells classes apart, as the house hosts it. Its last layer is
/// `head`.
///
/// @param config its sizes
/// @param weights by their authors' names
/// @param cubes how it cuts clips
/// @param width of its tokens (D)
/// @param features what the last layer reads of clips, `[B,D]`
public record VideoClassifier(
    Record config,
    Map<String, Shape> weights,
    Cubes cubes,
    int width,
    BiFunction<Pass, NDArray, NDArray> features)
    implements HostedClassifier {

  /// What stands before the names of an autoencoder's first part.
  public static final String ENCODER = "encoder.";

  private static final double HEAD_START = 0.001;

  /// What clips are, wherever one goes in.
  public static Port clips(Cubes cubes) {
    return new Port(
        "clip",
        new Shape(-1, Cubes.CHANNELS, cubes.frames(), cubes.height(), cubes.width()),
        "colours of aligned faces, 0..1, by the mean and spread of ImageNet");
  }

  @Override
  public int frames() {
    return cubes.frames();
  }

  @Override
  public List<Port> inputs() {
    return List.of(clips(cubes));
  }

  @Override
  public List<Port> outputs() {
    long classes = weights.getOrDefault("head.bias", new Shape(0)).get(0);
    return List.of(
        new Port("logits", new Shape(-1, classes), "scores of classes before the softmax"),
        new Port("fc_norm", new Shape(-1, width), "features of a clip, mean 0 and spread 1"));
  }

  @Override
  public Map<String, NDArray> forward(Map<String, NDArray> weights, Map<String, NDArray> inputs) {
    var pass = Pass.predicting(weights);
    var read = features.apply(pass, Targets.input(inputs, "clip"));
    return Map.of("fc_norm", read, "logits", pass.linear(read, "head"));
  }

  @Override
  public NDArray loss(
      String name,
      Map<String, NDArray> weights,
      Map<String, NDArray> inputs,
      BiConsumer<String, NDArray> watch) {
    var pass = Pass.watched(weights, watch);
    var clips = Targets.input(inputs, "clip");
    pass.seen("pos_table", Tokens.positions(clips.getManager(), cubes.grid().tokens(), width));
    var logits = pass.seen("logits", pass.linear(features.apply(pass, clips), "head"));
    return pass.seen("loss", Targets.crossEntropy(logits, Targets.input(inputs, "target")));
  }

  @Override
  public NDArray learning(
      Map<String, NDArray> weights,
      Map<String, NDArray> inputs,
      RandomGenerator drops,
      Blocks blocks) {
    var pass = Pass.learning(weights, drops, blocks);
    return pass.linear(features.apply(pass, Targets.input(inputs, "clip")), "head");
  }

  @Override
  public ToDoubleFunction<String> rates(double factor) {
    return new LayerDecay(LayerDecay.blocks(weights.keySet()), factor)::of;
  }

  @Override
  public double headStart() {
    return HEAD_START;
  }

  /// The encoder's, without its last normalisation, and nothing of the decoder.
  @Override
  public Optional<String> fineTuned(String weight) {
    return weight.startsWith(ENCODER) && !weight.startsWith(ENCODER + "norm.")
        ? Optional.of(weight.substring(ENCODER.length()))
        : Optional.empty();
  }
}
