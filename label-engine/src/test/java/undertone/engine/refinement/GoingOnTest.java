package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import undertone.corpora.CandidateSet;

class GoingOnTest {
  private static final RefinementPlan PLAN =
      RefinementPlan.DEFAULT.withSeed(7).withEpochs(8).withFolds(3, 2);
  private static final NoisyGaussians GROWN = NoisyGaussians.draw(160, 20, 4, .6, .3, .2, 5);
  private static final NoisyGaussians CORPUS = GROWN.first(120);
  private static final Checkpoints EARLIER = Checkpoints.inMemory();

  static {
    run(CORPUS.input(), PLAN, EARLIER);
  }

  private static RefinementResult run(
      RefinementInput input, RefinementPlan plan, Checkpoints checkpoints) {
    return new OutOfFoldRefinement(Learner.NETWORK, false)
        .run(input, plan, checkpoints, RunListener.SILENT);
  }

  private static Checkpoints goingOn() {
    return Checkpoints.inMemory().goingOnFrom(EARLIER);
  }

  private static Ground ground(Checkpoints checkpoints) {
    return Ground.decode(checkpoints.read(Ground.PIECE).orElseThrow()).orElseThrow();
  }

  /// Means over three corpora of 450 voted clips, of which the earlier run knew 420, and 150 that
  /// nobody has voted on. Where it knew 350, AUROC fell from .94 to .90: such a corpus starts anew.
  @Test
  void going_on_is_about_as_good_as_starting_from_scratch() {
    var corpora =
        LongStream.of(1, 2, 3)
            .mapToObj(seed -> NoisyGaussians.draw(450, 150, 6, .6, .3, .2, seed))
            .toList();
    var scratch = new ArrayList<Trial>();
    var again = new ArrayList<Trial>();
    for (int i = 0; i < corpora.size(); i++) {
      var plan = Trial.plan(i + 1L);
      var before = Checkpoints.inMemory();
      run(corpora.get(i).first(420).input(), plan, before);
      var later = Checkpoints.inMemory().goingOnFrom(before);
      again.add(new Trial(corpora.get(i), run(corpora.get(i).input(), plan, later)));
      scratch.add(Trial.of(corpora.get(i), plan));
    }

    assertThat(mean(again, Trial::auroc)).isGreaterThan(mean(scratch, Trial::auroc) - .03);
    assertThat(mean(again, Trial::testAccuracy))
        .isGreaterThan(mean(scratch, Trial::testAccuracy) - .03);
    assertThat(mean(again, Trial::missingAfter))
        .isLessThan(mean(scratch, Trial::missingAfter) + .03);
    assertThat(mean(again, trial -> trial.flags().precision().value())).isGreaterThan(.70);
  }

  private static double mean(List<Trial> trials, ToDoubleFunction<Trial> figure) {
    return trials.stream().mapToDouble(figure).average().orElseThrow();
  }

  @Test
  void only_the_last_quarter_of_the_epochs_is_learned() {
    var epochs = new TreeSet<Integer>();
    var shares = new ArrayList<Double>();
    new OutOfFoldRefinement(Learner.NETWORK, false)
        .run(
            GROWN.input(),
            PLAN.withEpochs(10),
            goingOn(),
            new RunListener() {
              @Override
              public void epoch(EpochReport report) {
                epochs.add(report.epoch());
              }

              @Override
              public void progress(double share) {
                shares.add(share);
              }
            });

    assertThat(epochs).containsExactly(8, 9, 10); // a quarter of ten, rounded up
    assertThat(shares).isSorted().last().isEqualTo(1.0);
  }

  @Test
  void clips_that_were_not_there_before_are_judged_too() {
    var result = run(GROWN.input(), PLAN, goingOn());

    assertThat(result.clips()).hasSize(GROWN.clips());
    assertThat(result.clips().subList(120, GROWN.clips()))
        .allMatch(outcome -> outcome.outOfFold())
        .allMatch(outcome -> outcome.proposedProbability() > 0);
  }

  @Test
  void no_clip_changes_its_fold_and_new_groups_fill_the_smallest_folds() {
    var later = goingOn();
    run(GROWN.input(), PLAN, later);

    var then = ground(EARLIER).clips;
    var now = ground(later).clips;
    assertThat(now).hasSize(GROWN.clips());
    for (int i = 0; i < then.size(); i++) {
      assertThat(now.get(i).id()).isEqualTo(then.get(i).id());
      assertThat(now.get(i).fold()).isEqualTo(then.get(i).fold());
    }
    for (int f = 0; f < 3; f++) {
      int own = f;
      assertThat(now.stream().filter(clip -> clip.fold() == own)).hasSizeBetween(59, 61);
    }
  }

  @Test
  void a_clip_that_was_gone_for_a_run_comes_back_into_its_fold() {
    var without = goingOn();
    run(CORPUS.first(60).input(), PLAN, without);
    var back = Checkpoints.inMemory().goingOnFrom(without);
    run(CORPUS.input(), PLAN, back);

    assertThat(ground(without).clips).hasSize(120);
    assertThat(ground(back).clips.stream().map(Ground.Known::fold))
        .containsExactlyElementsOf(ground(EARLIER).clips.stream().map(Ground.Known::fold).toList());
  }

  @Test
  void a_fold_whose_clips_are_all_gone_stays_empty() {
    var then = ground(EARLIER).clips;
    var left = IntStream.range(0, 120).filter(i -> then.get(i).fold() != 1).toArray();
    var rows = IntStream.of(left).mapToObj(CORPUS.input().features()::row);
    var input =
        new RefinementInput(
            CORPUS.input().labels(),
            IntStream.of(left).mapToObj(CORPUS.input().clips()::get).toList(),
            FeatureTable.of(rows.toArray(float[][]::new)));
    var later = goingOn();

    var result = run(input, PLAN, later);

    assertThat(result.clips()).hasSize(left.length);
    assertThat(ground(later).folds).isEqualTo(3);
    assertThat(ground(later).clips.subList(0, left.length)).noneMatch(clip -> clip.fold() == 1);
  }

  @Test
  void a_clip_that_is_told_otherwise_is_believed_afresh_and_the_others_are_not() {
    var corpus =
        CORPUS
            .with(3, c -> NoisyGaussians.voted(c, Ballot.of("crowd", CandidateSet.of("label1"))))
            .with(4, c -> NoisyGaussians.confirmed(c, "label2"))
            .with(5, c -> NoisyGaussians.rejected(c, "label2"));
    var later = Checkpoints.inMemory();
    run(corpus.input(), PLAN, later);
    var like = ground(later).clips.stream().map(Ground.Known::like).toList();
    var earlier = Objects.requireNonNull(EarlierRun.of(goingOn()));

    var rowNow = earlier.rowNow(corpus.input().clips(), like);

    for (int i = 0; i < rowNow.length; i++) {
      assertThat(rowNow[i]).isEqualTo(Set.of(3, 4, 5).contains(i) ? -1 : i);
    }
  }

  @Test
  void what_was_believed_of_a_clip_is_brought_back_to_the_last_digit() {
    var earlier = Objects.requireNonNull(EarlierRun.of(goingOn()));
    var state = earlier.fold(1).members().getFirst();
    var votes = new VoteTable(CORPUS.input().labels(), CORPUS.input().clips());
    var start = CandidateTable.fromVotes(votes.sets(), votes.mass());
    var table = new CandidateTable(votes.sets(), start, new boolean[start.length]);
    // clips of which something was learned: more than their votes say
    var moved =
        IntStream.range(0, state.learned.length)
            .filter(i -> !Arrays.equals(state.confidence[i], start[state.learned[i]]))
            .toArray();
    int forgotten = state.learned[moved[0]];
    var rowNow = IntStream.range(0, 120).map(i -> i == forgotten ? -1 : i).toArray();

    state.restore(table, rowNow);

    assertThat(table.confidence(forgotten)).isEqualTo(start[forgotten]);
    for (int i = 0; i < state.learned.length; i++) {
      if (state.learned[i] != forgotten) {
        assertThat(table.confidence(state.learned[i])).isEqualTo(state.confidence[i]);
        assertThat(table.set(state.learned[i])).isEqualTo(state.sets[i]);
      }
    }
    assertThat(moved).hasSizeGreaterThan(20);
    assertThat(IntStream.of(state.learned).map(i -> ground(EARLIER).clips.get(i).fold()))
        .isNotEmpty()
        .doesNotContain(1);
  }

  @Test
  void a_confirmed_clip_is_certain_whatever_was_believed_of_it() {
    var truth = CORPUS.truthOf(7);
    var outcome =
        run(CORPUS.with(7, c -> NoisyGaussians.confirmed(c, truth)).input(), PLAN, goingOn())
            .clips()
            .get(7);

    assertThat(outcome.flagged()).isFalse();
    assertThat(outcome.proposed()).isEqualTo(truth);
    assertThat(outcome.proposedProbability()).isEqualTo(1);
  }

  @Test
  void the_same_state_and_input_say_the_same_to_the_last_byte() {
    var one = goingOn();
    var two = goingOn();
    var first = run(GROWN.input(), PLAN, one);
    var second = run(GROWN.input(), PLAN, two);

    assertThat(second).isEqualTo(first);
    for (var piece : List.of(Ground.PIECE, "fold-1.state", "fold-2.state", "fold-3.state")) {
      assertThat(two.read(piece)).hasValue(one.read(piece).orElseThrow());
    }
    assertThat(run(GROWN.input(), PLAN, Checkpoints.inMemory())).isNotEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(
      value = RefinementMethod.class,
      names = {
        "PICO",
        "PICOPLUS",
        "ALIM",
        "FORWARD",
        "PRODEN",
        "PRODEN_CORRECTED",
        "RC",
        "RC_CORRECTED",
        "CC",
        "LWS"
      })
  void every_method_that_trains_networks_can_go_on(RefinementMethod method) {
    var plan = PLAN.withEpochs(4).withFolds(2, 1);
    var before = Checkpoints.inMemory();
    var refinement = RefinementRecipe.ofCorpus(method, null, null, null).refinement();
    refinement.run(CORPUS.input(), plan, before, RunListener.SILENT);

    var later = Checkpoints.inMemory().goingOnFrom(before);
    var result = refinement.run(GROWN.input(), plan, later, RunListener.SILENT);

    assertThat(result.clips()).hasSize(GROWN.clips());
    assertThat(later.read("fold-2.state")).isPresent();
  }

  @Test
  void a_stopped_run_goes_on_as_if_nothing_had_happened_and_never_from_another_state() {
    var usual = run(GROWN.input(), PLAN, goingOn());
    var checkpoints = goingOn();
    assertThatThrownBy(() ->
            new OutOfFoldRefinement(Learner.NETWORK, false)
                .run(
                    GROWN.input(),
                    PLAN,
                    checkpoints,
                    new RunListener() {
                      private boolean stop;

                      @Override
                      public void epoch(EpochReport report) {
                        stop |= report.fold() == 3;
                      }

                      @Override
                      public boolean cancelled() {
                        return stop;
                      }
                    }))
        .isInstanceOf(RunCancelledException.class);

    assertThat(checkpoints.read("fold-3.bin")).isEmpty();
    assertThat(run(GROWN.input(), PLAN, checkpoints)).isEqualTo(usual);

    // the pieces that lie there now came of another state, so they are made again
    var other = Checkpoints.inMemory();
    run(CORPUS.input(), PLAN.withSeed(8), other);
    assertThat(run(GROWN.input(), PLAN, checkpoints.goingOnFrom(other)))
        .isEqualTo(run(GROWN.input(), PLAN, Checkpoints.inMemory().goingOnFrom(other)));
  }

  @Test
  void what_does_not_fit_is_refused_in_words_before_anything_is_learned() {
    refused(CORPUS.input(), PLAN.withFolds(4, 2), "has 3 folds, this one is to have 4");
    refused(CORPUS.input(), PLAN.withFolds(3, 1), "networks of another kind");
    refused(CORPUS.input(), PLAN.correcting(false), "learned by PROTOTYPES/CE");
    refused(
        CORPUS.input(),
        PLAN.learning(PLAN.learning().loss(), Targets.OWN, 0),
        "is to learn by OWN");
    var labels = new ArrayList<>(CORPUS.input().labels());
    labels.add("label9");
    refused(
        new RefinementInput(labels, CORPUS.input().clips(), CORPUS.input().features()),
        PLAN,
        "label3, this one has label0");
    refused(
        new RefinementInput(
            CORPUS.input().labels(), CORPUS.input().clips(), FeatureTable.of(new float[120][9])),
        PLAN,
        "read 24 numbers per clip, now there are 9");
  }

  private static void refused(RefinementInput input, RefinementPlan plan, String words) {
    var checkpoints = goingOn();
    assertThatThrownBy(() -> run(input, plan, checkpoints))
        .isInstanceOf(EarlierRunException.class)
        .hasMessageContaining(words)
        .hasMessageContaining("start from scratch");
    assertThat(checkpoints.read(Ground.PIECE)).isEmpty();
  }

  @Test
  void a_group_whose_clips_were_in_different_folds_is_refused() {
    var then = ground(EARLIER).clips;
    int other =
        IntStream.range(2, 120)
            .filter(i -> then.get(i).fold() != then.getFirst().fold())
            .findFirst()
            .orElseThrow();
    UnaryOperator<RefinementClip> moved =
        c -> RefinementClip.voted(c.id(), then.getFirst().group(), c.ballots());

    refused(CORPUS.with(other, moved).input(), PLAN, "learned from clips that they would have to");
  }

  @Test
  void a_state_that_is_gone_or_broken_or_of_another_run_is_refused() {
    refusedWith(Ground.PIECE, null);
    refusedWith("fold-2.state", null);
    var bytes = EARLIER.read("fold-2.state").orElseThrow();
    refusedWith("fold-2.state", Arrays.copyOf(bytes, bytes.length / 2));
    var other = Checkpoints.inMemory();
    run(CORPUS.input(), PLAN.withSeed(8), other);
    refusedWith("fold-2.state", other.read("fold-2.state").orElseThrow());
  }

  private static void refusedWith(String piece, byte @Nullable [] bytes) {
    var damaged = Checkpoints.inMemory();
    for (var kept : List.of(Ground.PIECE, "fold-1.state", "fold-2.state", "fold-3.state")) {
      if (!kept.equals(piece)) {
        damaged.write(kept, EARLIER.read(kept).orElseThrow());
      } else if (bytes != null) {
        damaged.write(kept, bytes);
      }
    }
    assertThatThrownBy(() -> run(CORPUS.input(), PLAN, Checkpoints.inMemory().goingOnFrom(damaged)))
        .isInstanceOf(EarlierRunException.class)
        .hasMessageContaining(piece);
  }

  @ParameterizedTest
  @EnumSource(
      value = RefinementMethod.class,
      names = {"TRUSTED", "MAJORITY", "DAWID_SKENE", "CROWDLAB"})
  void a_method_without_networks_cannot_go_on(RefinementMethod method) {
    assertThatThrownBy(() ->
            RefinementRecipe.ofCorpus(method, null, null, null)
                .refinement()
                .run(CORPUS.input(), PLAN, goingOn(), RunListener.SILENT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// What networks were told once, they may still know: a run that proves itself hides other clips.
  @Test
  void a_clip_whose_label_was_told_before_is_not_hidden() {
    var corpus = GROWN;
    for (int clip = 0; clip < 160; clip += 2) {
      var truth = corpus.truthOf(clip);
      corpus = corpus.with(clip, c -> NoisyGaussians.confirmed(c, truth));
    }
    var small = corpus.first(120);
    var proving =
        new ProvenRefinement(
            RefinementRecipe.ofCorpus(RefinementMethod.PICO, null, null, null).refinement());
    var plan = PLAN.withEpochs(2).withFolds(2, 1);
    var before = Checkpoints.inMemory();
    proving.run(small.input(), plan, before, RunListener.SILENT);
    var later = Checkpoints.inMemory().goingOnFrom(before);
    var result = proving.run(corpus.input(), plan.withSeed(99), later, RunListener.SILENT);

    var told = told(before);
    assertThat(told).hasSizeBetween(40, 55);
    assertThat(told(later)).containsAll(told);
    int hidden = 80 - told(later).size();
    assertThat(hidden).isPositive();
    var proof = Objects.requireNonNull(Objects.requireNonNull(result.proof()).onHidden());
    assertThat(proof.clips()).isEqualTo(hidden);
  }

  private static Set<String> told(Checkpoints checkpoints) {
    return EarlierRun.told(Checkpoints.inMemory().goingOnFrom(checkpoints));
  }

  @Test
  void clips_are_brought_into_the_space_of_an_earlier_run() {
    var random = new SplittableRandom(3);
    var rows = new float[200][40];
    for (var row : rows) {
      double common = random.nextGaussian();
      for (int e = 0; e < row.length; e++) {
        row[e] = (float) (common * (e % 5) + random.nextGaussian() + e);
      }
    }
    rows[3][4] = Float.NaN;
    var table = FeatureTable.of(rows);
    var order = IntStream.range(0, 150).toArray();

    var placed = FeatureSpace.place(table, order, 8, new SplittableRandom(1));
    var again = placed.space.of(table, IntStream.range(0, 200).toArray());

    assertThat(again).hasDimensions(200, 8);
    for (int i = 0; i < 150; i++) {
      for (int c = 0; c < 8; c++) {
        assertThat(again[i][c]).isCloseTo(placed.rows[i][c], within(.02f));
      }
    }
    assertThat(again[170]).isNotEqualTo(again[171]);
  }

  private static Offset<Float> within(float most) {
    return Offset.offset(most);
  }

  @Test
  void a_queue_of_another_length_takes_the_newest_rows() {
    var queue = new EmbeddingQueue(new float[] {1, 2, 3, 4, 5, 6}, new int[] {1, 2, 3, 4, 5, 6}, 2);

    var shorter =
        new EmbeddingQueue(4, 1, new SplittableRandom(1))
            .goingOn(queue.keys(), queue.labels(), queue.next());
    var longer =
        new EmbeddingQueue(8, 1, new SplittableRandom(1))
            .goingOn(queue.keys(), queue.labels(), queue.next());

    assertThat(shorter.labels()).containsExactly(5, 6, 1, 2); // 3 and 4 were the oldest
    assertThat(shorter.keys()).containsExactly(5, 6, 1, 2);
    assertThat(longer.labels()).containsExactly(-1, -1, 3, 4, 5, 6, 1, 2);
    assertThat(longer.next()).isZero();
  }
}
