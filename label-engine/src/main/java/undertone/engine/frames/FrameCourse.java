package undertone.engine.frames;

import undertone.models.hosting.FrameModel;

/// How a model of frames learns from clips.
///
/// @param model its name
/// @param size of its network
/// @param epochs times that every clip is seen
/// @param batch clips of a step
/// @param frames of a clip in a step, one behind the other; drawn anew in each epoch
/// @param learningRate of Adam, at the start of its cosine
/// @param heldOut share of the labelled clips that figures are measured on
/// @param choosing share of the others that chooses the best epoch
/// @param seed equal seeds give equal weights
public record FrameCourse(
    String model,
    String size,
    int epochs,
    int batch,
    int frames,
    double learningRate,
    double heldOut,
    double choosing,
    long seed) {

  public FrameCourse {
    var known =
        FrameModel.named(model)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "There is no model \"%s\" that reads frames; there are %s."
                        .formatted(
                            model, FrameModel.all().stream().map(FrameModel::name).toList())));
    if (!known.sizes().contains(size)) {
      throw new IllegalArgumentException(
          "%s has no size \"%s\"; it has %s.".formatted(model, size, known.sizes()));
    }
    within("epochs", epochs, 1, 10_000);
    within("batch", batch, 2, 1024); // batch normalisation needs clips that differ
    within("frames", frames, 1, 1024);
    within("learningRate", learningRate, 1e-9, 1);
    within("heldOut", heldOut, 0.01, 0.9);
    within("choosing", choosing, 0.01, 0.9);
  }

  private static void within(String what, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "The plan's %s must lie in %s..%s but is %s.".formatted(what, least, most, value));
    }
  }

  /// What suits a small network on a processor.
  public static FrameCourse usual(String model, String size) {
    return new FrameCourse(model, size, 30, 8, 16, 2e-3, .2, .15, 0);
  }

  FrameModel hosted() {
    return FrameModel.named(model).orElseThrow();
  }

  FrameSchool.Terms terms() {
    return new FrameSchool.Terms(toString(), model, size, epochs, learningRate, seed);
  }

  public FrameCourse withSeed(long other) {
    return new FrameCourse(
        model, size, epochs, batch, frames, learningRate, heldOut, choosing, other);
  }

  public FrameCourse withEpochs(int other) {
    return new FrameCourse(
        model, size, other, batch, frames, learningRate, heldOut, choosing, seed);
  }
}
