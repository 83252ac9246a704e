package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import undertone.corpora.CandidateSet;
import undertone.engine.metrics.CalibrationError;

/// Classifiers of known worth in, noise probabilities out.
class VoterModelTest {
  private static final int CLASSES = 6;
  private static final int CLIPS = 3000;
  private static final List<String> LABELS =
      IntStream.range(0, CLASSES).mapToObj(k -> "label" + k).toList();

  /// Truths drawn from p itself, so p is calibrated by construction.
  private static int[] truths(float[][] p, SplittableRandom random) {
    var truth = new int[p.length];
    for (int i = 0; i < p.length; i++) {
      double left = random.nextDouble();
      while (truth[i] < CLASSES - 1 && left > p[i][truth[i]]) {
        left -= p[i][truth[i]++];
      }
    }
    return truth;
  }

  private static float[][] opinions(SplittableRandom random) {
    var p = new float[CLIPS][CLASSES];
    for (var row : p) {
      float sum = 0;
      for (int c = 0; c < CLASSES; c++) {
        row[c] = (float) Math.exp(2.5 * random.nextGaussian());
        sum += row[c];
      }
      for (int c = 0; c < CLASSES; c++) {
        row[c] /= sum;
      }
    }
    return p;
  }

  private static VoteTable votes(boolean[][] sets) {
    var clips = new ArrayList<RefinementClip>();
    for (int i = 0; i < sets.length; i++) {
      var set = sets[i];
      var held =
          new CandidateSet(
              IntStream.range(0, CLASSES).filter(k -> set[k]).mapToObj(LABELS::get).toList());
      clips.add(RefinementClip.voted("clip" + i, "group" + i, List.of(Ballot.of("crowd", held))));
    }
    return new VoteTable(LABELS, clips);
  }

  private static VoterModel fit(float[][] p, VoteTable votes) {
    var nobody = new int[p.length];
    Arrays.fill(nobody, -1);
    var fold = IntStream.range(0, p.length).map(i -> i % 5).toArray();
    return VoterModel.fit(p, votes, nobody, new boolean[p.length][CLASSES], fold);
  }

  @Test
  void where_noise_knows_no_class_the_noise_probability_is_that_of_the_kappa_rule() {
    double eta = .2;
    var random = new SplittableRandom(1);
    var p = opinions(random);
    var truth = truths(p, random);
    var sets = CandidateProtocol.IRNET.sets(truth, CLASSES, .3, eta, 3);

    var model = fit(p, votes(sets));

    var said = new double[CLIPS];
    var missing = new boolean[CLIPS];
    double apart = 0;
    for (int i = 0; i < CLIPS; i++) {
      said[i] = model.missing(i, sets[i]);
      missing[i] = !sets[i][truth[i]];
      apart += Math.abs(said[i] - byKappa(p[i], sets[i], eta)) / CLIPS;
    }
    assertThat(model.temperature()).isBetween(.75, 1.35);
    assertThat(apart).isLessThan(.04);
    assertThat(CalibrationError.of(said, missing)).isLessThan(.03);
  }

  @Test
  void voters_who_are_wrong_on_four_clips_in_ten_are_said_to_be_where_opinions_bear_it_out() {
    double tooFew = 0;
    int corpora = 8; // one of 600 clips alone may say .03 more or less
    for (int c = 0; c < corpora; c++) {
      var random = new SplittableRandom(100 + c);
      var p = Arrays.copyOf(opinions(random), 600);
      var truth = truths(p, random);
      var sets = CandidateProtocol.IRNET.sets(truth, CLASSES, .3, .4, 200 + c);

      var model = fit(p, votes(sets));

      for (int i = 0; i < p.length; i++) {
        double missing = sets[i][truth[i]] ? 0 : 1;
        tooFew += (missing - model.missing(i, sets[i])) / p.length / corpora;
      }
    }
    // held to be right on seven in ten at least, voters were said to miss .15 too few
    assertThat(tooFew).isBetween(-.02, .12);
  }

  /// κ·out / (in + κ·out); sets of s labels whose truth was swapped out have κ = η/(1−η)·s/(K−s).
  private static double byKappa(float[] p, boolean[] set, double eta) {
    double inside = 0;
    int size = 0;
    for (int c = 0; c < CLASSES; c++) {
      inside += set[c] ? p[c] : 0;
      size += set[c] ? 1 : 0;
    }
    double kappa = size == CLASSES ? 0 : eta / (1 - eta) * size / (CLASSES - size);
    return kappa * (1 - inside) / (inside + kappa * (1 - inside));
  }

  @Test
  void opinions_that_are_too_sure_or_too_shy_are_brought_to_the_right_temperature() {
    var random = new SplittableRandom(2);
    var p = opinions(random);
    var sets = CandidateProtocol.IRNET.sets(truths(p, random), CLASSES, .3, .2, 4);

    double sure = fit(powered(p, 2), votes(sets)).temperature();
    double shy = fit(powered(p, .5), votes(sets)).temperature();

    assertThat(sure).isBetween(1.6, 2.5);
    assertThat(shy).isBetween(.4, .62);
  }

  private static float[][] powered(float[][] p, double power) {
    var powered = new float[p.length][CLASSES];
    for (int i = 0; i < p.length; i++) {
      double sum = 0;
      for (int c = 0; c < CLASSES; c++) {
        sum += Math.pow(p[i][c], power);
      }
      for (int c = 0; c < CLASSES; c++) {
        powered[i][c] = (float) (Math.pow(p[i][c], power) / sum);
      }
    }
    return powered;
  }

  @Test
  void opinions_that_know_nothing_flag_nothing() {
    var random = new SplittableRandom(3);
    var truth = truths(opinions(random), random);
    var sets = CandidateProtocol.IRNET.sets(truth, CLASSES, .3, .2, 5);
    var few = Arrays.copyOf(sets, 240); // few ballots are easily explained by sure nonsense
    var nonsense = Arrays.copyOf(opinions(random), 240);

    var model = fit(nonsense, votes(few));

    assertThat(model.temperature()).isGreaterThan(2);
    long flagged = IntStream.range(0, 240).filter(i -> model.missing(i, few[i]) >= .5).count();
    assertThat(flagged).isLessThan(24);
  }

  @Test
  void a_voter_who_takes_one_class_for_another_is_found_out() {
    var random = new SplittableRandom(4);
    var p = opinions(random);
    var truth = truths(p, random);
    var sets = new boolean[CLIPS][CLASSES];
    for (int i = 0; i < CLIPS; i++) {
      sets[i][truth[i] == 2 && random.nextDouble() < .6 ? 4 : truth[i]] = true;
    }

    var confusion = fit(p, votes(sets)).confusion(0);

    assertThat(confusion[2][4]).isCloseTo(.6, offset(.08));
    assertThat(confusion[1][1]).isGreaterThan(.93);
  }

  @Test
  void ten_voters_who_err_together_are_not_ten_witnesses() {
    var random = new SplittableRandom(5);
    var p = Arrays.copyOf(opinions(random), 500);
    var truth = truths(p, random);
    var together = new ArrayList<RefinementClip>();
    var apart = new ArrayList<RefinementClip>();
    for (int i = 0; i < p.length; i++) {
      var one = LABELS.get(answer(truth[i], random));
      together.add(
          RefinementClip.voted(
              "c" + i, "g" + i, List.of(new Ballot("crowd", CandidateSet.of(one), false, 10))));
      var ballots = new ArrayList<Ballot>();
      for (int v = 0; v < 10; v++) {
        ballots.add(Ballot.of("crowd", CandidateSet.of(LABELS.get(answer(truth[i], random)))));
      }
      apart.add(RefinementClip.voted("c" + i, "g" + i, ballots));
    }

    assertThat(fit(p, new VoteTable(LABELS, together)).agreement()).isGreaterThan(.9);
    assertThat(fit(p, new VoteTable(LABELS, apart)).agreement()).isLessThan(.2);
  }

  @Test
  void several_voters_of_a_clip_are_not_overruled_by_opinions_that_know_nothing() {
    var random = new SplittableRandom(6);
    var clips = new ArrayList<RefinementClip>();
    var truth = new int[300];
    var p = new float[truth.length][CLASSES];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = random.nextInt(CLASSES);
      for (int c = 0; c < CLASSES; c++) {
        p[i][c] = c == 0 ? .5f : .1f; // all clips alike: what a network says that learned nothing
      }
      int easy = random.nextInt(2); // half of the clips mislead their voters together
      int led = answer(truth[i], random);
      var ballots = new ArrayList<Ballot>();
      for (int v = 0; v < 4; v++) {
        int said = easy == 0 && random.nextDouble() < .7 ? led : answer(truth[i], random);
        ballots.add(Ballot.of("crowd", CandidateSet.of(LABELS.get(said))));
      }
      clips.add(RefinementClip.voted("c" + i, "g" + i, ballots));
    }
    var votes = new VoteTable(LABELS, clips);

    var model = fit(p, votes);

    int byVotes = 0;
    int byModel = 0;
    for (int i = 0; i < truth.length; i++) {
      byVotes += votes.majority(i) == truth[i] ? 1 : 0;
      var posterior = model.posterior(i);
      int best =
          IntStream.range(0, CLASSES).reduce(0, (a, b) -> posterior[b] > posterior[a] ? b : a);
      byModel += best == truth[i] ? 1 : 0;
    }
    assertThat(byModel).isGreaterThanOrEqualTo(byVotes);
  }

  private static int answer(int truth, SplittableRandom random) {
    return random.nextDouble() < .7 ? truth : random.nextInt(CLASSES);
  }
}
