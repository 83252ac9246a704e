package undertone.engine.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.engine.captions.PositiveMining.Mode;

class PositiveMiningTest {
  private static final int CLIPS = 96;
  private static final int KINDS = 40; // expressions; clips of one kind are twins
  private static final int[] APART = IntStream.range(0, CLIPS).toArray();

  /// Clips of some kinds, seen and told with noise; captions may use the template of another kind.
  private static final class Twins {
    final int[] kind = new int[CLIPS];
    final float[][] texts = new float[CLIPS][];
    final float[][] images = new float[CLIPS][];

    Twins(long seed, double wrongCues) {
      var random = new SplittableRandom(seed);
      var told = noise(random, KINDS, 16);
      var seen = noise(random, KINDS, 24);
      for (int i = 0; i < CLIPS; i++) {
        kind[i] = random.nextInt(KINDS);
        int template = random.nextDouble() < wrongCues ? random.nextInt(KINDS) : kind[i];
        texts[i] = near(random, told[template], .25);
        images[i] = near(random, seen[kind[i]], .4);
      }
    }

    private static float[][] noise(SplittableRandom random, int rows, int dim) {
      var noise = new float[rows][dim];
      for (var row : noise) {
        for (int d = 0; d < dim; d++) {
          row[d] = (float) random.nextGaussian();
        }
      }
      return noise;
    }

    private static float[] near(SplittableRandom random, float[] centre, double spread) {
      var point = centre.clone();
      for (int d = 0; d < point.length; d++) {
        point[d] += (float) (spread * random.nextGaussian());
      }
      return point;
    }

    /// Share of accepted pairs that are twins, and share of twin pairs, of at most three per clip,
    /// that were accepted.
    double[] precisionAndRecall(Mode mode) {
      var pairs = PositiveMining.usual(mode).mine(texts, images, APART).pairs();
      double accepted = 0;
      double right = 0;
      double there = 0;
      for (int i = 0; i < CLIPS; i++) {
        int twins = 0;
        for (int j = 0; j < CLIPS; j++) {
          boolean twin = i != j && kind[i] == kind[j];
          twins += twin ? 1 : 0;
          if (i != j && pairs.share(i, j) > 0) {
            accepted++;
            right += twin ? 1 : 0;
          }
        }
        there += Math.min(3, twins);
      }
      return new double[] {right / accepted, right / there};
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4})
  void twins_are_found_where_both_modalities_agree(long seed) {
    var found = new Twins(seed, .1).precisionAndRecall(Mode.AND);

    assertThat(found[0]).as("precision").isGreaterThanOrEqualTo(.9);
    assertThat(found[1]).as("recall").isGreaterThanOrEqualTo(.6);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4})
  void texts_alone_are_fooled_by_templates_with_wrong_cues(long seed) {
    var twins = new Twins(seed, .1);

    double alone = twins.precisionAndRecall(Mode.TEXT_ONLY)[0];

    assertThat(alone).isLessThan(twins.precisionAndRecall(Mode.AND)[0] - .05);
  }

  @Test
  void all_captions_of_a_clip_are_true_of_it() {
    for (var mode : Mode.values()) {
      var mining = PositiveMining.usual(mode);
      var texts = new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
      var images = new float[][] {{1, 0}, {1, 0}, {0, 1}};
      var whole = mining.mine(texts, images, new int[] {1, 2, 3}, new int[] {7, 7, 8}).pairs();
      var parts =
          mining
              .mineSentences(
                  texts, images, new int[] {1, 2, 3}, new int[] {0, 1, 0}, new int[] {7, 7, 8})
              .pairs();

      for (var pairs : List.of(whole, parts)) {
        assertThat(pairs.share(0, 1)).as(mode.name()).isEqualTo(pairs.share(0, 0));
        assertThat(pairs.share(1, 0)).isEqualTo(pairs.share(1, 1));
        assertThat(pairs.share(0, 2)).isZero();
      }
    }
  }

  @Test
  void without_mining_each_clip_keeps_its_own_caption() {
    var twins = new Twins(0, 0);

    var mined = PositiveMining.usual(Mode.OFF).mine(twins.texts, twins.images, APART);

    assertThat(mined.perClip()).isZero();
    for (int i = 0; i < CLIPS; i++) {
      assertThat(mined.pairs().share(i, i)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void captions_that_say_the_same_are_positives_in_every_mode(Mode mode) {
    var twins = new Twins(0, 0);
    var captions = APART.clone();
    captions[7] = captions[3];

    var pairs = PositiveMining.usual(mode).mine(twins.texts, twins.images, captions).pairs();

    assertThat(pairs.share(3, 7)).isPositive().isEqualTo(pairs.share(3, 3));
    assertThat(pairs.banded(3, 7)).isFalse();
  }

  @Test
  void more_agreement_accepts_fewer_pairs() {
    var twins = new Twins(1, .2);

    double and = PositiveMining.usual(Mode.AND).mine(twins.texts, twins.images, APART).perClip();
    double or = PositiveMining.usual(Mode.OR).mine(twins.texts, twins.images, APART).perClip();
    double image =
        PositiveMining.usual(Mode.IMAGE_ONLY).mine(twins.texts, twins.images, APART).perClip();

    assertThat(and).isPositive().isLessThan(image);
    assertThat(image).isLessThanOrEqualTo(or).isLessThanOrEqualTo(3);
  }

  @Test
  void an_accepted_pair_weighs_half_of_what_its_ranks_say() {
    var texts = new float[][] {{1, 0}, {1, .1f}, {0, 1}, {-1, 0}};
    var images = new float[][] {{1, 0}, {1, .1f}, {0, 1}, {-1, 0}};

    var pairs = PositiveMining.usual(Mode.AND).mine(texts, images, new int[] {0, 1, 2, 3}).pairs();

    // the pair ranks first among six in both: weight .5 beside the own caption's 1
    assertThat(pairs.share(0, 1)).isCloseTo(1 / 3f, within(1e-6f));
    assertThat(pairs.share(2, 2)).isEqualTo(1);
  }

  @Test
  void near_pairs_that_were_not_accepted_are_uncertain_for_both_clips() {
    var twins = new Twins(2, .2);
    var pairs = PositiveMining.usual(Mode.AND).mine(twins.texts, twins.images, APART).pairs();
    var ranks = PositiveMining.ranks(Vectors.cosines(twins.texts));
    int uncertain = 0;
    for (int i = 0; i < CLIPS; i++) {
      for (int j = 0; j < CLIPS; j++) {
        assertThat(pairs.banded(i, j)).isEqualTo(pairs.banded(j, i));
        if (pairs.banded(i, j)) {
          assertThat(ranks[i][j]).isBetween(.90, .95);
          uncertain++;
        }
      }
    }
    assertThat((double) uncertain / CLIPS / (CLIPS - 1)).isCloseTo(.05, within(.01));
  }

  @Test
  void sentences_about_different_regions_are_never_alike() {
    var same = new float[][] {{1, 0}, {1, 0}, {1, 0}, {0, 1}};
    var images = new float[][] {{1, 0}, {1, .1f}, {1, .01f}, {0, 1}};
    var mining = PositiveMining.usual(Mode.TEXT_ONLY);

    var pairs =
        mining.mineSentences(same, images, new int[] {0, 1, 2, 3}, new int[] {5, 5, 6, 5}).pairs();

    assertThat(pairs.share(0, 1)).isPositive();
    assertThat(pairs.share(0, 2)).isZero();
    assertThat(pairs.share(0, 3)).isZero();
  }

  @Test
  void ranks_run_from_zero_to_one_and_equals_share_theirs() {
    var ranks = PositiveMining.ranks(new double[][] {{1, .5, .1}, {.5, 1, .5}, {.1, .5, 1}});

    assertThat(ranks[0][2]).isZero();
    assertThat(ranks[0][1]).isEqualTo(.75).isEqualTo(ranks[2][1]);
  }

  @Test
  void rules_that_contradict_themselves_are_refused() {
    assertThatThrownBy(() -> new PositiveMining(Mode.AND, .8, .75, .8, .9, 3, .5, .85))
        .hasMessageContaining("band below");
  }
}
