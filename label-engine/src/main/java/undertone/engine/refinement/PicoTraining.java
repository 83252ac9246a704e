package undertone.engine.refinement;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import undertone.models.Constant;
import undertone.models.pico.ContrastiveLoss;
import undertone.models.pico.KeyNetwork;
import undertone.models.pico.MomentumSgd;
import undertone.models.pico.PicoConfig;
import undertone.models.pico.PicoNet;

/// Trains one network on candidate sets and, once it is ready, corrects the noisy ones.
///
/// Differs from the paper where frozen features ask for it: views are noise on features; the extra
/// detection views pass in evaluation mode, so a clip's verdict does not hang on its batch; the
/// start of correction is decided without labels; classes have thresholds of their own.
///
/// Source: Lian et al. 2022, *IRNet*, arXiv:2211.04774, sec. 3; `train_merge.py`.
final class PicoTraining implements AutoCloseable {
  private static final int EMBEDDING = 64;
  private static final int POINTS = 16; // of a confidence trajectory
  private static final double SGD_MOMENTUM = 0.9;
  private static final double TEMPERATURE = 0.07;
  private static final double USUAL_NOISE = 0.15; // η while nothing out of fold is known

  private final NDManager manager = NDManager.newBaseManager();
  private final ParameterStore store = new ParameterStore(manager, false);
  private final float[][] features; // [N,D] of all clips
  private final int[] learned; // rows it may learn from
  private final CandidateTable table; // [N,K]
  private final RefinementPlan plan;
  private final Streams streams;
  private final Views views;
  private final int batch;
  private final PicoNet net;
  private final KeyNetwork key;
  private final MomentumSgd sgd;
  private final Prototypes prototypes;
  private final EmbeddingQueue queue;
  private final double[] thresholds; // τ for a move to each label [K]
  private final double kappa; // for classifier scores
  private final Believing believing;
  private final FlagTrace trace;

  /// @param streams random streams of this network alone
  PicoTraining(
      float[][] features,
      int[] learned,
      CandidateTable table,
      RefinementPlan plan,
      Streams streams) {
    this.features = features;
    this.learned = learned;
    this.table = table;
    this.plan = plan;
    this.streams = streams;
    int classes = table.set(0).length;
    views = Views.of(features);
    // small corpora: at least eight steps per epoch, never fewer than two clips for batch
    // statistics
    batch = Math.max(2, Math.min(plan.learning().batch(), learned.length / 8));
    var config = PicoConfig.frozenFeatures(features[0].length, classes);
    net = new PicoNet(config).initialize(manager, streams.of("init"));
    key = new KeyNetwork(net, config, manager);
    sgd = new MomentumSgd(net, SGD_MOMENTUM, plan.learning().weightDecay());
    prototypes = new Prototypes(classes, EMBEDDING, plan.learning().prototypeMomentum());
    queue =
        new EmbeddingQueue(
            EmbeddingQueue.lengthFor(learned.length, batch), EMBEDDING, streams.of("queue"));
    thresholds = new double[classes];
    Arrays.fill(thresholds, Detection.threshold(plan.detection().delta(), classes));
    kappa = Schedules.kappa(partialRate(table), USUAL_NOISE, classes);
    believing = new Believing(table, plan.learning().targets());
    trace = new FlagTrace(table.rows(), plan.learning().epochs(), POINTS);
  }

  /// q as the set sizes have it.
  private static double partialRate(CandidateTable table) {
    double rate = 0;
    int open = 0;
    for (int row = 0; row < table.rows(); row++) {
      if (table.isOpen(row)) {
        rate += (table.size(row) - 1.0) / (table.set(row).length - 1);
        open++;
      }
    }
    return open == 0 ? 0 : rate / open;
  }

  /// Means over one epoch.
  record Epoch(
      int number,
      double loss,
      double classLoss,
      double contrastLoss,
      double insideShare,
      boolean correcting,
      int flagged) {}

  /// Runs all epochs of the plan.
  ///
  /// @param heard after each epoch; may throw to stop
  void run(Consumer<Epoch> heard) {
    var shuffle = streams.of("shuffle");
    var augment = streams.of("augment");
    var rule = new StartRule(plan.learning().epochs());
    boolean ready = false;
    for (int epoch = 1; epoch <= plan.learning().epochs(); epoch++) {
      boolean correcting =
          plan.detection().correcting()
              && (plan.detection().start() > 0 ? epoch >= plan.detection().start() : ready);
      if (correcting && trace.startEpoch() == 0) {
        trace.starts(epoch);
      }
      var sums = new Sums(table.set(0).length);
      var order = shuffled(shuffle);
      for (int from = 0; from + batch <= order.length; from += batch) {
        learn(epoch, Arrays.copyOfRange(order, from, from + batch), correcting, augment, sums);
      }
      ready |= rule.startsAfter(sums.insideShare());
      believing.endOfEpoch(1 - sums.insideShare(), ready);
      adaptThresholds(sums);
      trace.endOf(epoch, table);
      heard.accept(sums.epoch(epoch, correcting));
    }
  }

  /// One step on a batch: query, key, losses, gradient, then detection.
  private void learn(
      int epoch, int[] rows, boolean correcting, SplittableRandom augment, Sums sums) {
    double phi =
        Schedules.confidenceMomentum(
            epoch,
            plan.learning().epochs(),
            plan.learning().confidenceMomentumFirst(),
            plan.learning().confidenceMomentumLast());
    try (var _ = new NDScope()) {
      var weak = view(rows, plan.views().weakNoise(), plan.views().weakDrop(), augment); // [B,D]
      var strong =
          view(rows, plan.views().strongNoise(), plan.views().strongDrop(), augment); // [B,D]
      key.follow(plan.learning().keyMomentum());
      var keys = key.embed(strong).toFloatArray(); // [B*d]
      var working = new int[rows.length];
      var scores = new float[rows.length][]; // c [B,K]
      float[] embeddings;
      try (var gradients = manager.getEngine().newGradientCollector()) {
        var out = net.forward(store, new NDList(weak), true);
        var p = out.get(0).softmax(1); // [B,K]
        var z = out.get(1); // [B,d]
        embeddings = z.toFloatArray();
        believe(epoch, rows, p.toFloatArray(), embeddings, phi, working, scores, sums);

        var classes = plan.learning().loss().ofLogits(out.get(0), targets(rows));
        var contrast = plan.learning().contrastWeight() == 0 ? null : contrast(z, keys, working);
        var loss =
            contrast == null
                ? classes
                : classes.add(contrast.mul(Constant.beside(z, plan.learning().contrastWeight())));
        gradients.backward(loss);
        sums.losses(
            loss.getFloat(), classes.getFloat(), contrast == null ? 0 : contrast.getFloat());
      }
      if (correcting) {
        detect(epoch, rows, scores, augment, sums);
      }
      sgd.step(MomentumSgd.cosine(plan.learning().rate(), epoch, plan.learning().epochs()));
      prototypes.follow(embeddings, working);
      queue.enqueue(keys, working);
    }
  }

  /// Working labels from p, cluster scores c from the prototypes before this batch, confidences
  /// moved towards c.
  private void believe(
      int epoch,
      int[] rows,
      float[] p,
      float[] embeddings,
      double phi,
      int[] working,
      float[][] scores,
      Sums sums) {
    int classes = table.set(0).length;
    for (int i = 0; i < rows.length; i++) {
      var probabilities = Arrays.copyOfRange(p, i * classes, (i + 1) * classes);
      var clusters = prototypes.scores(embeddings, i);
      working[i] = believing.working(rows[i], probabilities);
      scores[i] = believing.scores(probabilities, clusters);
      sums.judged(table, rows[i], scores[i]);
      if (believing.believe(rows[i], probabilities, clusters, phi)) {
        trace.flags(epoch, rows[i]);
        sums.flagged++;
      }
    }
  }

  private NDArray contrast(NDArray z, float[] keys, int[] working) {
    int old = queue.labels().length;
    var newKeys = manager.create(keys, new Shape(batch, EMBEDDING)); // [B,d]
    var rows = new NDList(z, newKeys);
    if (old > 0) {
      rows.add(manager.create(queue.keys(), new Shape(old, EMBEDDING))); // [Q,d]
    }
    var labels = Arrays.copyOf(working, 2 * batch + old);
    System.arraycopy(working, 0, labels, batch, batch);
    System.arraycopy(queue.labels(), 0, labels, 2 * batch, old);
    return ContrastiveLoss.of(z, NDArrays.concat(rows), labels, TEMPERATURE);
  }

  private NDArray targets(int[] rows) {
    int classes = table.set(0).length;
    var flat = new float[rows.length * classes];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(table.confidence(rows[i]), 0, flat, i * classes, classes);
    }
    return manager.create(flat, new Shape(rows.length, classes));
  }

  /// The first view is the one just learned; further weak views are judged without a gradient.
  private void detect(
      int epoch, int[] rows, float[][] firstView, SplittableRandom augment, Sums sums) {
    var scores = new float[rows.length][plan.detection().views()][];
    for (int i = 0; i < rows.length; i++) {
      scores[i][0] = firstView[i];
    }
    for (int v = 1; v < plan.detection().views(); v++) {
      var view = view(rows, plan.views().weakNoise(), plan.views().weakDrop(), augment);
      var out = net.forward(store, new NDList(view), false);
      var p = out.get(0).softmax(1).toFloatArray(); // [B*K]
      var embeddings = out.get(1).toFloatArray(); // [B*d]
      for (int i = 0; i < rows.length; i++) {
        scores[i][v] =
            believing.scores(
                Arrays.copyOfRange(p, i * thresholds.length, (i + 1) * thresholds.length),
                prototypes.scores(embeddings, i));
      }
    }
    for (int i = 0; i < rows.length; i++) {
      int missing = table.isOpen(rows[i]) ? missing(scores[i], table.set(rows[i])) : Detection.NONE;
      if (missing != Detection.NONE) {
        table.admit(epoch, rows[i], missing, CandidateTable.Admission.SCORE, scores[i][0][missing]);
        trace.flags(epoch, rows[i]);
        sums.flagged++;
      }
    }
  }

  /// The label that all views miss in the set, by the rule that fits the scores.
  int missing(float[][] views, boolean[] set) {
    return plan.learning().targets().byPrototypes()
        ? Detection.byMargin(views, set, thresholds)
        : Detection.byRatio(views, set, kappa);
  }

  /// A clip moves to a class only if it leads there as clearly as the weakest quarter of the clips
  /// whose own set already holds that class: rare classes have weaker prototypes and other margins.
  private void adaptThresholds(Sums sums) {
    double floor = Detection.threshold(plan.detection().delta(), thresholds.length);
    for (int k = 0; k < thresholds.length; k++) {
      thresholds[k] = Math.max(floor, sums.memberMargin(k, plan.detection().memberQuantile()));
    }
  }

  private NDArray view(int[] rows, double noise, double drop, SplittableRandom random) {
    return manager.create(
        views.draw(features, rows, noise, drop, random),
        new Shape(rows.length, features[0].length));
  }

  private int[] shuffled(SplittableRandom random) {
    var order = learned.clone();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }

  /// What the trained network thinks of clips as they are, in evaluation mode.
  Judgement judge(int[] rows) {
    return judge(rows, part -> views.plain(features, part));
  }

  /// What it thinks of a weak view of them.
  Judgement judge(int[] rows, SplittableRandom random) {
    var altering = plan.views();
    return judge(
        rows,
        part -> views.draw(features, part, altering.weakNoise(), altering.weakDrop(), random));
  }

  private Judgement judge(int[] rows, Function<int[], float[]> view) {
    int classes = table.set(0).length;
    var judgement = new Judgement(rows.length);
    int chunk = 1024;
    for (int from = 0; from < rows.length; from += chunk) {
      var part = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + chunk));
      try (var _ = new NDScope()) {
        var clips = view.apply(part); // [part*D]
        var out =
            net.forward(
                store,
                new NDList(manager.create(clips, new Shape(part.length, features[0].length))),
                false);
        var logits = out.get(0).toFloatArray();
        var z = out.get(1).toFloatArray();
        for (int i = 0; i < part.length; i++) {
          judgement.logits[from + i] = Arrays.copyOfRange(logits, i * classes, (i + 1) * classes);
          judgement.embeddings[from + i] =
              Arrays.copyOfRange(z, i * EMBEDDING, (i + 1) * EMBEDDING);
          judgement.scores[from + i] =
              believing.scores(softmax(judgement.logits[from + i]), prototypes.scores(z, i));
        }
      }
    }
    return judgement;
  }

  static float[] softmax(float[] logits) {
    var scores = new double[logits.length];
    Arrays.setAll(scores, c -> logits[c]);
    var p = Softmax.of(scores);
    var single = new float[p.length];
    for (int c = 0; c < p.length; c++) {
      single[c] = (float) p[c];
    }
    return single;
  }

  /// What a network thinks of n clips.
  static final class Judgement {
    final float[][] logits; // [n,K]
    final float[][] embeddings; // z [n,d]
    final float[][] scores; // c or p [n,K]

    Judgement(int clips) {
      logits = new float[clips][];
      embeddings = new float[clips][];
      scores = new float[clips][];
    }
  }

  FlagTrace trace() {
    return trace;
  }

  /// τ per class as they stand.
  double[] thresholds() {
    return thresholds.clone();
  }

  /// All weights and statistics, for hashing.
  float[] weights() {
    var arrays = new NDList();
    try (var _ = new NDScope()) {
      net.weights().values().forEach(weight -> arrays.add(weight.flatten()));
      net.statistics().values().forEach(statistic -> arrays.add(statistic.flatten()));
      return NDArrays.concat(arrays).toFloatArray();
    }
  }

  @Override
  public void close() {
    manager.close();
  }

  /// What one epoch adds up to.
  private static final class Sums {
    private final float[][] margins; // per class, of clips that already hold it and are best there
    private final int[] members;
    private double loss;
    private double classLoss;
    private double contrastLoss;
    private int steps;
    private int judged;
    private int inside;
    private int flagged;

    Sums(int classes) {
      margins = new float[classes][16];
      members = new int[classes];
    }

    void losses(float whole, float classPart, float contrastPart) {
      if (!Float.isFinite(whole)) {
        throw new IllegalStateException(
            "Training diverged: the loss became %s (classes %s, contrast %s). Lower the plan's learning rate."
                .formatted(whole, classPart, contrastPart));
      }
      loss += whole;
      classLoss += classPart;
      contrastLoss += contrastPart;
      steps++;
    }

    void judged(CandidateTable table, int row, float[] scores) {
      int best =
          IntStream.range(0, scores.length).reduce(0, (a, b) -> scores[b] > scores[a] ? b : a);
      judged++;
      inside += table.inOriginal(row, best) ? 1 : 0;
      int outside = Detection.bestWhere(scores, table.set(row), false);
      if (table.inOriginal(row, best) && outside >= 0) {
        if (members[best] == margins[best].length) {
          margins[best] = Arrays.copyOf(margins[best], 2 * members[best]);
        }
        margins[best][members[best]++] = scores[best] - scores[outside];
      }
    }

    /// The q-quantile of the lead of a class over the best label outside, among its own clips.
    double memberMargin(int label, double quantile) {
      if (quantile == 0 || members[label] == 0) {
        return 0;
      }
      var sorted = Arrays.copyOf(margins[label], members[label]);
      Arrays.sort(sorted);
      return sorted[(int) (quantile * (members[label] - 1))];
    }

    double insideShare() {
      return judged == 0 ? 0 : (double) inside / judged;
    }

    Epoch epoch(int number, boolean correcting) {
      double n = Math.max(1, steps);
      return new Epoch(
          number, loss / n, classLoss / n, contrastLoss / n, insideShare(), correcting, flagged);
    }
  }
}
