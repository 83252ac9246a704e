package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import undertone.corpora.CandidateSet;
import undertone.engine.metrics.Share;

class OutOfFoldTest {
  private static final RefinementPlan PLAN = Trial.plan(3).withEpochs(6);
  private static final NoisyGaussians CORPUS = NoisyGaussians.draw(180, 0, 4, .8, .3, .2, 11);

  private static final RefinementResult USUAL = run(CORPUS);

  private static RefinementResult run(NoisyGaussians corpus) {
    return Trial.of(corpus, PLAN).result();
  }

  /// A clip that an ordinary run flags.
  private static int flagged() {
    var outcomes = USUAL.clips();
    return IntStream.range(0, outcomes.size())
        .filter(i -> outcomes.get(i).flagged())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void folds_never_cut_a_group_and_are_of_like_size() {
    for (long seed = 0; seed < 20; seed++) {
      var random = new SplittableRandom(seed);
      var groups = IntStream.range(0, 200).mapToObj(_ -> "g" + random.nextInt(40)).toList();

      int[] fold = Folds.of(groups, 5, random);

      var foldsOfGroup =
          IntStream.range(0, 200)
              .boxed()
              .collect(
                  Collectors.groupingBy(
                      groups::get, Collectors.mapping(i -> fold[i], Collectors.toSet())));
      assertThat(foldsOfGroup.values()).allMatch(folds -> folds.size() == 1);
      for (int f = 0; f < 5; f++) {
        int own = f;
        assertThat(IntStream.of(fold).filter(of -> of == own).count()).isBetween(20L, 60L);
      }
    }
  }

  @Test
  void one_group_alone_cannot_be_judged_out_of_fold() {
    assertThatThrownBy(() -> Folds.of(List.of("a", "a"), 5, new SplittableRandom(0)))
        .hasMessageContaining("group by clip instead");
  }

  @Test
  void what_was_voted_on_a_clip_never_reaches_the_networks_that_judge_it() throws IOException {
    var before = pieces(CORPUS);
    var after =
        pieces(
            CORPUS.with(
                0,
                clip -> NoisyGaussians.voted(clip, Ballot.of("crowd", CandidateSet.of("label3")))));

    int judging =
        IntStream.range(0, 3).filter(f -> holds(before.get(f), 0)).findFirst().orElseThrow();
    for (int f = 0; f < 3; f++) {
      // everything learned is the same where the clip was held out, and nowhere else
      assertThat(Arrays.equals(before.get(f).weightsHash, after.get(f).weightsHash))
          .isEqualTo(f == judging);
    }
    assertThat(after.get(judging).probabilities).isDeepEqualTo(before.get(judging).probabilities);
  }

  private static boolean holds(FoldVerdict verdict, int clip) {
    return verdict.probabilities[clip].length > 0;
  }

  private static List<FoldVerdict> pieces(NoisyGaussians corpus) throws IOException {
    var checkpoints = Checkpoints.inMemory();
    new OutOfFoldRefinement(Learner.NETWORK, false)
        .run(corpus.input(), PLAN, checkpoints, RunListener.SILENT);
    var pieces = new ArrayList<FoldVerdict>();
    for (int f = 1; f <= PLAN.folds(); f++) {
      var bytes = checkpoints.read("fold-%d.bin".formatted(f)).orElseThrow();
      try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
        in.readInt(); // format
        pieces.add(FoldVerdict.decode(bytes, in.readNBytes(in.readInt())).orElseThrow());
      }
    }
    return pieces;
  }

  @Test
  void a_confirmed_clip_is_never_flagged_and_keeps_its_label() {
    int clip = flagged();
    var wrong = USUAL.clips().get(clip).original().first().orElseThrow();

    var outcome = run(CORPUS.with(clip, c -> NoisyGaussians.confirmed(c, wrong))).clips().get(clip);

    assertThat(outcome.flagged()).isFalse();
    assertThat(outcome.noiseProbability()).isZero();
    assertThat(outcome.proposed()).isEqualTo(wrong);
    assertThat(outcome.proposedProbability()).isEqualTo(1);
    assertThat(outcome.added()).isEmpty();
  }

  @Test
  void a_rejected_proposal_is_not_made_again() {
    int clip = flagged();
    var declined = USUAL.clips().get(clip).proposed();

    var outcome =
        run(CORPUS.with(clip, c -> NoisyGaussians.rejected(c, declined))).clips().get(clip);

    assertThat(outcome.proposed()).isNotEqualTo(declined);
    assertThat(outcome.added()).doesNotContain(declined);
    assertThat(outcome.top())
        .filteredOn(top -> top.label().equals(declined))
        .allMatch(top -> top.probability() == 0);
  }

  @Test
  void who_cannot_tell_adds_no_label() {
    var held = CORPUS.input().clips().get(0).candidates();
    var skipped =
        CORPUS.with(
            0,
            clip ->
                NoisyGaussians.voted(
                    clip, Ballot.of("crowd", held), Ballot.of("unsure", CandidateSet.NONE)));

    var votes = new VoteTable(skipped.input().labels(), skipped.input().clips());
    assertThat(votes.cast(0)).hasSize(1);
    assertThat(skipped.input().clips().get(0).candidates()).isEqualTo(held);
  }

  @Test
  void clips_without_an_opinion_and_clips_with_all_labels_are_not_judged() {
    var corpus =
        CORPUS
            .with(0, clip -> NoisyGaussians.voted(clip, Ballot.of("crowd", CandidateSet.NONE)))
            .with(
                1,
                clip ->
                    NoisyGaussians.voted(
                        clip, Ballot.of("crowd", new CandidateSet(CORPUS.input().labels()))));

    for (var outcome : run(corpus).clips().subList(0, 2)) {
      assertThat(outcome.informative()).isFalse();
      assertThat(outcome.flagged()).isFalse();
      assertThat(outcome.noiseProbability()).isZero();
      assertThat(outcome.refined()).isEqualTo(outcome.original());
    }
  }

  @Test
  void trusted_labels_are_only_measured_against() {
    var corpus = CORPUS;
    for (int i = 0; i < 80; i++) {
      var truth = CORPUS.truthOf(i);
      corpus = corpus.with(i, clip -> NoisyGaussians.trusted(clip, truth));
    }

    var result = run(corpus);

    assertThat(result.clips()).isEqualTo(USUAL.clips());
    int missing = 0;
    int flagged = 0;
    int hits = 0;
    int right = 0;
    for (int i = 0; i < 80; i++) {
      var outcome = result.clips().get(i);
      if (!outcome.informative()) {
        continue;
      }
      boolean misses = !outcome.original().contains(CORPUS.truthOf(i));
      missing += misses ? 1 : 0;
      flagged += outcome.flagged() ? 1 : 0;
      hits += misses && outcome.flagged() ? 1 : 0;
      right += outcome.proposed().equals(CORPUS.truthOf(i)) ? 1 : 0;
    }
    var said = Objects.requireNonNull(result.facts().onTrusted());
    assertThat(said.missing()).isEqualTo(missing);
    assertThat(said.precision()).isEqualTo(Share.of(hits, flagged));
    assertThat(said.recall()).isEqualTo(Share.of(hits, missing));
    assertThat(said.proposalAccuracy()).isEqualTo(Share.of(right, said.clips()));
    assertThat(USUAL.facts().onTrusted()).isNull();
  }
}
