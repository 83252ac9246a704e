package undertone.corpora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClipRatingTest {

  @Test
  void the_mean_of_a_dimension_is_of_those_who_said_something_of_it() {
    var ada = new ClipRating(.1, null, 1.0);
    var ben = new ClipRating(.2, -.5, null);
    var cem = new ClipRating(.3, null, null);

    var mean = ClipRating.mean(List.of(ada, ben, cem));

    assertThat(mean).isEqualTo(new ClipRating(.2, -.5, 1.0)); // and not .20000000000000004
    assertThat(ClipRating.mean(List.of())).isEqualTo(ClipRating.NONE);
  }

  @Test
  void what_is_left_open_another_rating_says() {
    assertThat(new ClipRating(.5, null, null).orElse(new ClipRating(-1.0, .25, null)))
        .isEqualTo(new ClipRating(.5, .25, null));
  }

  @Test
  void numbers_outside_their_scale_are_refused() {
    assertThatThrownBy(() -> new ClipRating(null, -1.01, null))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("-1..1");
    assertThatThrownBy(() -> new ClipRating(null, null, -.01))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("0..1");
    assertThatThrownBy(() -> new ClipRating(Double.NaN, null, null))
        .isInstanceOf(InvalidValueException.class);
  }
}
