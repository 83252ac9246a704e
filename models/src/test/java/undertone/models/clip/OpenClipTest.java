package undertone.models.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.models.AdamW;
import undertone.models.Gradients;
import undertone.models.TrainingTurn;
import undertone.models.weights.SafeTensors;
import undertone.models.weights.UnreadableWeightsException;

/// Expected numbers come from the same network built of PyTorch 2's own layers (`LayerNorm`,
/// `MultiheadAttention`, `conv2d`), with the weights that [#file] makes by formula.
class OpenClipTest {
  private static final OpenClipConfig TINY =
      new OpenClipConfig(8, 4, 8, 2, 2, 6, 2, 3, 20, 7, 5, false);
  private static final int[][] TEXTS = {{18, 3, 5, 7, 19, 0, 0}, {18, 1, 19, 0, 0, 0, 0}};

  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  private static float[] values(Shape shape, IntToDoubleFunction formula) {
    var values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) formula.applyAsDouble(i);
    }
    return values;
  }

  /// Number i of array a is 0.3 sin(0.7a + 0.37i + 0.1), and 1 more for scales of normalisations.
  private static SafeTensors.Writer file(OpenClipConfig config, List<String> without) {
    var writer = new SafeTensors.Writer();
    int a = 0;
    for (var entry : config.weights().entrySet()) {
      var name = entry.getKey();
      int array = a++;
      double base = name.contains("ln_") && name.endsWith("weight") ? 1 : 0;
      if (!without.contains(name)) {
        writer.add(
            name,
            values(entry.getValue(), i -> base + .3 * StrictMath.sin(.7 * array + .37 * i + .1)),
            entry.getValue());
      }
    }
    return writer;
  }

  private OpenClip tiny(boolean quickGelu) throws IOException {
    return OpenClip.read(
        SafeTensors.read(file(TINY, List.of()).bytes()),
        quickGelu ? TINY.withQuickGelu() : TINY,
        manager);
  }

  private NDArray pictures(int count, int side) {
    var shape = new Shape(count, 3, side, side);
    return manager.create(values(shape, i -> StrictMath.cos(.05 * i + .3)), shape);
  }

  @Test
  void pictures_and_texts_become_what_pytorch_makes_of_them() throws IOException {
    var clip = tiny(false);

    var seen = clip.pictures(pictures(2, 8));

    near(
        seen.whole(),
        -0.575840f,
        -0.564633f,
        -0.477006f,
        -0.324818f,
        -0.128668f, //
        -0.553093f,
        -0.556980f,
        -0.485481f,
        -0.348275f,
        -0.163932f);
    near(
        seen.patches().get("0,0:2"),
        0.143835f,
        0.334979f,
        0.480785f,
        0.561519f,
        0.566254f, //
        0.133153f,
        0.327834f,
        0.478144f,
        0.563740f,
        0.573036f);
    near(
        clip.texts(TEXTS),
        -0.577439f,
        -0.565136f,
        -0.476345f,
        -0.323083f,
        -0.126092f, //
        -0.478308f,
        -0.526546f,
        -0.503518f,
        -0.412342f,
        -0.265356f);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void texts_lie_at_the_same_place_when_plain_java_reads_them(boolean quickGelu)
      throws IOException {
    var config = quickGelu ? TINY.withQuickGelu() : TINY;
    var plain = OpenClipText.read(SafeTensors.read(file(TINY, List.of()).bytes()), config);

    near(tiny(quickGelu).texts(TEXTS), together(plain.texts(TEXTS)));
    near(
        tiny(quickGelu).texts(new int[][] {TEXTS[1]}),
        together(plain.texts(new int[][] {TEXTS[1]})));
    assertThatThrownBy(() -> plain.texts(new int[][] {{18, 20, 19, 0, 0, 0, 0}}))
        .hasMessage("Token 1 of text 0 is 20, but there are 20 tokens.");
    assertThatThrownBy(() ->
            OpenClipText.read(
                SafeTensors.read(file(TINY, List.of("ln_final.bias")).bytes()), config))
        .isInstanceOf(UnreadableWeightsException.class)
        .hasMessage("These weights have no array ln_final.bias.");
  }

  private static float[] together(float[][] rows) {
    var all = new float[rows.length * rows[0].length];
    for (int i = 0; i < all.length; i++) {
      all[i] = rows[i / rows[0].length][i % rows[0].length];
    }
    return all;
  }

  @Test
  void openais_approximation_is_followed_where_its_weights_need_it() throws IOException {
    var clip = tiny(true);

    near(
        clip.pictures(pictures(2, 8)).whole(),
        -0.573396f,
        -0.563855f,
        -0.478000f,
        -0.327449f,
        -0.132580f, //
        -0.547361f,
        -0.554914f,
        -0.487362f,
        -0.353847f,
        -0.172441f);
    near(
        clip.texts(TEXTS),
        -0.578247f,
        -0.565388f,
        -0.476007f,
        -0.322200f,
        -0.124785f, //
        -0.478640f,
        -0.526696f,
        -0.503465f,
        -0.412094f,
        -0.264947f);
  }

  private static void near(NDArray ours, float... theirs) {
    assertThat(ours.toFloatArray()).containsExactly(theirs, within(1e-5f));
  }

  @ParameterizedTest
  @CsvSource({"1,16,8", "3,16,4", "2,12,12"})
  void any_number_of_pictures_gives_unit_vectors_and_their_patches(int b, int side, int patch) {
    var config = new OpenClipConfig(side, patch, 12, 1, 3, 8, 1, 2, 30, 5, 6, false);
    var clip = OpenClip.drawn(config, manager, new SplittableRandom(1));

    var seen = clip.pictures(OpenClip.normalised(pictures(b, side)));

    assertThat(seen.whole().getShape()).isEqualTo(new Shape(b, 6));
    assertThat(seen.patches().getShape()).isEqualTo(new Shape(b, config.patches(), 6));
    for (float length : seen.patches().square().sum(new int[] {2}).toFloatArray()) {
      assertThat(length).isCloseTo(1, within(1e-5f));
    }
  }

  @Test
  void what_stands_after_the_end_of_a_text_changes_nothing() throws IOException {
    var clip = tiny(false);

    var plain = clip.texts(new int[][] {{18, 3, 19, 0, 0, 0, 0}});
    var more = clip.texts(new int[][] {{18, 3, 19, 5, 6, 7, 8}});

    assertThat(more.toFloatArray()).containsExactly(plain.toFloatArray(), within(1e-6f));
  }

  @Test
  void published_sizes_have_the_published_number_of_weights() {
    assertThat(count(OpenClipConfig.VIT_B_32)).isEqualTo(151_277_313);
    assertThat(count(OpenClipConfig.VIT_B_16)).isEqualTo(149_620_737);
  }

  private static long count(OpenClipConfig config) {
    return config.weights().values().stream().mapToLong(Shape::size).sum();
  }

  @Test
  void missing_arrays_are_named_and_unknown_ones_are_told_of() throws IOException {
    var without = SafeTensors.read(file(TINY, List.of("visual.proj", "ln_final.bias")).bytes());
    assertThatThrownBy(() -> OpenClip.read(without, TINY, manager))
        .isInstanceOf(UnreadableWeightsException.class)
        .hasMessage(
            "These weights lack 2 of the %d arrays of this network: visual.proj, ln_final.bias."
                .formatted(TINY.weights().size()));

    var more =
        SafeTensors.read(
            file(TINY, List.of()).add("visual.extra", new float[2], new Shape(2)).bytes());
    assertThat(OpenClip.read(more, TINY, manager).unexpected()).containsExactly("visual.extra");

    var wider = new OpenClipConfig(8, 4, 8, 2, 2, 6, 2, 3, 21, 7, 5, false);
    assertThatThrownBy(
            () -> OpenClip.read(SafeTensors.read(file(TINY, List.of()).bytes()), wider, manager))
        .hasMessageContaining("token_embedding.weight of shape (21, 6)");
  }

  @Test
  void tokens_that_do_not_exist_and_texts_of_another_length_are_refused() throws IOException {
    var clip = tiny(false);

    assertThatThrownBy(() -> clip.texts(new int[][] {{18, 19}})).hasMessageContaining("reads 7");
    assertThatThrownBy(() -> clip.texts(new int[][] {{18, 20, 19, 0, 0, 0, 0}}))
        .hasMessageContaining("there are 20 tokens");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void twenty_steps_bring_pictures_and_their_texts_together(boolean regions) {
    var clip = OpenClip.drawn(TINY, manager, new SplittableRandom(3));
    var adam = new AdamW(clip.weights(), .1, _ -> 1);
    var one = pictures(1, 8);
    var pictures = one.concat(one.neg());

    double first = learn(clip, adam, pictures, regions);
    double last = first;
    for (int step = 1; step < 20; step++) {
      last = learn(clip, adam, pictures, regions);
    }

    assertThat(last).isLessThan(first / 2);
  }

  private static double learn(OpenClip clip, AdamW adam, NDArray pictures, boolean regions) {
    try (var _ = new NDScope()) {
      double value;
      try (var gradients = new Gradients()) {
        var seen = clip.pictures(pictures);
        var texts = clip.texts(TEXTS);
        var scale = clip.logScale().exp();
        var whole = CaptionLoss.logits(seen.whole(), texts, scale);
        var local = CaptionLoss.attended(seen.patches(), texts).mul(scale);
        var loss =
            CaptionLoss.contrastive(whole, CaptionPairs.own(2))
                .add(CaptionLoss.contrastive(regions ? local : whole, CaptionPairs.own(2)));
        gradients.backward(loss);
        value = loss.getFloat();
      }
      adam.step(2e-3);
      return value;
    }
  }

  @Test
  void sizes_that_make_no_network_are_refused() {
    assertThatThrownBy(() -> new OpenClipConfig(10, 4, 8, 2, 2, 6, 2, 3, 20, 7, 5, false))
        .hasMessageContaining("do not fill");
    assertThatThrownBy(() -> new OpenClipConfig(8, 4, 9, 2, 2, 6, 2, 3, 20, 7, 5, false))
        .hasMessageContaining("shared by 2 heads");
  }
}
