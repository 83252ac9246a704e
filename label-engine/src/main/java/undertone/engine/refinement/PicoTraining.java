package undertone.engine.refinement;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import undertone.models.Constant;
import undertone.models.Gradients;
import undertone.models.pico.ContrastiveLoss;
import undertone.models.pico.KeyNetwork;
import undertone.models.pico.MomentumSgd;
import undertone.models.pico.PicoNet;

/// Trains one network on candidate sets and, once it is ready, corrects the noisy ones. What it
/// looks at, features or pictures, is its [ViewSource]'s and its encoder's affair.
///
/// Source: Lian et al. 2022, *IRNet*, arXiv:2211.04774, sec. 3; `train_merge.py`.
final class PicoTraining implements AutoCloseable {
  static final int POINTS = 16; // of a confidence trajectory
  private static final double SGD_MOMENTUM = 0.9;
  static final double TEMPERATURE = 0.07;
  private static final int MOST_JUDGED = 1024; // clips at once
  private static final int NUMBERS_JUDGED = 1 << 20; // numbers at once

  private final NDManager manager;
  private final ParameterStore store;
  private final ViewSource views;
  private final int[] learned; // rows it may learn from
  private final CandidateTable table; // [N,K]
  private final PicoRules rules;
  private final Streams streams;
  private final int classes;
  private final int embedding;
  private final PicoNet net;
  private final KeyNetwork key;
  private final MomentumSgd sgd;
  private final Prototypes prototypes;
  private final EmbeddingQueue queue;
  private final Believing believing;
  private final SetCorrection correction;
  private final @Nullable PicoPlus plus;
  private final FlagTrace trace;
  private final StepClock clock = new StepClock();
  private final int firstEpoch;
  private boolean ready;

  /// @param views of the rows of the table, and perhaps of more rows that are only judged
  /// @param streams random streams of this network alone
  PicoTraining(
      ViewSource views,
      int[] learned,
      CandidateTable table,
      PicoRules rules,
      Device device,
      Streams streams) {
    this(views, learned, table, rules, device, streams, null);
  }

  /// @param earlier what another network of the same sizes has learned, to be gone on from in the
  ///   last quarter of the epochs; null = from scratch
  PicoTraining(
      ViewSource views,
      int[] learned,
      CandidateTable table,
      PicoRules rules,
      Device device,
      Streams streams,
      @Nullable NetworkState earlier) {
    this.views = views;
    this.learned = learned;
    this.table = table;
    this.rules = rules;
    this.streams = streams;
    manager = NDManager.newBaseManager(device);
    store = new ParameterStore(manager, false);
    classes = rules.net().classes();
    embedding = rules.net().embedding();
    net = new PicoNet(rules.net()).initialize(manager, streams.of("init"));
    if (earlier != null) {
      fill(net, earlier.query);
    }
    key = new KeyNetwork(net, rules.net(), manager);
    sgd = new MomentumSgd(net, SGD_MOMENTUM, rules.learning().weightDecay());
    var queued = new EmbeddingQueue(rules.queue(), embedding, streams.of("queue"));
    believing = new Believing(table, rules.learning().targets());
    correction = new SetCorrection(rules.correction(), table, rules.learning().epochs());
    plus =
        rules.plus() == null
            ? null
            : new PicoPlus(rules.plus(), table, rules.prototypeStart(), streams.of("mixup"));
    firstEpoch = Schedules.firstEpoch(rules.learning().epochs(), earlier != null);
    trace = new FlagTrace(table.rows(), firstEpoch, rules.learning().epochs(), POINTS);
    double pull = rules.learning().prototypeMomentum();
    if (earlier == null) {
      prototypes = new Prototypes(classes, embedding, pull);
      queue = queued;
    } else {
      fill(key.net(), earlier.key);
      prototypes = new Prototypes(copy(earlier.prototypes), earlier.touched.clone(), pull);
      queue = queued.goingOn(earlier.queued, earlier.queuedLabels, earlier.next);
      correction.goOn(earlier.startEpoch, earlier.memberMargins);
      believing.admit(earlier.admitted);
      ready = earlier.ready;
    }
  }

  private static void fill(PicoNet net, Map<String, float[]> values) {
    arrays(net)
        .forEach((name, array) -> {
          var kept = values.get(name);
          if (kept == null || kept.length != array.size()) {
            throw new IllegalArgumentException(
                "Bug: %s of another network does not fit.".formatted(name));
          }
          array.set(kept);
        });
  }

  private static Map<String, NDArray> arrays(PicoNet net) {
    var arrays = new LinkedHashMap<>(net.weights());
    arrays.putAll(net.statistics());
    return arrays;
  }

  private static Map<String, float[]> values(PicoNet net) {
    var values = new LinkedHashMap<String, float[]>();
    arrays(net).forEach((name, array) -> values.put(name, array.toFloatArray()));
    return values;
  }

  private static float[][] copy(float[][] rows) {
    return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
  }

  /// All it has learned, for a later run to go on from.
  NetworkState state() {
    var sets = new boolean[learned.length][];
    var confidence = new float[learned.length][];
    for (int i = 0; i < learned.length; i++) {
      sets[i] = table.set(learned[i]).clone();
      confidence[i] = table.confidence(learned[i]).clone();
    }
    return new NetworkState(
        values(net),
        values(key.net()),
        copy(prototypes.centres()),
        prototypes.touched().clone(),
        queue.keys().clone(),
        queue.labels().clone(),
        queue.next(),
        ready,
        correction.startEpoch(),
        correction.memberMargins(),
        believing.admitted(),
        learned.clone(),
        sets,
        confidence);
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

  /// Runs all epochs of the plan, or those that are left of it.
  ///
  /// @param rule decides when correction starts, where the plan names no epoch
  /// @param heard after each epoch; may throw to stop
  void run(StartRule rule, Consumer<Epoch> heard) {
    var shuffle = streams.of("shuffle");
    var augment = streams.of("augment");
    for (int epoch = firstEpoch; epoch <= rules.learning().epochs(); epoch++) {
      boolean correcting = correction.activeIn(epoch, ready);
      var sums = new EpochSums(classes);
      var order = shuffled(shuffle);
      int batch = rules.batch();
      for (int from = 0; from + batch <= order.length; from += batch) {
        clock.begins();
        learn(epoch, Arrays.copyOfRange(order, from, from + batch), correcting, augment, sums);
        clock.ends();
      }
      ready |= rule.startsAfter(sums.insideShare());
      believing.endOfEpoch(1 - sums.insideShare(), ready);
      correction.endOfEpoch(sums);
      if (plus != null) {
        plus.endOfEpoch(epoch);
      }
      trace.endOf(epoch, table);
      heard.accept(sums.epoch(epoch, correcting));
    }
  }

  /// One step on a batch: query, key, losses, gradient, then detection.
  private void learn(
      int epoch, int[] rows, boolean correcting, SplittableRandom augment, EpochSums sums) {
    var learning = rules.learning();
    try (var _ = new NDScope()) {
      var weak = views.draw(manager, rows, ViewSource.Kind.WEAK, augment); // [B,…]
      var strong = views.draw(manager, rows, ViewSource.Kind.STRONG, augment); // [B,…]
      key.follow(learning.keyMomentum());
      var keys = key.embed(strong).toFloatArray(); // [B*d]
      var working = new int[rows.length];
      var scores = new float[rows.length][]; // c or p [B,K]
      float[] embeddings;
      try (var gradients = new Gradients()) {
        var out = net.forward(store, new NDList(weak), true);
        var p = out.get(0).softmax(1); // [B,K]
        var z = out.get(1); // [B,d]
        embeddings = z.toFloatArray();
        believe(epoch, rows, p.toFloatArray(), embeddings, working, scores, sums);

        var loss =
            plus == null
                ? loss(rows, out, keys, working)
                : plus.loss(
                    new PicoPlus.Step(epoch, rows, weak, out, pool(z, keys), working, queue),
                    mixed -> net.forward(store, new NDList(mixed), true).head());
        gradients.backward(loss.whole());
        sums.losses(loss.whole().getFloat(), loss.classes().getFloat(), loss.contrast().getFloat());
      }
      if (correcting) {
        detect(epoch, rows, scores, augment, sums);
      }
      sgd.step(MomentumSgd.cosine(learning.rate(), epoch, learning.epochs()));
      prototypes.follow(embeddings, working);
      queue.enqueue(keys, plus == null ? working : plus.remembered(rows, working));
    }
  }

  /// Working labels from p, cluster scores c from the prototypes before this batch, confidences
  /// moved towards c.
  private void believe(
      int epoch,
      int[] rows,
      float[] p,
      float[] embeddings,
      int[] working,
      float[][] scores,
      EpochSums sums) {
    var learning = rules.learning();
    double phi =
        Schedules.confidenceMomentum(
            epoch,
            learning.epochs(),
            learning.confidenceMomentumFirst(),
            learning.confidenceMomentumLast());
    for (int i = 0; i < rows.length; i++) {
      var probabilities = Arrays.copyOfRange(p, i * classes, (i + 1) * classes);
      var clusters = prototypes.scores(embeddings, i);
      working[i] =
          plus == null
              ? believing.working(rows[i], probabilities)
              : plus.working(rows[i], probabilities);
      if (plus != null) {
        plus.looked(rows[i], prototypes.cosines(embeddings, i), working[i]);
      }
      scores[i] = judging(probabilities, clusters);
      sums.judged(table, rows[i], scores[i]);
      if (epoch >= rules.prototypeStart()
          && believing.believe(rows[i], probabilities, clusters, phi)) {
        trace.flags(epoch, rows[i]);
        sums.flagged();
      }
    }
  }

  /// What detection goes by.
  private float[] judging(float[] probabilities, float[] clusters) {
    return rules.correction().byClusters() ? clusters : probabilities;
  }

  /// A scalar loss and its two parts.
  record Loss(NDArray whole, NDArray classes, NDArray contrast) {}

  private Loss loss(int[] rows, NDList out, float[] keys, int[] working) {
    var z = out.get(1);
    var classLoss = rules.learning().loss().ofLogits(out.get(0), targets(rows));
    if (rules.learning().contrastWeight() == 0) {
      return new Loss(classLoss, classLoss, Constant.beside(z, 0));
    }
    var contrast =
        ContrastiveLoss.of(z, pool(z, keys), poolLabels(working, queue.labels()), TEMPERATURE);
    var weighed = contrast.mul(Constant.beside(z, rules.learning().contrastWeight()));
    return new Loss(classLoss.add(weighed), classLoss, contrast);
  }

  /// Embeddings, their keys, and the keys of the queue `[2B+Q,d]`.
  private NDArray pool(NDArray z, float[] keys) {
    int old = queue.labels().length;
    var rows = new NDList(z, manager.create(keys, new Shape(rules.batch(), embedding)));
    if (old > 0) {
      rows.add(manager.create(queue.keys(), new Shape(old, embedding)));
    }
    return NDArrays.concat(rows);
  }

  /// Labels of the pool's rows `[2B+Q]`.
  static int[] poolLabels(int[] working, int[] queued) {
    int batch = working.length;
    var labels = Arrays.copyOf(working, 2 * batch + queued.length);
    System.arraycopy(working, 0, labels, batch, batch);
    System.arraycopy(queued, 0, labels, 2 * batch, queued.length);
    return labels;
  }

  private NDArray targets(int[] rows) {
    var flat = new float[rows.length * classes];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(table.confidence(rows[i]), 0, flat, i * classes, classes);
    }
    return manager.create(flat, new Shape(rows.length, classes));
  }

  /// The first view is the one just learned; further views are judged without a gradient.
  private void detect(
      int epoch, int[] rows, float[][] firstView, SplittableRandom augment, EpochSums sums) {
    var further = rules.correction().furtherViews();
    var scores = new float[rows.length][1 + further.size()][];
    for (int i = 0; i < rows.length; i++) {
      scores[i][0] = firstView[i];
    }
    for (int v = 1; v <= further.size(); v++) {
      var view = views.draw(manager, rows, further.get(v - 1), augment);
      var out = net.forward(store, new NDList(view), rules.correction().inTraining());
      var p = out.get(0).softmax(1).toFloatArray(); // [B*K]
      var embeddings = out.get(1).toFloatArray(); // [B*d]
      for (int i = 0; i < rows.length; i++) {
        scores[i][v] =
            judging(
                Arrays.copyOfRange(p, i * classes, (i + 1) * classes),
                prototypes.scores(embeddings, i));
      }
    }
    for (int i = 0; i < rows.length; i++) {
      if (correction.correct(epoch, rows[i], scores[i])) {
        trace.flags(epoch, rows[i]);
        sums.flagged();
      }
    }
  }

  private int[] shuffled(SplittableRandom random) {
    var order = learned.clone();
    Streams.shuffle(order, random);
    return order;
  }

  /// What the trained network thinks of clips as they are, in evaluation mode.
  Judgement judge(int[] rows) {
    return judge(rows, ViewSource.Kind.PLAIN, new SplittableRandom(0));
  }

  /// What it thinks of a weak view of them.
  Judgement judge(int[] rows, SplittableRandom random) {
    return judge(rows, ViewSource.Kind.WEAK, random);
  }

  private Judgement judge(int[] rows, ViewSource.Kind kind, SplittableRandom random) {
    var judgement = new Judgement(rows.length);
    long each = net.batchOf(1).size();
    int chunk = Math.clamp(NUMBERS_JUDGED / each, 1, MOST_JUDGED);
    for (int from = 0; from < rows.length; from += chunk) {
      var part = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + chunk));
      try (var _ = new NDScope()) {
        var out = net.forward(store, new NDList(views.draw(manager, part, kind, random)), false);
        var logits = out.get(0).toFloatArray();
        var z = out.get(1).toFloatArray();
        for (int i = 0; i < part.length; i++) {
          judgement.logits[from + i] = Arrays.copyOfRange(logits, i * classes, (i + 1) * classes);
          judgement.embeddings[from + i] =
              Arrays.copyOfRange(z, i * embedding, (i + 1) * embedding);
          judgement.scores[from + i] =
              judging(softmax(judgement.logits[from + i]), prototypes.scores(z, i));
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

  SetCorrection correction() {
    return correction;
  }

  StepClock clock() {
    return clock;
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
}
