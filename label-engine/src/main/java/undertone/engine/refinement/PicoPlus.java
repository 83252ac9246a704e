package undertone.engine.refinement;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import undertone.models.Constant;
import undertone.models.pico.ContrastiveLoss;

/// PiCO+, the baseline that doubts clips and not sets: clips far from the prototype of their label
/// are taken as if they had no set, and their pictures are learned from with little weight.
///
/// L = mixup + 2·CE_reliable + 0.1·CE_others + 0.5·contrast_reliable + 0.1·contrast_neighbours
/// + 0.1·contrast_all
///
/// Source: Wang et al. 2023, *PiCO+*, arXiv:2201.08984v3, sec. 5; its `train_pico_plus.py`.
final class PicoPlus {
  private static final double RELIABLE = 2;
  private static final double OTHERS = 0.1;
  private static final double CONTRAST = 0.5;
  private static final int BETA = 4; // both parameters of mixup's Beta distribution

  private final DoubtRule rule;
  private final CandidateTable table;
  private final int prototypeStart;
  private final SplittableRandom mixing;
  private final int classes;
  private final double[] distances; // minus the likeness to the own prototype [N]
  private final float[][] cosines; // to each prototype, as last looked at [N,K]; null = not yet
  private final boolean[] reliable; // [N]

  /// One step: what was seen, and what the network said of it.
  static final class Step {
    final int epoch;
    final int[] rows;
    final NDArray weak; // [B,…]
    final NDList out; // logits [B,K] and embeddings [B,d]
    final NDArray pool; // [2B+Q,d], the embeddings first
    final int[] working; // label that stands for each clip
    final EmbeddingQueue queue;

    Step(
        int epoch,
        int[] rows,
        NDArray weak,
        NDList out,
        NDArray pool,
        int[] working,
        EmbeddingQueue queue) {
      this.epoch = epoch;
      this.rows = rows;
      this.weak = weak;
      this.out = out;
      this.pool = pool;
      this.working = working;
      this.queue = queue;
    }
  }

  PicoPlus(DoubtRule rule, CandidateTable table, int prototypeStart, SplittableRandom mixing) {
    this.rule = rule;
    this.table = table;
    this.prototypeStart = prototypeStart;
    this.mixing = mixing;
    classes = table.set(0).length;
    distances = new double[table.rows()];
    cosines = new float[table.rows()][];
    reliable = new boolean[table.rows()];
    Arrays.fill(reliable, true);
  }

  /// The best candidate of a reliable clip, the best label at all of another.
  int working(int row, float[] p) {
    return reliable[row] ? table.best(row, p) : Detection.bestWhere(p, new boolean[classes], false);
  }

  /// Remembers how near a clip is to the prototypes.
  void looked(int row, float[] toPrototypes, int working) {
    cosines[row] = toPrototypes;
    distances[row] = -toPrototypes[working];
  }

  /// Doubts the clips that were looked at and are far; those that a person settled are taken at
  /// their word wherever they lie.
  void endOfEpoch(int epoch) {
    if (epoch >= rule.warmUp()) {
      var seen = IntStream.range(0, cosines.length).filter(row -> cosines[row] != null).toArray();
      var near =
          ReliableClips.nearest(
              IntStream.of(seen).mapToDouble(row -> distances[row]).toArray(), rule.share());
      for (int i = 0; i < seen.length; i++) {
        reliable[seen[i]] = near[i] || table.isSettled(seen[i]);
      }
    }
  }

  /// Labels as the queue keeps them: those of unreliable clips are raised by K.
  int[] remembered(int[] rows, int[] working) {
    var remembered = working.clone();
    for (int i = 0; i < rows.length; i++) {
      remembered[i] += reliable[rows[i]] ? 0 : classes;
    }
    return remembered;
  }

  /// @param forward logits of mixed pictures, in training mode
  PicoTraining.Loss loss(Step step, UnaryOperator<NDArray> forward) {
    var targets = targets(step); // [B,K]
    var each = crossEntropy(step.out.get(0), targets); // [B]
    var sure = mean(each, step.rows, true);
    var unsure = mean(each, step.rows, false);
    var classLoss =
        mixup(step, targets, forward)
            .add(sure.mul(Constant.beside(sure, RELIABLE)))
            .add(unsure.mul(Constant.beside(unsure, OTHERS)));
    var contrast = contrast(step);
    return new PicoTraining.Loss(classLoss.add(contrast), classLoss, contrast);
  }

  /// Confidences of reliable clips; of the others, how near each prototype is, sharpened.
  private NDArray targets(Step step) {
    var flat = new float[step.rows.length * classes];
    for (int i = 0; i < step.rows.length; i++) {
      int row = step.rows[i];
      var target = reliable[row] ? table.confidence(row) : sharpened(cosines[row]);
      System.arraycopy(target, 0, flat, i * classes, classes);
    }
    return step.weak.getManager().create(flat, new Shape(step.rows.length, classes));
  }

  private static float[] sharpened(float[] cosines) {
    var scaled = new float[cosines.length];
    for (int k = 0; k < scaled.length; k++) {
      scaled[k] = (float) (cosines[k] / PicoTraining.TEMPERATURE);
    }
    return PicoTraining.softmax(scaled);
  }

  /// Mean cross entropy over the clips that are reliable, or over those that are not; 0 over none.
  private NDArray mean(NDArray each, int[] rows, boolean ofReliable) {
    var weights = new float[rows.length];
    int count = 0;
    for (int row : rows) {
      count += reliable[row] == ofReliable ? 1 : 0;
    }
    for (int i = 0; i < rows.length; i++) {
      weights[i] = reliable[rows[i]] == ofReliable ? 1f / count : 0;
    }
    return each.mul(each.getManager().create(weights)).sum();
  }

  private static NDArray crossEntropy(NDArray logits, NDArray targets) {
    return logits.logSoftmax(1).mul(targets).sum(new int[] {1}).neg(); // [B]
  }

  /// Each picture blended with another of the batch, its target likewise.
  private NDArray mixup(Step step, NDArray targets, UnaryOperator<NDArray> forward) {
    int batch = step.rows.length;
    var partner = new int[batch];
    Arrays.setAll(partner, i -> i);
    for (int i = batch - 1; i > 0; i--) {
      int j = mixing.nextInt(i + 1);
      int kept = partner[i];
      partner[i] = partner[j];
      partner[j] = kept;
    }
    var manager = step.weak.getManager();
    var others = manager.create(partner);
    double own = gamma();
    double share = own / (own + gamma());
    var keep = Constant.beside(step.weak, share);
    var rest = Constant.beside(step.weak, 1 - share);
    var mixed = step.weak.mul(keep).add(step.weak.get(others).mul(rest));
    var mixedTargets = targets.mul(keep).add(targets.get(others).mul(rest));
    return crossEntropy(forward.apply(mixed), mixedTargets).mean();
  }

  /// A draw of the gamma distribution whose quotient x/(x+y) is Beta(4,4): four exponentials.
  private double gamma() {
    double sum = 0;
    for (int i = 0; i < BETA; i++) {
      sum -= Math.log(1 - mixing.nextDouble());
    }
    return sum;
  }

  private NDArray contrast(Step step) {
    var z = step.out.get(1);
    int batch = step.rows.length;
    if (step.epoch < prototypeStart) {
      return ContrastiveLoss.ofKeys(
          z,
          step.pool.get(new NDIndex("%d:%d".formatted(batch, 2 * batch))),
          step.pool.get(new NDIndex("%d:".formatted(2 * batch))),
          PicoTraining.TEMPERATURE);
    }
    var labels = PicoTraining.poolLabels(remembered(step.rows, step.working), step.queue.labels());
    var trusted = new int[labels.length];
    var all = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      trusted[i] = labels[i] < classes ? labels[i] : -1;
      all[i] = labels[i] < 0 ? -1 : labels[i] % classes;
    }
    var reliablePairs = ContrastiveLoss.of(z, step.pool, trusted, PicoTraining.TEMPERATURE);
    var everyPair = ContrastiveLoss.of(z, step.pool, all, PicoTraining.TEMPERATURE);
    var contrast =
        reliablePairs
            .mul(Constant.beside(z, CONTRAST))
            .add(everyPair.mul(Constant.beside(z, OTHERS)));
    if (step.epoch < rule.neighboursFrom()) {
      return contrast;
    }
    var neighbours = ContrastiveLoss.of(z, step.pool, neighbours(step), PicoTraining.TEMPERATURE);
    return contrast.add(neighbours.mul(Constant.beside(z, OTHERS)));
  }

  /// The pool rows most like each unreliable clip `[B,M]`.
  private boolean[][] neighbours(Step step) {
    var z = step.out.get(1).stopGradient();
    int size = Math.toIntExact(step.pool.getShape().get(0));
    int most = Math.min(rule.neighbours() + 1, size); // itself is the nearest
    var nearest = z.matMul(step.pool.stopGradient().transpose()).topK(most, 1).get(1).toLongArray();
    var positives = new boolean[step.rows.length][size];
    for (int i = 0; i < positives.length; i++) {
      int taken = 0;
      for (int n = 0; n < most && taken < rule.neighbours() && !reliable[step.rows[i]]; n++) {
        int other = (int) nearest[i * most + n];
        if (other != i) {
          positives[i][other] = true;
          taken++;
        }
      }
    }
    return positives;
  }
}
