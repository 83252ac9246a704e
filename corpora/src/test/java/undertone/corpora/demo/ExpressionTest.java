package undertone.corpora.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static undertone.corpora.demo.ActionUnit.AU12;
import static undertone.corpora.demo.ActionUnit.AU14;
import static undertone.corpora.demo.ActionUnit.AU6;

import org.junit.jupiter.api.Test;
import undertone.corpora.demo.Expression.Side;

class ExpressionTest {

  @Test
  void a_facs_code_names_units_intensities_and_sides() {
    var contempt = Expression.facs("R12C+R14E+6A");

    assertThat(contempt.of(AU12, Side.RIGHT)).isEqualTo(0.6);
    assertThat(contempt.of(AU12, Side.LEFT)).isZero();
    assertThat(contempt.of(AU6, Side.LEFT)).isEqualTo(0.2);
    assertThat(contempt.of(AU14)).isEqualTo(1);
  }

  @Test
  void a_slip_in_a_facs_code_is_told_with_the_code() {
    assertThatThrownBy(() -> Expression.facs("6C+12")).hasMessageContaining("\"12\"", "6C+12");
  }

  @Test
  void a_blend_lies_between_both_faces() {
    var half = Expression.facs("12E").mixed(Expression.facs("6D"), 0.5);

    assertThat(half.of(AU12)).isEqualTo(0.5);
    assertThat(half.of(AU6)).isCloseTo(0.4, within(1e-9));
  }
}
