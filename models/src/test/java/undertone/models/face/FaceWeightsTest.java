package undertone.models.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import undertone.models.weights.UnreadableWeightsException;

class FaceWeightsTest {

  @ParameterizedTest
  @EnumSource(FaceWeights.class)
  void the_build_laid_down_the_weights_this_product_was_made_with(FaceWeights kind)
      throws Exception {
    var weights = kind.read();

    assumeTrue(weights.isPresent(), "npm could not fetch the weights when this was built");
    assertThat(weights.get().names()).isNotEmpty();
  }

  @Test
  void weights_that_were_not_fetched_are_simply_absent() throws Exception {
    assertThat(FaceWeights.EXPRESSION.read(_ -> null)).isEmpty();
  }

  @Test
  void weights_with_another_hash_are_refused_with_both_hashes() {
    assertThatThrownBy(
            () -> FaceWeights.EXPRESSION.read(_ -> new ByteArrayInputStream(new byte[] {1, 2, 3})))
        .isInstanceOf(UnreadableWeightsException.class)
        .hasMessageContaining("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81")
        .hasMessageContaining("build again");
  }
}
