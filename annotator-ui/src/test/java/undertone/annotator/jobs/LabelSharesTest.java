package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelSharesTest {
  private static final List<String> LABELS = List.of("anger", "fear", "joy", "neutral");

  @Test
  void labels_that_are_not_named_share_what_is_left_alike() {
    var shares = new LabelShares(Map.of("neutral", .6, "joy", .2)).of(LABELS);

    assertThat(shares.get(0)).isCloseTo(.1, within(1e-12));
    assertThat(shares.get(1)).isCloseTo(.1, within(1e-12));
    assertThat(shares.subList(2, 4)).containsExactly(.2, .6);
  }

  @Test
  void hundredths_that_people_rounded_are_made_to_add_up() {
    var shares = new LabelShares(Map.of("anger", .33, "fear", .33, "joy", .33, "neutral", .02));

    assertThat(shares.of(LABELS).stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void what_cannot_be_the_shares_of_a_pool_is_told() {
    assertThatThrownBy(() -> new LabelShares(Map.of("joy", 0.)))
        .hasMessage("The share of joy must lie over 0 and up to 1 but is 0.0.");
    assertThatThrownBy(() -> new LabelShares(Map.of("joy", .8, "fear", .4)))
        .hasMessage("The shares of labels add up to 1.20; together they are 1 at most.");
    assertThatThrownBy(() -> new LabelShares(Map.of("glee", .5)).of(LABELS))
        .hasMessage("A share is given for \"glee\", which is no label of this corpus.");
    assertThatThrownBy(() -> new LabelShares(Map.of("joy", .4, "fear", .6)).of(LABELS))
        .hasMessageContaining("leaves nothing for the 2 labels that have none");
    assertThatThrownBy(
            () -> new LabelShares(Map.of("joy", .4, "fear", .3)).of(List.of("joy", "fear")))
        .hasMessage("Every label has a share, and they add up to 0.70; make it 1.");
  }
}
