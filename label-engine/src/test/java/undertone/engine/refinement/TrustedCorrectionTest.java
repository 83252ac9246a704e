package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import undertone.corpora.CandidateSet;

/// Noise that repeats itself is invisible without truth and obvious with a little of it.
class TrustedCorrectionTest {
  private static final List<String> LABELS = List.of("anger", "fear", "joy", "sadness");
  private static final int WIDTH = 12;

  /// A corpus whose voter takes a share of the fearful for sad, and else slips at random.
  ///
  /// @param habit share of fear voted as sadness
  /// @param slips share of votes that are any label
  private static Corpus corpus(int clips, int confirmed, double habit, double slips, long seed) {
    var random = new SplittableRandom(seed);
    var centres = new double[LABELS.size()][WIDTH];
    for (var centre : centres) {
      for (int e = 0; e < WIDTH; e++) {
        centre[e] = .8 * random.nextGaussian();
      }
    }
    var truth = new int[clips];
    var features = new float[clips][WIDTH];
    var rows = new ArrayList<RefinementClip>();
    for (int i = 0; i < clips; i++) {
      truth[i] = random.nextInt(LABELS.size());
      for (int e = 0; e < WIDTH; e++) {
        features[i][e] = (float) (centres[truth[i]][e] + random.nextGaussian());
      }
      int voted = truth[i];
      if (voted == 1 && random.nextDouble() < habit) {
        voted = 3;
      } else if (random.nextDouble() < slips) {
        voted = random.nextInt(LABELS.size());
      }
      var ballot = Ballot.of("rater", CandidateSet.of(LABELS.get(voted)));
      rows.add(
          new RefinementClip(
              "clip%04d".formatted(i),
              "group" + i,
              List.of(ballot),
              i < confirmed ? LABELS.get(truth[i]) : null,
              null,
              Set.of()));
    }
    return new Corpus(new RefinementInput(LABELS, rows, FeatureTable.of(features)), truth);
  }

  private static final class Corpus {
    final RefinementInput input;
    final int[] truth;

    Corpus(RefinementInput input, int[] truth) {
      this.input = input;
      this.truth = truth;
    }

    /// With somebody who names a clip's label and is right so often.
    Corpus hearing(double right, long seed) {
      var random = new SplittableRandom(seed);
      var said = new float[truth.length][LABELS.size()];
      for (int i = 0; i < said.length; i++) {
        Arrays.fill(said[i], .1f);
        boolean knows = random.nextDouble() < (right - .25) / .75;
        said[i][knows ? truth[i] : random.nextInt(LABELS.size())] = .7f;
      }
      return told(new SecondOpinion("somebody", said));
    }

    Corpus told(SecondOpinion opinion) {
      return new Corpus(
          new RefinementInput(LABELS, input.clips(), input.features(), null, List.of(opinion)),
          truth);
    }

    RefinementResult refined(boolean trusted) {
      return new OutOfFoldRefinement(Learner.PLAIN, trusted)
          .run(input, RefinementPlan.DEFAULT, Checkpoints.inMemory(), RunListener.SILENT);
    }

    /// Share of open clips that networks recognise without a look at their votes.
    double seen(RefinementMethod method) {
      var plan = RefinementPlan.DEFAULT.withEpochs(12).withFolds(3, 1);
      var result =
          RefinementRecipe.of(method.written())
              .refinement()
              .run(input, plan, Checkpoints.inMemory(), RunListener.SILENT);
      return share(i -> result.clips().get(i).content().getFirst().label());
    }

    /// Share of open clips whose likeliest label is the truth.
    double right(RefinementResult result) {
      return share(i -> result.clips().get(i).proposed());
    }

    private double share(IntFunction<String> label) {
      var open =
          IntStream.range(0, truth.length)
              .filter(i -> input.clips().get(i).confirmed() == null)
              .toArray();
      return IntStream.of(open).filter(i -> label.apply(i).equals(LABELS.get(truth[i]))).count()
          / (double) open.length;
    }
  }

  @Test
  void a_habit_of_the_voter_is_seen_through_once_some_clips_are_confirmed() {
    double before = 0;
    double after = 0;
    for (long seed = 1; seed <= 3; seed++) {
      var corpus = corpus(600, 60, .8, .05, seed);
      before += corpus.right(corpus.refined(false)) / 3;
      after += corpus.right(corpus.refined(true)) / 3;
    }
    assertThat(after).isGreaterThan(before + .08);
  }

  @Test
  void a_network_that_reckons_with_the_voter_sees_through_the_habit_itself() {
    double misled = 0;
    double reckoning = 0;
    for (long seed = 1; seed <= 3; seed++) {
      var corpus = corpus(600, 60, .8, .05, seed);
      misled += corpus.seen(RefinementMethod.CC) / 3;
      reckoning += corpus.seen(RefinementMethod.FORWARD) / 3;
    }
    assertThat(reckoning).isGreaterThan(misled + .08);
  }

  @Test
  void thirty_confirmed_clips_do_no_harm_where_there_is_nothing_to_correct() {
    double before = 0;
    double after = 0;
    for (long seed = 1; seed <= 3; seed++) {
      var corpus = corpus(600, 30, 0, .05, seed);
      before += corpus.right(corpus.refined(false)) / 3;
      after += corpus.right(corpus.refined(true)) / 3;
    }
    assertThat(after).isGreaterThan(before - .02);
  }

  @Test
  void the_run_says_what_the_confirmed_clips_were_worth() {
    var correction = corpus(600, 60, .8, .05, 1).refined(true).facts().correction();

    assertThat(Objects.requireNonNull(correction).clips()).isEqualTo(60);
    assertThat(correction.lossAfter()).isLessThan(correction.lossBefore());
  }

  @Test
  void a_handful_of_confirmed_clips_changes_nothing() {
    var corpus = corpus(300, 9, .8, .05, 1);

    assertThat(corpus.refined(true).facts().correction()).isNull();
    assertThat(corpus.refined(true).clips()).isEqualTo(corpus.refined(false).clips());
  }

  @Test
  void one_group_of_confirmed_clips_cannot_bear_itself_out_and_corrects_nothing() {
    var corpus = corpus(300, 40, .8, .05, 4);
    var together =
        corpus.input.clips().stream()
            .map(clip -> clip.confirmed() == null ? clip : spokenBy("ada", clip))
            .toList();
    var input = new RefinementInput(LABELS, together, corpus.input.features());

    assertThat(new Corpus(input, corpus.truth).refined(true).facts().correction()).isNull();
  }

  private static RefinementClip spokenBy(String speaker, RefinementClip clip) {
    return new RefinementClip(
        clip.id(), speaker, clip.ballots(), clip.confirmed(), clip.trusted(), clip.rejected());
  }

  @Test
  void the_same_confirmed_clips_teach_the_same_twice() {
    var corpus = corpus(300, 40, .8, .05, 2);

    assertThat(corpus.refined(true).clips()).isEqualTo(corpus.refined(true).clips());
  }

  @Test
  void a_confirmed_clip_keeps_its_label_whatever_is_learned() {
    var corpus = corpus(300, 40, .8, .05, 3);
    var clips = corpus.refined(true).clips();

    for (int i = 0; i < 40; i++) {
      assertThat(clips.get(i).proposed()).isEqualTo(LABELS.get(corpus.truth[i]));
      assertThat(clips.get(i).flagged()).isFalse();
    }
  }

  @Test
  void what_an_outsider_says_of_the_clips_is_believed_as_far_as_confirmed_clips_bear_it_out() {
    double alone = 0;
    double heard = 0;
    double misled = 0;
    for (long seed = 1; seed <= 3; seed++) {
      var corpus = corpus(600, 60, .8, .05, seed);
      alone += corpus.right(corpus.refined(true)) / 3;
      heard += corpus.right(corpus.hearing(.9, seed).refined(true)) / 3;
      misled += corpus.right(corpus.hearing(.25, seed).refined(true)) / 3; // names any label
    }
    assertThat(heard).isGreaterThan(alone + .02);
    assertThat(misled).isGreaterThan(alone - .02);
  }

  @Test
  void an_outsider_is_not_heard_where_no_clip_is_confirmed() {
    var corpus = corpus(300, 0, .8, .05, 1);

    assertThat(corpus.hearing(.9, 1).refined(true).clips()).isEqualTo(corpus.refined(true).clips());
  }

  @Test
  void an_outsider_that_cannot_tell_anything_changes_nothing() {
    var corpus = corpus(300, 40, .8, .05, 2);
    var silent = corpus.told(new SecondOpinion("nobody", new float[300][]));

    assertThat(corpus.right(silent.refined(true))).isEqualTo(corpus.right(corpus.refined(true)));
  }
}
