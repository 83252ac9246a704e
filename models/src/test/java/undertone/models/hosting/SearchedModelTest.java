package undertone.models.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.models.ReferenceArrays;
import undertone.models.nas.EmotionNas;

/// What every model whose structure is searched promises.
class SearchedModelTest {
  static Stream<SearchedModel> all() {
    return SearchedModel.all().stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void the_search_is_that_of_the_code_it_follows(SearchedModel model) throws IOException {
    var folder = ReferenceFolder.under(ReferenceArrays.folder(model.reference())).getFirst();

    var report = model.parity(folder);

    assertThat(report.notCompared()).isEmpty();
    assertThat(report.outputs()).hasSizeGreaterThan(400);
    assertThat(report.holds()).isTrue();
    assertThat(
            report.outputs().entrySet().stream()
                .filter(gap -> !gap.getKey().startsWith("gradients."))
                .mapToDouble(gap -> gap.getValue().maxAbsDiff()))
        .allMatch(gap -> gap < 1e-5);
    assertThat(report.maxRelDiff()).isLessThan(1e-4);
    assertThat(report.parts()).allMatch(part -> part.matches("net\\.(second_order|alphas).*"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_size_says_how_many_numbers_it_may_learn(SearchedModel model) {
    assertThat(model.sizes()).isNotEmpty();
    assertThat(model.parameters(model.sizes().getFirst())).isBetween(10_000L, 100_000L);
    assertThat(SearchedModel.named(model.name())).isPresent();
  }

  @Test
  void a_size_that_is_not_offered_is_refused() {
    assertThatThrownBy(() -> EmotionNas.space("vast"))
        .hasMessageContaining("emotion-nas has the sizes [small], not \"vast\"");
  }
}
