package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import undertone.engine.metrics.TruthMissing;

class CandidateProtocolTest {

  private static int[] truths(int clips, int classes) {
    return new SplittableRandom(1).ints(clips, 0, classes).toArray();
  }

  private static double meanSize(boolean[][] sets) {
    int held = 0;
    for (var set : sets) {
      for (boolean in : set) {
        held += in ? 1 : 0;
      }
    }
    return (double) held / sets.length;
  }

  @Test
  void fifty_thousand_sets_have_the_size_and_the_noise_that_were_asked_for() {
    var truth = truths(50_000, 10);

    var sets = CandidateProtocol.IRNET.sets(truth, 10, .3, .2, 0);

    assertThat(meanSize(sets)).isCloseTo(3.70, offset(.02));
    assertThat(TruthMissing.rate(sets, truth)).isCloseTo(.20, offset(.006));
  }

  @Test
  void noise_leaves_the_sizes_alone_and_an_equal_seed_the_sets() {
    var truth = truths(2_000, 10);

    var clean = CandidateProtocol.IRNET.sets(truth, 10, .3, 0, 4);
    var noisy = CandidateProtocol.IRNET.sets(truth, 10, .3, .4, 4);

    assertThat(meanSize(noisy)).isEqualTo(meanSize(clean));
    assertThat(TruthMissing.rate(clean, truth)).isZero();
    assertThat(CandidateProtocol.IRNET.sets(truth, 10, .3, .4, 4)).isDeepEqualTo(noisy);
    assertThat(CandidateProtocol.IRNET.sets(truth, 10, .3, .4, 5)).isNotEqualTo(noisy);
  }

  @Test
  void sets_of_the_other_protocol_shrink_under_noise_and_are_never_empty() {
    var truth = truths(20_000, 10);

    var sets = CandidateProtocol.PICO_PLUS.sets(truth, 10, .3, .2, 0);

    // a set is empty with chance η(1−q)⁹ and then drawn again
    double kept = 1 - .2 * Math.pow(.7, 9);
    assertThat(meanSize(sets)).isCloseTo((.8 + 9 * .3) / kept, offset(.03));
    assertThat(TruthMissing.rate(sets, truth)).isCloseTo(1 - .8 / kept, offset(.01));
    for (var set : sets) {
      assertThat(set).contains(true);
    }
  }

  @Test
  void chances_of_one_are_refused() {
    assertThatThrownBy(() -> CandidateProtocol.IRNET.sets(new int[] {0}, 3, 1, .2, 0))
        .hasMessageContaining("chances below 1");
  }
}
