package undertone.engine.recognition;

import undertone.models.hosting.HostedAutoencoder;
import undertone.models.hosting.HostedClassifier;
import undertone.models.hosting.HostedModel;
import undertone.models.hosting.HostedNetwork;

/// How a hosted model is trained.
///
/// @param model its name
/// @param size `tiny`, `small`, `base`, …; `<size>-pretrain` pre-trains
/// @param epochs times that every clip is seen
/// @param batch clips read at once
/// @param accumulate batches of a step, for machines that cannot hold a large one
/// @param learningRate highest, as it is used
/// @param warmUpEpochs in which the rate rises from 0
/// @param weightDecay share of a weight lost per step and rate
/// @param layerDecay of the rate from one block to the next below, 0..1; fine-tuning only
/// @param mixing whether clips are blended and cut together; fine-tuning only
/// @param smoothing whether labels leave a tenth to all classes; fine-tuning only
/// @param clipping longest gradient over all weights; 0 = any
/// @param seed equal seeds give equal weights
/// @param heldOut share of the clips that figures are measured on, 0..1; fine-tuning only
/// @param views by which clips are judged; fine-tuning only
/// @param recompute whether blocks are computed once more on the way back instead of kept, for
///   networks that would not fit
/// @param alter whether films are altered by chance while they teach, [as
///   published][FilmAlteration]
public record RecognitionPlan(
    String model,
    String size,
    int epochs,
    int batch,
    int accumulate,
    double learningRate,
    double warmUpEpochs,
    double weightDecay,
    double layerDecay,
    boolean mixing,
    boolean smoothing,
    double clipping,
    long seed,
    double heldOut,
    TestViews views,
    boolean recompute,
    boolean alter) {
  /// What stands behind a size where its network for pre-training is meant.
  public static final String PRE = "-pretrain";

  private static final String TINY = "tiny";
  private static final double PUBLISHED_BATCH = 256; // that published rates are meant for

  public RecognitionPlan {
    var known = HostedModel.named(model);
    if (known.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no model \"%s\"; there are %s."
              .formatted(model, HostedModel.all().stream().map(HostedModel::name).toList()));
    }
    if (!known.get().variants(2).containsKey(size)) {
      throw new IllegalArgumentException(
          "%s has no size \"%s\"; it has %s."
              .formatted(model, size, known.get().variants(2).keySet()));
    }
    within("epochs", epochs, 1, 10_000);
    within("batch", batch, 1, 4096);
    within("accumulate", accumulate, 1, 4096);
    within("learningRate", learningRate, 1e-9, 1);
    within("warmUpEpochs", warmUpEpochs, 0, epochs);
    within("weightDecay", weightDecay, 0, 1);
    within("layerDecay", layerDecay, 0.01, 1);
    within("clipping", clipping, 0, 1e6);
    within("heldOut", heldOut, 0.01, 0.9);
  }

  private static void within(String what, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "The plan's %s must lie in %s..%s but is %s.".formatted(what, least, most, value));
    }
  }

  /// What suits a size: of `tiny`, short and steep, for a few minutes on a laptop; of the others,
  /// as published, in batches that a machine can hold.
  ///
  /// @param size one ending in `-pretrain` for pre-training
  public static RecognitionPlan usual(String model, String size) {
    boolean pre = size.endsWith(PRE);
    boolean tiny = size.startsWith(TINY);
    int batch = tiny ? 16 : 4;
    int accumulate = tiny ? 1 : 8;
    double published = (pre ? 3e-4 : 1e-3) * batch * accumulate / PUBLISHED_BATCH;
    return new RecognitionPlan(
        model,
        size,
        tiny ? (pre ? 60 : 40) : 100,
        batch,
        accumulate,
        tiny ? (pre ? 2e-3 : 1e-3) : published,
        pre ? 5 : tiny ? 2 : 5,
        0.05,
        tiny ? 0.9 : 0.75,
        !tiny && !pre,
        !pre,
        tiny ? 1 : 0,
        1,
        0.2,
        TestViews.USUAL,
        false,
        !tiny);
  }

  public Stage stage() {
    return Stage.of(network(2));
  }

  private HostedModel hosted() {
    return HostedModel.named(model).orElseThrow();
  }

  /// The network to fine-tune.
  ///
  /// @param classes that it tells apart
  /// @throws IllegalArgumentException if the plan pre-trains
  HostedClassifier classifier(int classes) {
    return switch (network(classes)) {
      case HostedClassifier classifier -> classifier;
      case HostedAutoencoder _ ->
          throw new IllegalArgumentException(
              "The size %s is pre-trained without labels; to fine-tune, name one without -pretrain."
                  .formatted(size));
    };
  }

  /// The network to pre-train.
  ///
  /// @throws IllegalArgumentException if the plan fine-tunes
  HostedAutoencoder autoencoder() {
    return switch (network(2)) {
      case HostedAutoencoder autoencoder -> autoencoder;
      case HostedClassifier _ ->
          throw new IllegalArgumentException(
              "The size %s is fine-tuned; to pre-train, name %s-pretrain.".formatted(size, size));
    };
  }

  private HostedNetwork network(int classes) {
    var network = hosted().variants(Math.max(2, classes)).get(size);
    if (network == null) {
      throw new IllegalStateException("Bug: %s lost its size %s.".formatted(model, size));
    }
    return network;
  }

  public RecognitionPlan withSeed(long other) {
    return with(epochs, batch, accumulate, other, heldOut, views, recompute, alter);
  }

  public RecognitionPlan withEpochs(int other) {
    return with(other, batch, accumulate, seed, heldOut, views, recompute, alter);
  }

  /// The same in steps of one batch each, of so many clips.
  public RecognitionPlan withBatch(int clips) {
    return with(epochs, clips, 1, seed, heldOut, views, recompute, alter);
  }

  public RecognitionPlan withHeldOut(double other) {
    return with(epochs, batch, accumulate, seed, other, views, recompute, alter);
  }

  public RecognitionPlan withViews(TestViews other) {
    return with(epochs, batch, accumulate, seed, heldOut, other, recompute, alter);
  }

  public RecognitionPlan withRecompute(boolean other) {
    return with(epochs, batch, accumulate, seed, heldOut, views, other, alter);
  }

  public RecognitionPlan withAlter(boolean other) {
    return with(epochs, batch, accumulate, seed, heldOut, views, recompute, other);
  }

  private RecognitionPlan with(
      int epochs,
      int batch,
      int accumulate,
      long seed,
      double heldOut,
      TestViews views,
      boolean recompute,
      boolean alter) {
    return new RecognitionPlan(
        model,
        size,
        epochs,
        batch,
        accumulate,
        learningRate,
        Math.min(warmUpEpochs, epochs),
        weightDecay,
        layerDecay,
        mixing,
        smoothing,
        clipping,
        seed,
        heldOut,
        views,
        recompute,
        alter);
  }
}
