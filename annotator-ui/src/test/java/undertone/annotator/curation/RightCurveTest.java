package undertone.annotator.curation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import undertone.corpora.ClipId;
import undertone.corpora.proposal.Estimate;
import undertone.corpora.scheme.Reading;

class RightCurveTest {
  private static final List<String> LABELS = List.of("anger", "fear", "joy");

  private static Estimate estimate(long clip) {
    return new Estimate(new ClipId(clip), .4, false, Map.of("anger", .6, "fear", .3, "joy", .1));
  }

  private static RightCurve.Settled settled(long clip, String label) {
    return new RightCurve.Settled(estimate(clip), label, "group" + clip);
  }

  private static RightCurve curve(long clips) {
    var sample = LongStream.range(0, clips).mapToObj(RightCurveTest::estimate).toList();
    return new RightCurve(LABELS, Reading.LITERAL, clips, sample);
  }

  @Test
  void a_curve_goes_on_from_what_was_confirmed_before() {
    var curve = curve(100);
    var before = new ArrayList<RightCurve.Settled>();
    for (int i = 0; i < 4; i++) {
      before.add(settled(i, "anger"));
    }
    curve.began(before);
    assertThat(curve.points())
        .extracting(RightCurve.Point::confirmed)
        .containsExactly(0, 1, 2, 3, 4);

    assertThat(curve.add(settled(50, "fear"))).isTrue();

    assertThat(curve.points().getFirst().share()).isEqualTo(.6, within(1e-9));
    assertThat(curve.points().getLast().confirmed()).isEqualTo(5);
    assertThat(curve.points().getLast().share()).isEqualTo((5 + 95 * .6) / 100, within(1e-9));
  }

  @Test
  void a_clip_counts_once_and_a_label_the_scheme_does_not_have_not_at_all() {
    var curve = curve(10);

    assertThat(curve.add(settled(3, "anger"))).isTrue();
    assertThat(curve.add(settled(3, "fear"))).isFalse();
    assertThat(curve.add(settled(4, "boredom"))).isFalse();
    assertThat(curve.points()).hasSize(2);
  }

  @Test
  void what_the_run_was_told_is_no_news() {
    var curve = curve(10);
    var told = new Estimate(new ClipId(4), 0, false, Map.of("joy", 1.0));

    assertThat(curve.add(new RightCurve.Settled(told, "joy", "group4"))).isFalse();
    assertThat(curve.add(new RightCurve.Settled(told, "fear", "group4"))).isTrue(); // it is news
  }

  @Test
  void what_was_believed_of_labels_that_are_no_more_is_right_of_none() {
    var older = new Estimate(new ClipId(1), .4, false, Map.of("angry", .2, "fear", .6, "joy", .2));
    var curve = new RightCurve(LABELS, Reading.LITERAL, 1, List.of(older));

    assertThat(curve.points().getFirst().share()).isEqualTo(.6, within(1e-9));
  }
}
