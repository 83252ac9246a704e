package undertone.engine.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import undertone.models.clip.CaptionPairs;

/// Which sentences of a batch a clip is to find when all of them teach.
class OwnedSentencesTest {
  private static final Offset<Float> ROUNDING = within(1e-6f);

  /// @param said number of each sentence; those of one number read the same
  private static CaptionPairs owned(int clips, List<Integer> owners, int... said) {
    var alike =
        PositiveMining.usual(PositiveMining.Mode.OFF)
            .mineSentences(new float[0][], new float[0][], said, new int[said.length])
            .pairs();
    return CaptionTraining.owned(clips, owners, alike);
  }

  @Test
  void a_clip_finds_each_of_its_sentences_alike_where_nothing_is_mined() {
    var pairs = owned(2, List.of(0, 0, 0, 1), 1, 2, 3, 4);

    for (int j = 0; j < 3; j++) {
      assertThat(pairs.share(0, j)).isCloseTo(1f / 3, ROUNDING);
      assertThat(pairs.share(1, j)).isZero();
    }
    assertThat(pairs.share(0, 3)).isZero();
    assertThat(pairs.share(1, 3)).isEqualTo(1);
  }

  @Test
  void clips_that_share_a_sentence_both_find_it_wherever_it_stands() {
    var pairs = owned(2, List.of(0, 0, 1, 1), 7, 8, 7, 9);

    for (int clip = 0; clip < 2; clip++) {
      assertThat(pairs.share(clip, 0)).isCloseTo(1f / 3, ROUNDING);
      assertThat(pairs.share(clip, 2)).isCloseTo(1f / 3, ROUNDING);
    }
    assertThat(pairs.share(0, 1)).isCloseTo(1f / 3, ROUNDING);
    assertThat(pairs.share(1, 3)).isCloseTo(1f / 3, ROUNDING);
    assertThat(pairs.share(0, 3)).isZero();
    assertThat(pairs.share(1, 1)).isZero();
  }

  @Test
  void what_is_mined_for_one_sentence_is_found_by_its_clip_beside_the_clips_own() {
    var alike =
        CaptionPairs.of(new float[][] {{1, 0, .5f}, {0, 1, 0}, {.5f, 0, 1}}, new boolean[3][3]);

    var pairs = CaptionTraining.owned(2, List.of(0, 0, 1), alike);

    assertThat(pairs.share(0, 0)).isCloseTo(.4f, ROUNDING);
    assertThat(pairs.share(0, 1)).isCloseTo(.4f, ROUNDING);
    assertThat(pairs.share(0, 2)).isCloseTo(.2f, ROUNDING);
    assertThat(pairs.share(1, 0)).isCloseTo(1f / 3, ROUNDING);
    assertThat(pairs.share(1, 2)).isCloseTo(2f / 3, ROUNDING);
  }
}
