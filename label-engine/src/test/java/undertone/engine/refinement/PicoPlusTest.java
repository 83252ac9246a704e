package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Which clips PiCO+ doubts.
class PicoPlusTest {
  private static final int CLIPS = 10;
  private static final boolean[] FIRST = {true, false};
  private static final float[] SAYS_SECOND = {.1f, .9f};

  private static PicoPlus plus(int settled) {
    var sets = new boolean[CLIPS][];
    var clamped = new boolean[CLIPS];
    for (int i = 0; i < CLIPS; i++) {
      sets[i] = FIRST.clone();
      clamped[i] = i == settled;
    }
    var table = new CandidateTable(sets, CandidateTable.uniform(sets), clamped);
    return new PicoPlus(new DoubtRule(1, .5, 2, 3), table, 1, new SplittableRandom(1));
  }

  private static long doubted(PicoPlus plus) {
    long doubted = 0;
    for (int row = 0; row < CLIPS; row++) {
      doubted += plus.working(row, SAYS_SECOND);
    }
    return doubted;
  }

  /// The further back a clip stands, the less it is like its prototype.
  private static void look(PicoPlus plus, int from, int clips) {
    for (int row = from; row < from + clips; row++) {
      plus.looked(row, new float[] {1 - row / 20f, 0}, 0);
    }
    plus.endOfEpoch(1);
  }

  @Test
  void the_further_half_of_all_clips_is_doubted() {
    var plus = plus(-1);
    look(plus, 0, CLIPS);
    assertThat(doubted(plus)).isEqualTo(5);
    assertThat(plus.working(9, SAYS_SECOND)).isEqualTo(1);
  }

  @Test
  void a_clip_that_a_person_settled_is_taken_at_its_word_however_far_it_lies() {
    var plus = plus(9);
    look(plus, 0, CLIPS);
    assertThat(plus.working(9, SAYS_SECOND)).isZero();
    assertThat(doubted(plus)).isEqualTo(4);
  }

  @Test
  void the_share_is_one_of_the_clips_that_are_learned_from() {
    var plus = plus(-1);
    look(plus, 4, 6); // the others are held out
    assertThat(doubted(plus)).isEqualTo(3);
  }
}
