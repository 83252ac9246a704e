package undertone.engine.refinement;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Trains the networks of one fold and asks them about the clips they never saw.
final class FoldTraining {
  private static final int EXTRA_VIEWS = 4; // of each held-out clip, beside the clip as it is

  private final float[][] features; // [N,C]
  private final boolean[][] sets; // [N,K], a settled clip holds its one label
  private final float[][] confidence; // [N,K] to start from
  private final boolean[] settled; // [N]
  private final RefinementPlan plan;
  private final Learner.Material material;

  FoldTraining(Learner.Material material) {
    this.material = material;
    features = material.features;
    sets = material.sets;
    confidence = material.confidence;
    settled = material.settled;
    plan = material.plan;
  }

  /// @param fold of each clip `[N]`
  /// @param held the fold to hold out
  Learner.Learned run(int[] fold, int held, Streams streams, Learner.Heard heard) {
    int n = sets.length;
    int classes = sets[0].length;
    var learned =
        IntStream.range(0, n).filter(i -> fold[i] != held && material.isVoted(i)).toArray();
    var judged = IntStream.range(0, n).filter(i -> fold[i] == held).toArray();
    mustTeach(learned, held);
    var sum = new Gathered(n, classes, judged, plan, material.firstEpoch());
    var before = material.before;
    var states = new ArrayList<NetworkState>();
    for (int member = 0; member < plan.members(); member++) {
      int number = member + 1;
      var name = "fold " + held + " member " + member + (before == null ? "" : " going on");
      var own = new Streams(streams.of(name).nextLong());
      var table = new CandidateTable(sets, confidence, settled);
      var rules =
          PicoRules.onFeatures(
              features[0].length, classes, learned.length, plan, table.partialRate());
      var state = before == null ? null : before.state.members().get(member);
      if (before != null && state != null) {
        state.restore(table, before.rowNow);
      }
      try (var training =
          new PicoTraining(
              new FeatureViews(features, plan.views()),
              learned,
              table,
              rules,
              Device.cpu(),
              own,
              state)) {
        training.run(
            new InsideStartRule(plan.learning().epochs()),
            epoch -> heard.epoch(number, epoch, table));
        sum.add(training, own, member);
        states.add(training.state());
      }
    }
    return new Learner.Learned(sum.verdict(learned), new FoldState(states));
  }

  static void mustTeach(int[] learned, int held) {
    if (learned.length < 2) {
      throw new IllegalArgumentException(
          ("Only %d clips outside fold %d carry votes or a confirmed label; there is nothing to learn"
                  + " from. Collect votes on more clips first.")
              .formatted(learned.length, held + 1));
    }
  }

  /// Adds up what the members say.
  private final class Gathered {
    private final int[] judged;
    private final int members;
    private final int classes;
    private final float[][] probabilities;
    private final float[][] margins;
    private final int[][] missing;
    private final int[] firstFlag;
    private final int[] lastFlag;
    private final int[] flags;
    private final float[][][] trajectory;
    private final int[] startEpochs;
    private final double[] thresholds;
    private final RunHash weights = new RunHash();
    private final float[][] embeddings; // [N, members*d]

    Gathered(int n, int classes, int[] judged, RefinementPlan plan, int firstEpoch) {
      this.judged = judged;
      this.classes = classes;
      members = plan.members();
      probabilities = new float[n][0];
      margins = new float[n][0];
      missing = new int[n][0];
      for (int clip : judged) {
        probabilities[clip] = new float[classes];
        margins[clip] = new float[members * (1 + EXTRA_VIEWS)];
        missing[clip] = new int[members * (1 + EXTRA_VIEWS)];
      }
      firstFlag = new int[n];
      lastFlag = new int[n];
      flags = new int[n];
      trajectory =
          new float[Math.min(PicoTraining.POINTS, plan.learning().epochs() - firstEpoch + 1)][n][0];
      startEpochs = new int[members];
      thresholds = new double[classes];
      embeddings = new float[n][0];
    }

    void add(PicoTraining training, Streams streams, int member) {
      var random = streams.of("judge");
      for (int v = 0; v <= EXTRA_VIEWS; v++) {
        var view = v == 0 ? training.judge(judged) : training.judge(judged, random);
        look(view, training, member * (1 + EXTRA_VIEWS) + v);
      }
      var everywhere = training.judge(IntStream.range(0, sets.length).toArray());
      for (int i = 0; i < sets.length; i++) {
        int before = embeddings[i].length;
        embeddings[i] = Arrays.copyOf(embeddings[i], before + everywhere.embeddings[i].length);
        System.arraycopy(
            everywhere.embeddings[i], 0, embeddings[i], before, everywhere.embeddings[i].length);
      }
      remember(training.trace());
      startEpochs[member] = training.correction().startEpoch();
      double unit = Detection.threshold(1, classes);
      for (int k = 0; k < classes; k++) {
        thresholds[k] += training.correction().thresholds()[k] / unit / members;
      }
      weights.add(training.weights());
    }

    private void look(PicoTraining.Judgement view, PicoTraining training, int slot) {
      double unit = plan.learning().targets().byPrototypes() ? Detection.threshold(1, classes) : 1;
      for (int i = 0; i < judged.length; i++) {
        int clip = judged[i];
        var p = PicoTraining.softmax(view.logits[i]);
        for (int c = 0; c < classes; c++) {
          probabilities[clip][c] += (p[c] / (members * (1 + EXTRA_VIEWS)));
        }
        int outside = Detection.bestWhere(view.scores[i], sets[clip], false);
        int inside = Detection.bestWhere(view.scores[i], sets[clip], true);
        boolean open = outside >= 0 && inside >= 0 && !settled[clip];
        missing[clip][slot] =
            open
                ? training.correction().missing(new float[][] {view.scores[i]}, sets[clip])
                : Detection.NONE;
        margins[clip][slot] =
            open ? (float) ((view.scores[i][outside] - view.scores[i][inside]) / unit) : 0;
      }
    }

    private void remember(FlagTrace trace) {
      for (int i = 0; i < sets.length; i++) {
        int first = trace.first()[i];
        firstFlag[i] =
            first == 0 ? firstFlag[i] : firstFlag[i] == 0 ? first : Math.min(first, firstFlag[i]);
        lastFlag[i] = Math.max(lastFlag[i], trace.last()[i]);
        flags[i] += trace.count()[i];
      }
      for (int p = 0; p < trajectory.length; p++) {
        for (int i = 0; i < sets.length; i++) {
          if (trajectory[p][i].length == 0) {
            trajectory[p][i] = new float[classes];
          }
          for (int c = 0; c < classes; c++) {
            trajectory[p][i][c] += trace.confidence()[p][i][c] / members;
          }
        }
      }
    }

    FoldVerdict verdict(int[] learned) {
      var near = new int[sets.length][0];
      var cosines = new float[sets.length][0];
      Neighbourhood.find(embeddings, judged, plan.neighbours(), near, cosines);
      var wasLearned = new boolean[sets.length];
      for (int clip : learned) {
        wasLearned[clip] = true;
      }
      for (var point : trajectory) {
        for (int i = 0; i < point.length; i++) {
          point[i] = wasLearned[i] ? point[i] : new float[0];
        }
      }
      return new FoldVerdict(
          probabilities,
          margins,
          missing,
          near,
          cosines,
          firstFlag,
          lastFlag,
          flags,
          trajectory,
          startEpochs,
          thresholds,
          weights.bytes());
    }
  }
}
