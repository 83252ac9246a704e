package undertone.models.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.models.Gradients;
import undertone.models.TrainingTurn;

class CaptionLossTest {
  private static final int B = 6;
  private static final double STEP = 1e-5;

  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();
  private final SplittableRandom random = new SplittableRandom(3);

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  private NDArray noise(long... shape) {
    var size = new Shape(shape);
    var values = random.doubles(size.size(), -2, 2).toArray();
    return manager.create(values, size);
  }

  /// Clips 0 and 1 share their texts, clip 2 half takes 3's, pairs (4,5) and (5,4) are uncertain.
  private static CaptionPairs mined() {
    var weights = new float[B][B];
    var banded = new boolean[B][B];
    for (int i = 0; i < B; i++) {
      weights[i][i] = 1;
    }
    weights[0][1] = 1;
    weights[1][0] = 1;
    weights[2][3] = .5f;
    banded[4][5] = true;
    banded[5][4] = true;
    return CaptionPairs.of(weights, banded);
  }

  private NDArray gradient(Function<NDArray, NDArray> loss, NDArray at) {
    at.setRequiresGradient(true);
    try (var gradients = new Gradients()) {
      gradients.backward(loss.apply(at));
    }
    return at.getGradient();
  }

  private void gradientIsTheSlope(Function<NDArray, NDArray> loss, NDArray at) {
    var values = at.toDoubleArray();
    var told = gradient(loss, at).toDoubleArray();
    for (int k = 0; k < values.length; k++) {
      double middle = values[k];
      values[k] = middle + STEP;
      double above = loss.apply(manager.create(values, at.getShape())).getDouble();
      values[k] = middle - STEP;
      double below = loss.apply(manager.create(values, at.getShape())).getDouble();
      values[k] = middle;
      assertThat(told[k]).as("number %d", k).isCloseTo((above - below) / 2 / STEP, within(1e-6));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 128})
  void uniform_logits_cost_the_logarithm_of_the_batch(int batch) {
    var logits = manager.full(new Shape(batch, batch), 3.5f, DataType.FLOAT32);

    var loss = CaptionLoss.contrastive(logits, CaptionPairs.own(batch));

    assertThat((double) loss.getFloat()).isCloseTo(Math.log(batch), within(1e-5));
  }

  @Test
  void the_gradient_of_the_contrast_is_its_slope() {
    gradientIsTheSlope(z -> CaptionLoss.contrastive(z, mined()), noise(B, B));
  }

  @Test
  void the_gradient_of_the_sigmoid_form_is_its_slope() {
    gradientIsTheSlope(z -> CaptionLoss.sigmoid(z, mined()), noise(B, B));
  }

  @Test
  void the_gradient_through_attended_regions_is_its_slope() {
    int d = 4;
    var sentences = unit(noise(5, d));
    var pairs = CaptionPairs.owned(3, new int[] {0, 0, 1, 2, 2});
    gradientIsTheSlope(
        u -> CaptionLoss.contrastive(CaptionLoss.attended(u, sentences).mul(5), pairs),
        unit(noise(3, 7, d)).duplicate());
  }

  private static NDArray unit(NDArray rows) {
    return rows.div(rows.square().sum(new int[] {-1}, true).sqrt());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void an_uncertain_pair_has_no_gradient_and_its_logit_no_say(boolean sigmoid) {
    Function<NDArray, NDArray> loss =
        z -> sigmoid ? CaptionLoss.sigmoid(z, mined()) : CaptionLoss.contrastive(z, mined());
    var logits = noise(B, B);

    var gradient = gradient(loss, logits);

    assertThat(gradient.getDouble(4, 5)).isZero();
    assertThat(gradient.getDouble(5, 4)).isZero();
    assertThat(gradient.getDouble(4, 3)).isNotZero();
    var other = logits.duplicate();
    other.set(new NDIndex(4, 5), 40);
    assertThat(loss.apply(other).getDouble()).isEqualTo(loss.apply(logits).getDouble());
  }

  @Test
  void shares_sum_to_one_over_a_clips_texts_and_over_a_texts_clips() {
    var pairs = mined();
    var ofClips = pairs.ofClips();
    var ofTexts = pairs.ofTexts();
    for (int i = 0; i < B; i++) {
      double row = 0;
      double column = 0;
      for (int j = 0; j < B; j++) {
        row += ofClips[i * B + j];
        column += ofTexts[j * B + i];
      }
      assertThat(row).isCloseTo(1, within(1e-6));
      assertThat(column).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void a_clip_of_several_sentences_wants_each_of_them_equally() {
    var pairs = CaptionPairs.owned(2, new int[] {0, 1, 1, 1});

    assertThat(pairs.share(0, 0)).isEqualTo(1);
    assertThat(pairs.share(1, 2)).isCloseTo(1 / 3f, within(1e-6f));
    assertThat(pairs.ofTexts()).containsExactly(1, 0, 0, 0, 0, 1, 1, 1);
  }

  @Test
  void a_sentence_sees_a_clip_through_the_region_it_speaks_of() {
    var regions = manager.create(new double[] {1, 0, 0, 1, -1, 0, 0, -1}, new Shape(2, 2, 2));
    var sentences = manager.create(new double[] {1, 0, 0, 1}, new Shape(2, 2));

    var cosines = CaptionLoss.attended(regions, sentences);

    assertThat(cosines.getDouble(0, 0)).isCloseTo(1, within(1e-6));
    assertThat(cosines.getDouble(0, 1)).isCloseTo(1, within(1e-6));
    assertThat(cosines.getDouble(1, 0)).isCloseTo(0, within(1e-5));
  }

  @Test
  void what_makes_no_targets_is_refused() {
    assertThatThrownBy(() -> CaptionPairs.of(new float[][] {{0, 0}}, new boolean[1][2]))
        .hasMessageContaining("has no text");
    assertThatThrownBy(
            () -> CaptionPairs.of(new float[][] {{1, 1}}, new boolean[][] {{false, true}}))
        .hasMessageContaining("is uncertain");
    assertThatThrownBy(() -> CaptionPairs.of(new float[][] {{1, -1}}, new boolean[1][2]))
        .hasMessageContaining("0 or more");
    assertThatThrownBy(() -> CaptionLoss.contrastive(noise(2, 3), CaptionPairs.own(2)))
        .hasMessageContaining("2 clips and 2 texts");
  }
}
