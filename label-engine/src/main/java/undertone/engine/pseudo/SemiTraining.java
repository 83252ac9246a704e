package undertone.engine.pseudo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.engine.refinement.RunHash;
import undertone.engine.refinement.Streams;
import undertone.engine.refinement.ViewSource;
import undertone.models.AdamW;
import undertone.models.Constant;
import undertone.models.EncoderConfig;
import undertone.models.Gradients;
import undertone.models.MovingAverage;
import undertone.models.semi.ClipClassifier;

/// Trains one network on labelled clips and, by the plan's method, on the pool. What is asked
/// afterwards is the network's moving average.
final class SemiTraining implements AutoCloseable {
  private static final double SLOWEST = .999; // decay of the moving average
  private static final double TEACHER_WEIGHT = 10;
  private static final double RAMP = .3; // of the steps, until the pool weighs all it may
  private static final double STUDENT_LEAST = .6; // how sure of a clip that a student learns from
  private static final double RUNNING = .99; // of thresholds and shares that follow the batches
  private static final int ASKED_AT_ONCE = 1024; // clips
  private static final int NUMBERS_AT_ONCE =
      1 << 20; // of their views; pictures have thousands each

  private final NDManager manager = NDManager.newBaseManager();
  private final ParameterStore store = new ParameterStore(manager, false);
  private final ViewSource views;
  private final EncoderConfig encoder;
  private final int[] labelled; // rows
  private final int[] labels; // of the labelled rows
  private final int[] pool; // rows
  private final int classes;
  private final PseudoPlan plan;
  private final Streams streams;
  private final @Nullable Before before;
  private final DoubleConsumer heard;
  private final int[] taught; // [P] label by which a clip of the pool taught last
  private @Nullable Threshold asked; // of the last network trained; null = nothing was asked
  private @Nullable ClipClassifier average; // of the last network trained
  private int trained; // networks so far
  private double done; // share of all there is to do

  /// @param labelled rows of the views that carry labels
  /// @param labels their classes, in the same order
  /// @param pool rows that carry none
  /// @param before what labels alone have taught; null = nothing yet, and that is what is learned
  /// @param heard how much is done, 0..1; may throw to stop
  SemiTraining(
      ViewSource views,
      EncoderConfig encoder,
      int[] labelled,
      int[] labels,
      int[] pool,
      int classes,
      PseudoPlan plan,
      Streams streams,
      @Nullable Before before,
      DoubleConsumer heard) {
    this.views = views;
    this.encoder = encoder;
    this.labelled = labelled;
    this.labels = labels;
    this.pool = pool;
    this.classes = classes;
    this.plan = plan;
    this.streams = streams;
    this.before = before;
    this.heard = heard;
    taught = new int[pool.length];
    Arrays.fill(taught, NetworkSaid.TAUGHT_NOTHING);
  }

  /// What networks that learned from labels alone have said.
  static final class Before {
    private final double temperature;
    private final double[][] pool; // [P][K]
    private final double[] thresholds; // [K]

    /// @param temperature that makes such networks as sure as they are right. With few labels they
    ///   are far surer, and thresholds on what they say would let their errors through
    /// @param pool logits of the pool by the one with the same labels, in the pool's order `[P][K]`
    /// @param thresholds what each label has to reach by methods with fixed ones `[K]`
    Before(double temperature, double[][] pool, double[] thresholds) {
      this.temperature = temperature;
      this.pool = pool;
      this.thresholds = thresholds.clone();
    }
  }

  void run() {
    if (before == null || pool.length == 0) {
      train(null);
      return;
    }
    if (!beginsAgain()) {
      train(teaching(before));
      return;
    }
    var told = before.pool;
    for (int round = 1; round <= plan.learning().rounds(); round++) {
      var p = aligned(softmax(told, before.temperature));
      var chosen =
          plan.method() == PseudoMethod.NOISY_STUDENT ? student(p) : surest(p, before.thresholds);
      train(chosen.rows.length == 0 ? null : chosen);
      told = logits(pool);
    }
  }

  /// Notes which clips of the pool a round learns from.
  ///
  /// @param chosen places in the pool
  private void teach(double[][] told, int[] chosen, Threshold threshold) {
    asked = threshold;
    Arrays.fill(taught, NetworkSaid.TAUGHT_NOTHING);
    for (int place : chosen) {
      taught[place] = Threshold.best(told[place]);
    }
  }

  private int networks() {
    return before != null && beginsAgain() ? plan.learning().rounds() : 1;
  }

  private boolean beginsAgain() {
    return plan.method() == PseudoMethod.SELF_TRAINING
        || plan.method() == PseudoMethod.NOISY_STUDENT;
  }

  /// What clips of the pool teach in one step.
  private interface Teaching {
    /// Made without gradients.
    Lesson lesson(
        ClipClassifier network, ClipClassifier average, int step, SplittableRandom random);
  }

  /// @param view of some clips of the pool, `[B,…]`
  /// @param loss of the network's logits of that view
  private record Lesson(NDArray view, UnaryOperator<NDArray> loss) {}

  private void train(@Nullable Teaching teaching) {
    var own = new Streams(streams.of("network " + trained).nextLong());
    var network = new ClipClassifier(encoder, classes).initialize(manager, own.of("init"));
    var follower = new ClipClassifier(encoder, classes).initialize(manager, own.of("init"));
    var moving = new MovingAverage(network.arrays(), follower.arrays());
    var adam = new AdamW(network.weights(), plan.learning().decay(), _ -> 1);
    var deck = new Deck(labelled.length, own.of("labelled"));
    var random = own.of("views");
    for (int step = 0; step < plan.learning().steps(); step++) {
      try (var _ = new NDScope()) {
        var lesson = teaching == null ? null : teaching.lesson(network, follower, step, random);
        int[] drawn = deck.draw(plan.learning().batch());
        var seen = views.draw(manager, rows(labelled, drawn), ViewSource.Kind.WEAK, random);
        try (var gradients = new Gradients()) {
          gradients.backward(loss(network, seen, rows(labels, drawn), lesson));
        }
        adam.step(plan.learning().rate() * Ramps.cosine(step, plan.learning().steps()));
        moving.follow(Ramps.kept(step, SLOWEST));
      }
      done = (trained + (step + 1.0) / plan.learning().steps()) / networks();
      heard.accept(done);
    }
    average = follower;
    trained++;
  }

  private NDArray loss(
      ClipClassifier network, NDArray seen, int[] targets, @Nullable Lesson lesson) {
    var one = new double[targets.length][classes];
    var all = new boolean[targets.length];
    Arrays.fill(all, true);
    for (int i = 0; i < targets.length; i++) {
      one[i][targets[i]] = 1;
    }
    var in = lesson == null ? seen : NDArrays.concat(new NDList(seen, lesson.view));
    var logits = network.forward(store, new NDList(in), true).head(); // [B+μB,K]
    if (lesson == null) {
      return PoolLoss.toward(logits, one, all);
    }
    var told = logits.get(new NDIndex("0:%d".formatted(targets.length)));
    var pooled = logits.get(new NDIndex("%d:".formatted(targets.length)));
    return PoolLoss.toward(told, one, all).add(lesson.loss.apply(pooled));
  }

  private static int[] rows(int[] of, int[] chosen) {
    return Arrays.stream(chosen).map(i -> of[i]).toArray();
  }

  /// Shuffled items, dealt out over and over, so that all come equally often.
  private static final class Deck {
    private final int[] items;
    private final SplittableRandom random;
    private int next;

    Deck(int count, SplittableRandom random) {
      items = new int[count];
      Arrays.setAll(items, i -> i);
      this.random = random;
      next = count;
    }

    int[] draw(int count) {
      var drawn = new int[count];
      for (int i = 0; i < count; i++) {
        if (next == items.length) {
          Streams.shuffle(items, random);
          next = 0;
        }
        drawn[i] = items[next++];
      }
      return drawn;
    }
  }

  // Methods that learn from the pool all along ---------------------------------------------------

  private @Nullable Teaching teaching(Before before) {
    var deck = new Deck(pool.length, streams.of("pool"));
    return switch (plan.method()) {
      case SUPERVISED, SELF_TRAINING, NOISY_STUDENT -> null;
      case MEAN_TEACHER ->
          (_, follower, step, random) -> {
            var rows = rows(pool, deck.draw(plan.learning().batch() * plan.learning().ratio()));
            var there = views.draw(manager, rows, ViewSource.Kind.WEAK, random);
            var teacher = softmax(logits(follower, there), 1);
            var here = views.draw(manager, rows, ViewSource.Kind.WEAK, random);
            double weight = risen(step, TEACHER_WEIGHT * plan.weight());
            return new Lesson(
                here, said -> PoolLoss.agreement(said, teacher).mul(weight(said, weight)));
          };
      case FIXMATCH -> matching(deck, fixed(before), before);
      case FLEXMATCH ->
          matching(deck, FlexibleThreshold.fresh(pool.length, classes, plan.threshold()), before);
      case FREEMATCH -> matching(deck, new FreeThreshold(classes, RUNNING), before);
    };
  }

  /// What the pool is called by labels alone says once and for all what labels have to reach.
  private FixedThreshold fixed(Before before) {
    var told = aligned(softmax(before.pool, before.temperature));
    return new FixedThreshold(plan.perLabel().of(before.thresholds, told));
  }

  private static NDArray weight(NDArray beside, double weight) {
    return Constant.beside(beside, weight);
  }

  private double risen(int step, double most) {
    return Ramps.risen(step, Math.max(1, (int) (RAMP * plan.learning().steps())), most);
  }

  // The pool weighs little until labels have taught something. FlexMatch and FreeMatch ask next to
  // nothing at first, and networks that begin with a few dozen labels would settle on one class.
  private Teaching matching(Deck deck, Threshold threshold, Before before) {
    asked = threshold;
    var alignment = alignment();
    return (network, _, step, random) -> {
      var items = deck.draw(plan.learning().batch() * plan.learning().ratio());
      var rows = rows(pool, items);
      var seen = logits(network, views.draw(manager, rows, ViewSource.Kind.WEAK, random));
      var weak = softmax(seen, before.temperature);
      var p = alignment == null ? weak : alignment.aligned(weak);
      var passes = threshold.pass(items, p);
      for (int i = 0; i < items.length; i++) {
        taught[items[i]] = passes[i] ? Threshold.best(p[i]) : NetworkSaid.TAUGHT_NOTHING;
      }
      var strong = views.draw(manager, rows, ViewSource.Kind.STRONG, random);
      return new Lesson(
          strong,
          said ->
              matched(said, p, passes, threshold).mul(weight(said, risen(step, plan.weight()))));
    };
  }

  private NDArray matched(NDArray said, double[][] p, boolean[] passes, Threshold threshold) {
    var loss = PoolLoss.toward(said, PoolLoss.hard(p), passes);
    return threshold instanceof FreeThreshold free && any(passes)
        ? loss.add(
            PoolLoss.fairness(said, passes, free.mean(), free.shares())
                .mul(weight(said, plan.fairness())))
        : loss;
  }

  private static boolean any(boolean[] passes) {
    for (boolean pass : passes) {
      if (pass) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Alignment alignment() {
    return plan.prior() == Prior.NONE ? null : new Alignment(prior(), RUNNING);
  }

  private double[] prior() {
    var prior = new double[classes];
    switch (plan.prior()) {
      case LABELLED -> {
        for (int label : labels) {
          prior[label] += 1.0 / labels.length;
        }
      }
      case CUSTOM -> Arrays.setAll(prior, c -> plan.shares().get(c));
      case NONE, UNIFORM -> Arrays.fill(prior, 1.0 / classes);
    }
    return prior;
  }

  // Methods that begin again with what they labelled ---------------------------------------------

  /// Clips of the pool with the labels they were given, learned from as if they had them.
  private final class Chosen implements Teaching {
    final int[] rows;
    final double[][] targets;
    private final List<int[]> byClass; // places in rows
    private final ViewSource.Kind kind;

    /// @param byClass classes that are drawn equally often
    Chosen(int[] rows, double[][] targets, List<int[]> byClass, ViewSource.Kind kind) {
      this.rows = rows;
      this.targets = targets;
      this.byClass = byClass;
      this.kind = kind;
    }

    @Override
    public Lesson lesson(
        ClipClassifier network, ClipClassifier follower, int step, SplittableRandom random) {
      int batch = plan.learning().batch() * plan.learning().ratio();
      var drawn = new int[batch];
      var taught = new double[batch][];
      var all = new boolean[batch];
      for (int i = 0; i < batch; i++) {
        var of = byClass.get(random.nextInt(byClass.size()));
        int place = of[random.nextInt(of.length)];
        drawn[i] = rows[place];
        taught[i] = targets[place];
        all[i] = true;
      }
      return new Lesson(
          views.draw(manager, drawn, kind, random),
          said -> PoolLoss.toward(said, taught, all).mul(weight(said, plan.weight())));
    }
  }

  /// What the whole pool is told, pulled to the plan's prior `[P][K]`.
  private double[][] aligned(double[][] told) {
    // its mean is known, so nothing has to follow it
    return plan.prior() == Prior.NONE ? told : new Alignment(prior(), 0).aligned(told);
  }

  private Chosen surest(double[][] told, double[] thresholds) {
    var threshold = new FixedThreshold(plan.perLabel().of(thresholds, told));
    var pass = Threshold.reaching(told, threshold.reached());
    var chosen = IntStream.range(0, told.length).filter(i -> pass[i]).toArray();
    teach(told, chosen, threshold);
    var targets =
        PoolLoss.hard(Arrays.stream(chosen).mapToObj(i -> told[i]).toArray(double[][]::new));
    var places = new int[chosen.length];
    Arrays.setAll(places, i -> i);
    return new Chosen(rows(pool, chosen), targets, List.of(places), ViewSource.Kind.WEAK);
  }

  /// Of each class the clips it is surest of, at most an even share of all.
  private Chosen student(double[][] told) {
    var rows = new ArrayList<Integer>();
    var byClass = new ArrayList<int[]>();
    int total =
        (int) Arrays.stream(told).filter(p -> p[Threshold.best(p)] >= STUDENT_LEAST).count();
    for (int c = 0; c < classes; c++) {
      int label = c;
      var own =
          IntStream.range(0, told.length)
              .filter(i -> Threshold.best(told[i]) == label && told[i][label] >= STUDENT_LEAST)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer i) -> -told[i][label]))
              .limit(Math.max(1, total / classes))
              .toList();
      if (!own.isEmpty()) {
        int first = rows.size();
        rows.addAll(own);
        byClass.add(IntStream.range(first, rows.size()).toArray());
      }
    }
    int[] chosen = rows.stream().mapToInt(Integer::intValue).toArray();
    teach(told, chosen, new FixedThreshold(classes, STUDENT_LEAST));
    return new Chosen(
        rows(pool, chosen),
        Arrays.stream(chosen).mapToObj(i -> told[i]).toArray(double[][]::new),
        byClass,
        ViewSource.Kind.STRONG);
  }

  // Asking ---------------------------------------------------------------------------------------

  /// What the trained network says of clips as they are `[N][K]`.
  private double[][] logits(int[] rows) {
    var network = trained();
    var all = new double[rows.length][];
    int atOnce = atOnce();
    for (int from = 0; from < rows.length; from += atOnce) {
      heard.accept(done); // looking at a large pool takes a while, in which somebody may stop it
      var some = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + atOnce));
      try (var _ = new NDScope()) {
        var view =
            views.draw(manager, some, ViewSource.Kind.PLAIN, new SplittableRandom(0)); // draws none
        System.arraycopy(logits(network, view), 0, all, from, some.length);
      }
    }
    return all;
  }

  /// What the trained network says of clips, looked at several times through weak views, and how it
  /// came to be: all as a checkpoint holds it.
  byte[] packed(int[] rows) {
    var thresholds = asked == null ? new double[classes] : asked.reached();
    if (asked == null) {
      Arrays.fill(thresholds, Double.NaN);
    }
    return NetworkSaid.packed(logits(rows), looks(rows), taught, thresholds, hash());
  }

  /// Clips that are asked about together.
  private int atOnce() {
    long each = Math.max(1, encoder.input().size());
    return Math.clamp(NUMBERS_AT_ONCE / each, 1, ASKED_AT_ONCE);
  }

  /// What the trained network calls weakly altered clips `[N][V]`.
  private short[][] looks(int[] rows) {
    var network = trained();
    var random = streams.of("looks");
    var all = new short[rows.length][NetworkSaid.LOOKS];
    int atOnce = atOnce();
    for (int look = 0; look < NetworkSaid.LOOKS; look++) {
      for (int from = 0; from < rows.length; from += atOnce) {
        heard.accept(done);
        var some = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + atOnce));
        try (var _ = new NDScope()) {
          var said = logits(network, views.draw(manager, some, ViewSource.Kind.WEAK, random));
          for (int i = 0; i < said.length; i++) {
            all[from + i][look] = (short) Threshold.best(said[i]);
          }
        }
      }
    }
    return all;
  }

  /// SHA-256 of the trained network's weights.
  private byte[] hash() {
    var hash = new RunHash();
    trained().arrays().forEach((name, weights) -> hash.add(name).add(weights.toFloatArray()));
    return hash.bytes();
  }

  private ClipClassifier trained() {
    if (average == null) {
      throw new IllegalStateException("Bug: a network was asked before it was trained.");
    }
    return average;
  }

  private double[][] logits(ClipClassifier network, NDArray view) {
    var flat = network.forward(store, new NDList(view), false).head().toFloatArray();
    var rows = new double[flat.length / classes][classes];
    for (int at = 0; at < flat.length; at++) {
      rows[at / classes][at % classes] = flat[at];
    }
    return rows;
  }

  private static double[][] softmax(double[][] logits, double temperature) {
    return Arrays.stream(logits)
        .map(row -> Calibration.softmax(row, temperature))
        .toArray(double[][]::new);
  }

  @Override
  public void close() {
    manager.close();
  }
}
