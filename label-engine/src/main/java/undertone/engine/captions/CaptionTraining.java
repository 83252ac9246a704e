package undertone.engine.captions;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.engine.refinement.Streams;
import undertone.models.AdamW;
import undertone.models.Constant;
import undertone.models.Gradients;
import undertone.models.MovingAverage;
import undertone.models.TrainingTurn;
import undertone.models.clip.CaptionLoss;
import undertone.models.clip.CaptionNet;
import undertone.models.clip.CaptionNetConfig;
import undertone.models.clip.CaptionPairs;

/// Trains a [CaptionSpace] on clips and their captions at three levels.
///
/// Each step contrasts the clips of a batch with their global sentences, their summaries, and one
/// local sentence each, drawn anew, or all of them, each of which then chooses among vectors of a
/// clip's parts ([CaptionLoss#attended]). No patches stand behind such a part: it is one of eight
/// projections, as many as captions name regions, of all that the network saw. They serve learning
/// alone, and the space is left without them. From some epoch on, positives are mined: texts by the
/// frozen sentence vectors, clips by a moving average of the network.
///
/// Source: "EmoCapCLIP-style", a reconstruction of arXiv:2507.21015; the sampled local sentence,
/// all constants and the small sizes are ours.
public final class CaptionTraining {
  private static final double WARM_UP = .05; // of all steps
  private static final double SLOWEST = .999; // decay of the moving average
  private static final int SCALING_CLIPS = 512;
  private static final int REGIONS = 8; // that captions speak of

  private final CaptionRecipe recipe;
  private final Streams streams;
  private final int threads;
  private final Device device;

  /// @param threads per operation; equal seeds repeat only for the same number
  public CaptionTraining(CaptionRecipe recipe, long seed, int threads, Device device) {
    this.recipe = recipe;
    this.streams = new Streams(seed);
    this.threads = threads;
    this.device = device;
  }

  /// Runs all epochs.
  ///
  /// @param captions two or more; of clips of the inputs and sentences of the table
  /// @param heard after each epoch; may throw to stop
  public CaptionSpace run(
      ClipKind kind,
      ClipInputs clips,
      Sentences sentences,
      List<CaptionedClip> captions,
      Consumer<CaptionEpoch> heard) {
    check(clips, sentences, captions);
    try (var _ = TrainingTurn.take(threads);
        var run = new Run(kind, clips, sentences, captions)) {
      run.epochs(heard);
      return run.space();
    }
  }

  /// The space before its first step: the same networks with the weights that [#run] starts from.
  /// What training is worth is told beside it.
  public CaptionSpace untrained(
      ClipKind kind, ClipInputs clips, Sentences sentences, List<CaptionedClip> captions) {
    check(clips, sentences, captions);
    try (var _ = TrainingTurn.take(threads);
        var run = new Run(kind, clips, sentences, captions)) {
      return run.space();
    }
  }

  private static void check(ClipInputs clips, Sentences sentences, List<CaptionedClip> captions) {
    if (captions.size() < 2) {
      throw new IllegalArgumentException(
          "Contrast needs two captions or more but there are %d.".formatted(captions.size()));
    }
    captions.forEach(caption -> mustExist(caption, clips.count(), sentences.count()));
  }

  private static void mustExist(CaptionedClip caption, int clips, int sentences) {
    int last =
        caption.locals().stream()
            .mapToInt(CaptionedClip.Local::sentence)
            .reduce(Math.max(caption.global(), caption.summary()), Math::max);
    if (caption.clip() < 0 || caption.clip() >= clips || last >= sentences) {
      throw new IllegalArgumentException(
          "A caption names clip %d and sentence %d, but there are %d clips and %d sentences."
              .formatted(caption.clip(), last, clips, sentences));
    }
  }

  /// What a clip's own sentences find in each other, it finds in all of them.
  ///
  /// @param owners clip of each sentence `[J]`
  /// @param alike what each sentence finds among all `[J,J]`
  /// @return `[clips,J]`
  static CaptionPairs owned(int clips, List<Integer> owners, CaptionPairs alike) {
    int all = owners.size();
    var weights = new float[clips][all];
    for (int q = 0; q < all; q++) {
      var own = weights[owners.get(q)];
      for (int j = 0; j < all; j++) {
        // a share of what a sentence shares its row with, so its own stands for the whole
        own[j] = Math.max(own[j], alike.share(q, j) / alike.share(q, q));
      }
    }
    return CaptionPairs.of(weights, new boolean[clips][all]);
  }

  /// The levels of a caption.
  private enum Level {
    GLOBAL,
    SUMMARY,
    LOCAL
  }

  /// Sums over the steps of one epoch.
  private static final class Sums {
    final Map<Level, Double> losses = new EnumMap<>(Level.class);
    double whole;
    double mined;
    int steps;

    private double mean(Level level) {
      return losses.getOrDefault(level, 0.0) / steps;
    }

    CaptionEpoch epoch(int epoch, int epochs, CaptionNet net) {
      return new CaptionEpoch(
          epoch,
          epochs,
          whole / steps,
          mean(Level.GLOBAL),
          mean(Level.SUMMARY),
          mean(Level.LOCAL),
          mined / steps,
          Math.exp(net.logScale().getFloat(0)),
          net.bias().getFloat(0));
    }
  }

  private final class Run implements AutoCloseable {
    final ClipKind kind;
    final ClipInputs clips;
    final Sentences sentences;
    final List<CaptionedClip> captions;
    final int batch;
    final NDManager manager = NDManager.newBaseManager(device);
    final ParameterStore store = new ParameterStore(manager, false);
    final CaptionNetConfig config;
    final CaptionNet net;
    final CaptionNet guide; // follows the net; its view of clips mines positives
    final MovingAverage average;
    final AdamW adam;
    final Scaling clipScaling;
    final Scaling sentenceScaling;
    final SplittableRandom augment = streams.of("augment");
    final SplittableRandom pick = streams.of("local sentence");
    int steps;

    Run(ClipKind kind, ClipInputs clips, Sentences sentences, List<CaptionedClip> captions) {
      this.kind = kind;
      this.clips = clips;
      this.sentences = sentences;
      this.captions = captions;
      batch = Math.min(recipe.descent().batch(), captions.size());
      boolean sigmoid = recipe.contrast().form() == CaptionRecipe.Form.SIGMOID;
      config =
          new CaptionNetConfig(
              kind.encoder(),
              sentences.width(),
              recipe.hidden(),
              recipe.width(),
              sigmoid ? CaptionLoss.FIRST_SIGMOID_SCALE : CaptionLoss.FIRST_SCALE,
              sigmoid ? CaptionLoss.FIRST_SIGMOID_BIAS : 0);
      var learning = config.withRegions(attends() ? REGIONS : 0);
      net = new CaptionNet(learning).initialize(manager, streams.of("init"));
      guide = new CaptionNet(learning).initialize(manager, streams.of("init"));
      average = new MovingAverage(net.weights(), guide.weights());
      double slower = recipe.descent().projectionRate() / recipe.descent().rate();
      adam =
          new AdamW(
              learned(), recipe.descent().decay(), name -> name.startsWith("text.") ? slower : 1);
      var looked =
          captions.stream().mapToInt(CaptionedClip::clip).distinct().limit(SCALING_CLIPS).toArray();
      clipScaling = Scaling.of(clips, looked, kind);
      sentenceScaling = Scaling.centred(sentences.vectors());
    }

    private boolean attends() {
      var contrast = recipe.contrast();
      return contrast.local() == CaptionRecipe.Local.ATTENDED
          && contrast.localWeight() > 0
          && captions.stream().anyMatch(caption -> !caption.locals().isEmpty());
    }

    /// The bias has no part in the softmax form and then gets no gradient.
    private Map<String, NDArray> learned() {
      var learned = new LinkedHashMap<>(net.weights());
      if (recipe.contrast().form() == CaptionRecipe.Form.SOFTMAX) {
        learned.remove(CaptionNet.BIAS);
      }
      return learned;
    }

    void epochs(Consumer<CaptionEpoch> heard) {
      var shuffle = streams.of("shuffle");
      int all = recipe.descent().epochs() * (captions.size() / batch);
      for (int epoch = 1; epoch <= recipe.descent().epochs(); epoch++) {
        var sums = new Sums();
        var order = IntStream.range(0, captions.size()).toArray();
        Streams.shuffle(order, shuffle);
        for (int from = 0; from + batch <= order.length; from += batch) {
          learn(Arrays.copyOfRange(order, from, from + batch), epoch, all, sums);
        }
        heard.accept(sums.epoch(epoch, recipe.descent().epochs(), net));
      }
    }

    private void learn(int[] order, int epoch, int all, Sums sums) {
      var chosen = Arrays.stream(order).mapToObj(captions::get).toList();
      boolean mining =
          recipe.contrast().mining().mode() != PositiveMining.Mode.OFF
              && epoch >= recipe.contrast().miningFrom();
      try (var _ = new NDScope()) {
        var seen = seen(chosen); // [B,…]
        float[][] images = mining ? guidance(seen) : null;
        try (var gradients = new Gradients()) {
          var looked = net.seen(store, seen, true);
          var v = looked.whole(); // [B,D]
          var regions = looked.regions(); // [B,P,D]
          var loss = Constant.beside(v, 0);
          for (var level : Level.values()) {
            var part =
                weight(level) == 0
                    ? null
                    : level == Level.LOCAL && regions != null
                        ? attended(chosen, regions, images)
                        : loss(level, chosen, v, images, sums);
            if (part != null) {
              sums.losses.merge(level, (double) part.getFloat(), Double::sum);
              loss = loss.add(part.mul(Constant.beside(v, weight(level))));
            }
          }
          gradients.backward(loss);
          sums.whole += finite(loss.getFloat(), epoch);
        }
        adam.step(rate(steps, all));
        steps++;
        sums.steps++;
        limitScale();
        follow();
      }
    }

    private float finite(float loss, int epoch) {
      if (!Float.isFinite(loss)) {
        throw new ArithmeticException(
            "The loss became %s in epoch %d; look for clips whose numbers are not finite, or lower the rate of %s."
                .formatted(loss, epoch, recipe.descent().rate()));
      }
      return loss;
    }

    private double weight(Level level) {
      return switch (level) {
        case GLOBAL -> recipe.contrast().globalWeight();
        case SUMMARY -> recipe.contrast().summaryWeight();
        case LOCAL -> recipe.contrast().localWeight();
      };
    }

    private NDArray seen(List<CaptionedClip> chosen) {
      int numbers = kind.numbers();
      var flat = new float[chosen.size() * numbers];
      for (int i = 0; i < chosen.size(); i++) {
        var values = kind.augmented(kind.values(clips, chosen.get(i).clip()), augment);
        clipScaling.write(values, kind.plane(), flat, i * numbers);
      }
      return manager.create(flat, new Shape(chosen.size()).addAll(config.clips().input()));
    }

    private float[][] guidance(NDArray seen) {
      var flat = guide.clips(store, seen, false).toFloatArray();
      int width = config.width();
      return IntStream.range(0, flat.length / width)
          .mapToObj(i -> Arrays.copyOfRange(flat, i * width, (i + 1) * width))
          .toArray(float[][]::new);
    }

    /// The contrast of one level among the clips that have a sentence of it; null if fewer than two
    /// have.
    private @Nullable NDArray loss(
        Level level,
        List<CaptionedClip> chosen,
        NDArray v,
        float @Nullable [][] images,
        Sums sums) {
      var local = level == Level.LOCAL ? picked(chosen) : List.<CaptionedClip.@Nullable Local>of();
      ToIntFunction<Integer> sentenceOf =
          i ->
              switch (level) {
                case GLOBAL -> chosen.get(i).global();
                case SUMMARY -> chosen.get(i).summary();
                case LOCAL -> {
                  var one = local.get(i);
                  yield one == null ? CaptionedClip.NONE : one.sentence();
                }
              };
      var rows =
          IntStream.range(0, chosen.size())
              .filter(i -> sentenceOf.applyAsInt(i) != CaptionedClip.NONE)
              .toArray();
      if (rows.length < 2) {
        return null;
      }
      var said = Arrays.stream(rows).map(i -> sentenceOf.applyAsInt(i)).toArray();
      var t = net.sentences(store, vectors(said), true); // [n,D]
      var mine = rows.length == chosen.size() ? v : selection(rows, chosen.size()).matMul(v);
      var z = CaptionLoss.logits(mine, t, net.logScale().exp()); // [n,n]
      var pairs = pairs(level, chosen, local, rows, said, images, sums);
      return recipe.contrast().form() == CaptionRecipe.Form.SIGMOID
          ? CaptionLoss.sigmoid(z.add(net.bias()), pairs)
          : CaptionLoss.contrastive(z, pairs);
    }

    /// The contrast of all local sentences with the clips that have some, each clip seen through
    /// the sentence; null if fewer than two have. A clip's own sentences are its positives, those
    /// of its other captions too, as are those of others that read the same and those that are
    /// mined.
    private @Nullable NDArray attended(
        List<CaptionedClip> chosen, NDArray regions, float @Nullable [][] images) {
      var rows =
          IntStream.range(0, chosen.size())
              .filter(i -> !chosen.get(i).locals().isEmpty())
              .toArray();
      if (rows.length < 2) {
        return null;
      }
      var said = new ArrayList<CaptionedClip.Local>();
      var owners = new ArrayList<Integer>(); // places in rows
      for (int r = 0; r < rows.length; r++) {
        for (var local : chosen.get(rows[r]).locals()) {
          said.add(local);
          owners.add(r);
        }
      }
      var sentencesSaid = said.stream().mapToInt(CaptionedClip.Local::sentence).toArray();
      var t = net.sentences(store, vectors(sentencesSaid), true); // [J,D]
      var shape = regions.getShape();
      var mine =
          rows.length == chosen.size()
              ? regions
              : selection(rows, chosen.size())
                  .matMul(regions.reshape(shape.get(0), shape.get(1) * shape.get(2)))
                  .reshape(rows.length, shape.get(1), shape.get(2));
      var z = CaptionLoss.attended(mine, t).mul(net.logScale().exp()); // [n,J]
      var pairs =
          owned(rows.length, owners, alike(chosen, rows, said, sentencesSaid, owners, images));
      if (recipe.contrast().form() == CaptionRecipe.Form.SOFTMAX) {
        return CaptionLoss.contrastive(z, pairs);
      }
      // as heavy as one sentence per clip would be, for several times as many pairs are asked
      var share = Constant.beside(z, (double) rows.length / said.size());
      return CaptionLoss.sigmoid(z.add(net.bias()), pairs).mul(share);
    }

    private CaptionPairs alike(
        List<CaptionedClip> chosen,
        int[] rows,
        List<CaptionedClip.Local> said,
        int[] sentencesSaid,
        List<Integer> owners,
        float @Nullable [][] images) {
      var regions = said.stream().mapToInt(CaptionedClip.Local::region).toArray();
      var clips = owners.stream().mapToInt(r -> chosen.get(rows[r]).clip()).toArray();
      if (images == null) {
        return PositiveMining.usual(PositiveMining.Mode.OFF)
            .mineSentences(new float[0][], new float[0][], sentencesSaid, regions, clips)
            .pairs();
      }
      var guides = owners.stream().map(r -> images[rows[r]]).toArray(float[][]::new);
      var texts = Arrays.stream(sentencesSaid).mapToObj(sentences::vector).toArray(float[][]::new);
      return recipe
          .contrast()
          .mining()
          .mineSentences(texts, guides, sentencesSaid, regions, clips)
          .pairs();
    }

    private List<CaptionedClip.@Nullable Local> picked(List<CaptionedClip> chosen) {
      var picked = new ArrayList<CaptionedClip.@Nullable Local>();
      for (var caption : chosen) {
        var locals = caption.locals();
        picked.add(locals.isEmpty() ? null : locals.get(pick.nextInt(locals.size())));
      }
      return picked;
    }

    private NDArray vectors(int[] said) {
      int width = sentences.width();
      var flat = new float[said.length * width];
      for (int i = 0; i < said.length; i++) {
        sentenceScaling.write(sentences.vector(said[i]), 1, flat, i * width);
      }
      return manager.create(flat, new Shape(said.length, width));
    }

    /// A matrix that picks rows, so that gradients find their way back.
    private NDArray selection(int[] rows, int of) {
      var picks = new float[rows.length * of];
      for (int i = 0; i < rows.length; i++) {
        picks[i * of + rows[i]] = 1;
      }
      return manager.create(picks, new Shape(rows.length, of));
    }

    private CaptionPairs pairs(
        Level level,
        List<CaptionedClip> chosen,
        List<CaptionedClip.@Nullable Local> local,
        int[] rows,
        int[] said,
        float @Nullable [][] images,
        Sums sums) {
      var off = PositiveMining.usual(PositiveMining.Mode.OFF);
      var clips = Arrays.stream(rows).map(i -> chosen.get(i).clip()).toArray();
      if (images == null) {
        return off.mine(new float[0][], new float[0][], said, clips).pairs();
      }
      var guides = Arrays.stream(rows).mapToObj(i -> images[i]).toArray(float[][]::new);
      if (level == Level.LOCAL) {
        var regions =
            Arrays.stream(rows)
                .mapToObj(local::get)
                .mapToInt(one -> one == null ? CaptionedClip.NONE : one.region())
                .toArray();
        var texts = Arrays.stream(said).mapToObj(sentences::vector).toArray(float[][]::new);
        return recipe
            .contrast()
            .mining()
            .mineSentences(texts, guides, said, regions, clips)
            .pairs();
      }
      var texts = Arrays.stream(rows).mapToObj(i -> whole(chosen.get(i))).toArray(float[][]::new);
      var mined = recipe.contrast().mining().mine(texts, guides, said, clips);
      sums.mined += level == Level.GLOBAL ? mined.perClip() : 0;
      return mined.pairs();
    }

    /// A caption as its global sentence and its summary together.
    private float[] whole(CaptionedClip caption) {
      var known = new ArrayList<float[]>();
      for (int sentence : new int[] {caption.global(), caption.summary()}) {
        if (sentence != CaptionedClip.NONE) {
          known.add(sentences.vector(sentence));
        }
      }
      return Vectors.mean(known);
    }

    private double rate(int step, int all) {
      double warm = Math.max(1, WARM_UP * all);
      return step < warm
          ? recipe.descent().rate() * (step + 1) / (warm + 1)
          : recipe.descent().rate()
              * (1 + Math.cos(Math.PI * (step - warm) / Math.max(1, all - warm)))
              / 2;
    }

    private void limitScale() {
      float most = (float) Math.log(CaptionLoss.LARGEST_SCALE);
      if (net.logScale().getFloat(0) > most) {
        net.logScale().set(new float[] {most});
      }
    }

    private void follow() {
      // A young average would be of weights that were drawn, not learned.
      average.follow(Math.min(SLOWEST, (1.0 + steps) / (10 + steps)));
      net.statistics().forEach((name, value) -> value.copyTo(guide.statistics().get(name)));
    }

    CaptionSpace space() {
      var values = new LinkedHashMap<String, float[]>();
      CaptionSpace.arrays(net).forEach((name, array) -> values.put(name, array.toFloatArray()));
      return new CaptionSpace(
          kind, sentences.encoder(), config, clipScaling, sentenceScaling, values, device);
    }

    @Override
    public void close() {
      manager.close();
    }
  }
}
