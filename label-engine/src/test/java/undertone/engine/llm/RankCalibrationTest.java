package undertone.engine.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import undertone.engine.llm.RankCalibration.Known;

class RankCalibrationTest {
  private static final List<String> RANKING = List.of("fear", "joy", "anger");

  /// So many clips with the truth at place 1, 2, 3, or nowhere.
  private static List<Known> known(int first, int second, int third, int nowhere) {
    var known = new ArrayList<Known>();
    var truths = List.of("fear", "joy", "anger", "disgust");
    var counts = List.of(first, second, third, nowhere);
    for (int place = 0; place < 4; place++) {
      for (int i = 0; i < counts.get(place); i++) {
        known.add(new Known(RANKING, truths.get(place)));
      }
    }
    return known;
  }

  @Test
  void places_are_believed_as_often_as_they_were_right() {
    var learned = RankCalibration.of(known(60, 25, 10, 5)).orElseThrow();

    assertThat(learned.shares()).containsExactly(61 / 104.0, 26 / 104.0, 11 / 104.0);
    assertThat(learned.size()).isEqualTo(2); // .587 + .25
    assertThat(learned.set(RANKING).labels()).containsExactly("fear", "joy");
  }

  @Test
  void a_voter_who_is_mostly_right_names_one_label_and_one_who_guesses_names_all() {
    assertThat(RankCalibration.of(known(95, 5, 0, 0)).orElseThrow().size()).isEqualTo(1);
    assertThat(RankCalibration.of(known(25, 25, 25, 25)).orElseThrow().size()).isEqualTo(3);
  }

  @Test
  void fewer_than_a_hundred_truths_teach_nothing() {
    assertThat(RankCalibration.of(known(80, 10, 9, 0))).isEmpty();
    assertThat(RankCalibration.published(AskKind.FACE).size()).isEqualTo(2);
  }

  @Test
  void a_voter_nobody_could_measure_names_two_of_six_labels_and_one_of_fewer() {
    assertThat(RankCalibration.usualSize(5)).isEqualTo(1);
    assertThat(RankCalibration.usualSize(6)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void a_soft_vote_is_a_distribution(AskKind kind) {
    var labels = List.of("anger", "disgust", "fear", "joy", "sadness");
    var soft = RankCalibration.published(kind).soft(RANKING, labels);

    assertThat(soft.stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(1, offset(1e-9));
    assertThat(soft.get(2)).isEqualTo(RankCalibration.published(kind).shares().getFirst());
    assertThat(soft.get(1)).isEqualTo(soft.get(4)); // neither is named
  }

  @Test
  void who_names_every_label_leaves_nothing_for_others() {
    var soft =
        RankCalibration.published(AskKind.VIDEO).soft(RANKING, List.of("anger", "fear", "joy"));

    assertThat(soft.stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(1, offset(1e-9));
    assertThat(soft.get(1)).isCloseTo(.44 / .68, offset(1e-9));
  }

  @Test
  void several_orders_make_one_by_places() {
    var one =
        Ranking.borda(
            List.of(
                new Ranking(List.of("fear", "joy", "anger"), List.of("pain"), .8),
                new Ranking(List.of("joy", "fear", "anger"), List.of(), Double.NaN),
                new Ranking(List.of("joy", "anger", "fear"), List.of(), .4)));

    assertThat(one.labels()).containsExactly("joy", "fear", "anger");
    assertThat(one.offList()).containsExactly("pain");
    assertThat(one.confidence()).isCloseTo(.6, offset(1e-9));
  }

  @Test
  void places_cannot_share_more_than_one_whole() {
    assertThatThrownBy(() -> new RankCalibration(List.of(.7, .4), 0)).hasMessageContaining("0.7");
  }
}
