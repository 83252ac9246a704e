package undertone.engine.refinement;

import ai.djl.Device;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Trains the networks of one fold and asks them about the clips they never saw.
final class FoldTraining implements Learner.FoldWork {
  private static final int EXTRA_VIEWS = 4; // of each held-out clip, beside the clip as it is
  private static final int VIEWS = 1 + EXTRA_VIEWS;

  private final Learner.Material material;
  private final boolean[][] sets; // [N,K], a settled clip holds its one label
  private final RefinementPlan plan;
  private final int held;
  private final int[] learned; // rows it may learn from
  private final int[] judged; // rows of the fold
  private final int classes;
  private final Streams streams;
  private final Learner.Heard heard;
  private final @Nullable Member[] members;

  /// @param fold of each clip `[N]`
  /// @param held the fold to hold out
  FoldTraining(
      Learner.Material material, int[] fold, int held, Streams streams, Learner.Heard heard) {
    this.material = material;
    this.held = held;
    this.streams = streams;
    this.heard = heard;
    sets = material.sets;
    plan = material.plan;
    classes = sets[0].length;
    var rows = IntStream.range(0, sets.length);
    learned = rows.filter(i -> fold[i] != held && material.isVoted(i)).toArray();
    judged = IntStream.range(0, sets.length).filter(i -> fold[i] == held).toArray();
    members = new Member[plan.members()];
    mustTeach(learned, held);
  }

  static void mustTeach(int[] learned, int held) {
    if (learned.length < 2) {
      throw new IllegalArgumentException(
          ("Only %d clips outside fold %d carry votes or a confirmed label; there is nothing to learn"
                  + " from. Collect votes on more clips first.")
              .formatted(learned.length, held + 1));
    }
  }

  @Override
  public void work(int member) {
    var before = material.before;
    var name = "fold " + held + " member " + member + (before == null ? "" : " going on");
    var own = new Streams(streams.of(name).nextLong());
    var table = new CandidateTable(sets, material.confidence, material.settled);
    var rules =
        PicoRules.inFold(material.sight.net(classes), learned.length, plan, table.partialRate());
    var state = before == null ? null : before.state.members().get(member);
    if (before != null && state != null) {
      state.restore(table, before.rowNow);
    }
    try (var views = material.sight.views(plan);
        var training = new PicoTraining(views, learned, table, rules, Device.cpu(), own, state)) {
      training.run(
          new InsideStartRule(plan.learning().epochs()),
          epoch -> heard.epoch(member + 1, epoch, table));
      members[member] = new Member(training, own);
    }
  }

  @Override
  public Learner.Learned end() {
    var all =
        IntStream.range(0, members.length)
            .mapToObj(m -> Objects.requireNonNull(members[m], "Bug: a network did not learn."))
            .toList();
    return new Learner.Learned(
        verdict(all), new FoldState(all.stream().map(member -> member.state).toList()));
  }

  /// What one network says.
  private final class Member {
    final float[][] probabilities = new float[sets.length][0]; // [N][K], mean of its views
    final float[][] margins = new float[sets.length][0]; // [N][views]
    final int[][] missing = new int[sets.length][0]; // [N][views]
    final float[][] embeddings; // [N,d]
    final FlagTrace trace;
    final int startEpoch;
    final double[] thresholds; // [K]
    final float[] weights;
    final NetworkState state;

    Member(PicoTraining training, Streams streams) {
      for (int clip : judged) {
        probabilities[clip] = new float[classes];
        margins[clip] = new float[VIEWS];
        missing[clip] = new int[VIEWS];
      }
      var random = streams.of("judge");
      for (int v = 0; v < VIEWS; v++) {
        look(v == 0 ? training.judge(judged) : training.judge(judged, random), training, v);
      }
      embeddings = training.judge(IntStream.range(0, sets.length).toArray()).embeddings;
      trace = training.trace();
      startEpoch = training.correction().startEpoch();
      thresholds = training.correction().thresholds();
      weights = training.weights();
      state = training.state();
    }

    private void look(PicoTraining.Judgement seen, PicoTraining training, int view) {
      double unit = plan.byClusters() ? Detection.threshold(1, classes) : 1;
      for (int i = 0; i < judged.length; i++) {
        int clip = judged[i];
        var p = PicoTraining.softmax(seen.logits[i]);
        for (int c = 0; c < classes; c++) {
          probabilities[clip][c] += p[c] / VIEWS;
        }
        int outside = Detection.bestWhere(seen.scores[i], sets[clip], false);
        int inside = Detection.bestWhere(seen.scores[i], sets[clip], true);
        boolean open = outside >= 0 && inside >= 0 && !material.settled[clip];
        missing[clip][view] =
            open
                ? training.correction().missing(new float[][] {seen.scores[i]}, sets[clip])
                : Detection.NONE;
        margins[clip][view] =
            open ? (float) ((seen.scores[i][outside] - seen.scores[i][inside]) / unit) : 0;
      }
    }
  }

  private FoldVerdict verdict(List<Member> all) {
    int n = sets.length;
    var probabilities = new float[n][0];
    var margins = new float[n][0];
    var missing = new int[n][0];
    for (int clip : judged) {
      probabilities[clip] = new float[classes];
      margins[clip] = new float[all.size() * VIEWS];
      missing[clip] = new int[all.size() * VIEWS];
    }
    var embeddings = new float[n][0]; // [N, members*d]
    var weights = new RunHash();
    var thresholds = new double[classes];
    double unit = Detection.threshold(1, classes);
    for (int m = 0; m < all.size(); m++) {
      var member = all.get(m);
      for (int clip : judged) {
        for (int c = 0; c < classes; c++) {
          probabilities[clip][c] += member.probabilities[clip][c] / all.size();
        }
        System.arraycopy(member.margins[clip], 0, margins[clip], m * VIEWS, VIEWS);
        System.arraycopy(member.missing[clip], 0, missing[clip], m * VIEWS, VIEWS);
      }
      for (int i = 0; i < n; i++) {
        embeddings[i] = joined(embeddings[i], member.embeddings[i]);
      }
      for (int k = 0; k < classes; k++) {
        thresholds[k] += member.thresholds[k] / unit / all.size();
      }
      weights.add(member.weights);
    }
    var near = new int[n][0];
    var cosines = new float[n][0];
    Neighbourhood.find(embeddings, judged, plan.neighbours(), near, cosines);
    var traces = all.stream().map(member -> member.trace).toList();
    return new FoldVerdict(
        probabilities,
        margins,
        missing,
        near,
        cosines,
        firstFlag(traces),
        lastFlag(traces),
        flags(traces),
        trajectory(traces),
        all.stream().mapToInt(member -> member.startEpoch).toArray(),
        thresholds,
        weights.bytes());
  }

  private static float[] joined(float[] before, float[] more) {
    var all = Arrays.copyOf(before, before.length + more.length);
    System.arraycopy(more, 0, all, before.length, more.length);
    return all;
  }

  /// The first epoch in which any network flagged a clip `[N]`; 0 = none did.
  private int[] firstFlag(List<FlagTrace> traces) {
    return perClip(i ->
        traces.stream().mapToInt(t -> t.first()[i]).filter(epoch -> epoch > 0).min().orElse(0));
  }

  private int[] lastFlag(List<FlagTrace> traces) {
    return perClip(i -> traces.stream().mapToInt(t -> t.last()[i]).max().orElse(0));
  }

  private int[] flags(List<FlagTrace> traces) {
    return perClip(i -> traces.stream().mapToInt(t -> t.count()[i]).sum());
  }

  private int[] perClip(IntUnaryOperator of) {
    return IntStream.range(0, sets.length).map(of).toArray();
  }

  /// Mean confidences `[points][N][K]` of clips that were learned from; others have none.
  private float[][][] trajectory(List<FlagTrace> traces) {
    int points = traces.getFirst().confidence().length;
    var mean = new float[points][sets.length][0];
    for (int p = 0; p < points; p++) {
      for (int i : learned) {
        mean[p][i] = new float[classes];
        for (var trace : traces) {
          for (int c = 0; c < classes; c++) {
            mean[p][i][c] += trace.confidence()[p][i][c] / traces.size();
          }
        }
      }
    }
    return mean;
  }
}
