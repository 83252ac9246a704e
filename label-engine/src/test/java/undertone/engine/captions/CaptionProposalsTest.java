package undertone.engine.captions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import undertone.engine.captions.CaptionProposals.Known;
import undertone.engine.captions.CaptionProposals.Level;

class CaptionProposalsTest {
  private static final float[] CLIP = {1, 0, 0};

  private static Known known(
      String id, Level level, int region, int cluster, float[] sentence, float[] clip) {
    return new Known(id, level, region, cluster, Vectors.unit(sentence), Vectors.unit(clip));
  }

  @Test
  void what_fits_and_comes_from_a_near_clip_comes_first() {
    var near = known("near", Level.GLOBAL, 0, 1, new float[] {1, .3f, 0}, new float[] {1, .1f, 0});
    var far = known("far", Level.GLOBAL, 0, 2, new float[] {1, .3f, 0}, new float[] {0, 1, 0});

    var proposals = CaptionProposals.best(CLIP, List.of(far, near), -1, 5);

    assertThat(proposals.getFirst().known().id()).isEqualTo("near");
    assertThat(proposals.getFirst().rank()).isEqualTo(1);
  }

  @Test
  void two_sentences_of_one_cluster_are_never_proposed_together() {
    var random = new SplittableRandom(1);
    var all =
        IntStream.range(0, 60)
            .mapToObj(i -> known("c" + i, Level.GLOBAL, 0, i % 7, noise(random), noise(random)))
            .toList();

    var proposals = CaptionProposals.best(CLIP, all, -1, 5);

    assertThat(proposals).hasSize(5);
    assertThat(proposals.stream().map(p -> p.known().cluster())).doesNotHaveDuplicates();
  }

  private static float[] noise(SplittableRandom random) {
    return new float[] {
      (float) random.nextGaussian(), (float) random.nextGaussian(), (float) random.nextGaussian()
    };
  }

  @Test
  void a_slightly_worse_sentence_that_says_something_else_goes_before_an_echo() {
    var clip = new float[] {1, 0, 0};
    var first = known("first", Level.GLOBAL, 0, 1, new float[] {1, .5f, 0}, clip);
    var echo = known("echo", Level.GLOBAL, 0, 2, new float[] {1, .51f, 0}, clip);
    var other = known("other", Level.GLOBAL, 0, 3, new float[] {1, -.55f, 0}, clip);

    var proposals = CaptionProposals.best(clip, List.of(first, echo, other), -1, 3);

    assertThat(proposals.stream().map(p -> p.known().id()))
        .containsExactly("first", "other", "echo");
  }

  @Test
  void what_fits_worse_than_most_true_pairs_is_left_out() {
    var poor = known("poor", Level.GLOBAL, 0, 1, new float[] {.1f, 1, 0}, CLIP);
    var pairs = IntStream.range(0, 101).mapToDouble(i -> i / 100.0).toArray();

    double cut = CaptionProposals.cut(pairs);

    assertThat(cut).isEqualTo(.05);
    assertThat(CaptionProposals.best(CLIP, List.of(poor), cut, 5)).hasSize(1);
    assertThat(CaptionProposals.best(CLIP, List.of(poor), .2, 5)).isEmpty();
    assertThat(CaptionProposals.best(CLIP, List.of(), cut, 5)).isEmpty();
  }

  @Test
  void by_level_there_is_one_global_one_summary_and_a_local_for_each_region() {
    var random = new SplittableRandom(4);
    var all = new ArrayList<Known>();
    for (int i = 0; i < 90; i++) {
      var level = List.of(Level.GLOBAL, Level.LOCAL, Level.SUMMARY).get(i % 3);
      all.add(known("c" + i, level, i % 4, i, noise(random), noise(random)));
    }

    var proposals = CaptionProposals.byLevel(CLIP, all, -1);

    assertThat(proposals.stream().filter(p -> p.known().level() == Level.GLOBAL)).hasSize(1);
    assertThat(proposals.stream().filter(p -> p.known().level() == Level.SUMMARY)).hasSize(1);
    var local = proposals.stream().filter(p -> p.known().level() == Level.LOCAL).toList();
    assertThat(local).hasSizeBetween(2, 4);
    assertThat(local.stream().map(p -> p.known().region())).doesNotHaveDuplicates();
  }

  @Test
  void nothing_far_from_the_clip_in_both_spaces_is_looked_at() {
    var all = new ArrayList<Known>();
    for (int i = 0; i < 50; i++) {
      all.add(known("near" + i, Level.GLOBAL, 0, i, new float[] {1, i / 100f, 0}, CLIP));
    }
    all.add(known("far", Level.GLOBAL, 0, 99, new float[] {0, 0, 1}, new float[] {0, 0, 1}));

    var proposals = CaptionProposals.best(CLIP, all, -1, 51);

    assertThat(proposals.stream().map(p -> p.known().id())).doesNotContain("far");
  }
}
