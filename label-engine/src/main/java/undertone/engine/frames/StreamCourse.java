package undertone.engine.frames;

import undertone.engine.multimodal.MultimodalPlan;
import undertone.models.hosting.StreamModel;

/// How a model of streams learns from clips.
///
/// @param model its name
/// @param size of its network
/// @param epochs times that every clip is gone through
/// @param batch windows of a step
/// @param frames of a window at most, [InStep#RATE] a second
/// @param learningRate of Adam, at the start of its cosine
/// @param missing share of the streams that are there which is taken away while learning, 0..0.9
/// @param heldOut share of the labelled clips that figures are measured on
/// @param choosing share of the others that chooses the best epoch
/// @param seed equal seeds give equal weights
public record StreamCourse(
    String model,
    String size,
    int epochs,
    int batch,
    int frames,
    double learningRate,
    double missing,
    double heldOut,
    double choosing,
    long seed) {

  public StreamCourse {
    var known =
        StreamModel.named(model)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "There is no model \"%s\" that reads streams; there are %s."
                        .formatted(
                            model, StreamModel.all().stream().map(StreamModel::name).toList())));
    if (!known.sizes().contains(size)) {
      throw new IllegalArgumentException(
          "%s has no size \"%s\"; it has %s.".formatted(model, size, known.sizes()));
    }
    within("epochs", epochs, 1, 10_000);
    within("batch", batch, 1, 4096);
    within("frames", frames, 2, 4096);
    within("learningRate", learningRate, 1e-9, 1);
    within("missing", missing, 0, 0.9);
    within("heldOut", heldOut, 0.01, 0.9);
    within("choosing", choosing, 0.01, 0.9);
  }

  private static void within(String what, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "The plan's %s must lie in %s..%s but is %s.".formatted(what, least, most, value));
    }
  }

  /// What suits a size: the rate as published, and steeper of networks that are smaller.
  public static StreamCourse usual(String model, String size) {
    boolean published = size.equals("attention") || size.equals("memory");
    return new StreamCourse(
        model, size, 40, 16, 80, published ? 1e-3 : 3e-3, MultimodalPlan.USUAL_MISSING, .2, .15, 0);
  }

  StreamModel hosted() {
    return StreamModel.named(model).orElseThrow();
  }

  public StreamCourse withSeed(long other) {
    return new StreamCourse(
        model, size, epochs, batch, frames, learningRate, missing, heldOut, choosing, other);
  }

  public StreamCourse withEpochs(int other) {
    return new StreamCourse(
        model, size, other, batch, frames, learningRate, missing, heldOut, choosing, seed);
  }

  public StreamCourse withMissing(double other) {
    return new StreamCourse(
        model, size, epochs, batch, frames, learningRate, other, heldOut, choosing, seed);
  }

  StreamCourse withFrames(int other) {
    return new StreamCourse(
        model, size, epochs, batch, other, learningRate, missing, heldOut, choosing, seed);
  }
}
