package undertone.models.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import undertone.models.AdamW;
import undertone.models.EncoderConfig;
import undertone.models.Gradients;
import undertone.models.TrainingTurn;
import undertone.models.pico.FeatureEncoderConfig;
import undertone.models.vision.FrameNetConfig;

class CaptionNetTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final ParameterStore store = new ParameterStore(manager, false);
  private final TrainingTurn turn = TrainingTurn.take();
  private final SplittableRandom random = new SplittableRandom(5);

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  private NDArray noise(Shape shape) {
    var values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return manager.create(values, shape);
  }

  private CaptionNet net(CaptionNetConfig config) {
    return new CaptionNet(config).initialize(manager, new SplittableRandom(1));
  }

  @ParameterizedTest
  @CsvSource({"1,48,4,1", "3,31,1,5", "2,48,2,2"})
  void clips_and_sentences_of_any_number_become_unit_vectors(
      int clips, int side, int frames, int sentences) {
    var tower = FrameNetConfig.compact(side, frames);

    var out =
        net(CaptionNetConfig.small(tower, 384))
            .forward(
                store,
                new NDList(
                    noise(new Shape(clips).addAll(tower.input())),
                    noise(new Shape(sentences, 384))),
                false);

    assertThat(out.get(0).getShape()).isEqualTo(new Shape(clips, 256));
    assertThat(out.get(1).getShape()).isEqualTo(new Shape(sentences, 256));
    for (var vectors : out) {
      for (float length : vectors.square().sum(new int[] {1}).toFloatArray()) {
        assertThat(length).isCloseTo(1, within(1e-5f));
      }
    }
  }

  @Test
  void features_take_the_place_of_frames() {
    var config = new CaptionNetConfig(new FeatureEncoderConfig(20, 32), 12, 24, 16, 10, -10);

    var out =
        net(config)
            .forward(store, new NDList(noise(new Shape(4, 20)), noise(new Shape(4, 12))), false);

    assertThat(out.get(0).getShape()).isEqualTo(new Shape(4, 16));
    assertThat(out.get(1).getShape()).isEqualTo(new Shape(4, 16));
  }

  @Test
  void the_small_model_has_half_a_million_weights() {
    long all =
        net(CaptionNetConfig.small(FrameNetConfig.compact(48, 4), 384)).weights().values().stream()
            .mapToLong(NDArray::size)
            .sum();

    assertThat(all).isBetween(450_000L, 600_000L);
  }

  @Test
  void the_order_of_frames_does_not_matter() {
    var tower = FrameNetConfig.compact(16, 3);
    var net = net(CaptionNetConfig.small(tower, 8));
    var clip = noise(new Shape(1).addAll(tower.input()));
    var turned = clip.get(":,2:3").concat(clip.get(":,0:2"), 1);

    assertThat(
            net.clips(store, clip, false)
                .allClose(net.clips(store, turned, false), 1e-4, 1e-5, false))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void twenty_steps_bring_clips_and_their_captions_together(boolean frames, boolean sigmoid) {
    EncoderConfig tower =
        frames
            ? new FrameNetConfig(12, 2, 4, List.of(new FrameNetConfig.Stage(8, 2, 2, 2)))
            : new FeatureEncoderConfig(12, 16);
    var net = net(new CaptionNetConfig(tower, 10, 0, 8, 10, sigmoid ? -3 : 0));
    var adam = new AdamW(net.weights(), .05, _ -> 1);
    var clips = noise(new Shape(12).addAll(tower.input()));
    var sentences = noise(new Shape(12, 10));

    double first = learn(net, adam, clips, sentences, sigmoid);
    double last = first;
    for (int step = 1; step < 20; step++) {
      last = learn(net, adam, clips, sentences, sigmoid);
    }

    assertThat(last).isLessThan(first / 2);
  }

  private double learn(
      CaptionNet net, AdamW adam, NDArray clips, NDArray sentences, boolean sigmoid) {
    try (var _ = new NDScope()) {
      double value;
      try (var gradients = new Gradients()) {
        var out = net.forward(store, new NDList(clips, sentences), true);
        var z = CaptionLoss.logits(out.get(0), out.get(1), net.logScale().exp());
        var pairs = CaptionPairs.own(12);
        var loss =
            sigmoid
                ? CaptionLoss.sigmoid(z.add(net.bias()), pairs)
                : CaptionLoss.contrastive(z, pairs);
        gradients.backward(loss);
        value = loss.getFloat();
      }
      adam.step(1e-2);
      return value;
    }
  }

  @Test
  void adam_moves_by_pytorchs_rule_and_lets_only_matrices_decay() {
    var weights = new LinkedHashMap<String, NDArray>();
    weights.put("matrix", manager.create(new float[] {.5f}, new Shape(1, 1)));
    weights.put("bias", manager.create(new float[] {.5f}, new Shape(1)));
    var adam = new AdamW(weights, .1, name -> name.equals("bias") ? .5 : 1);
    double matrix = .5;
    double bias = .5;
    double m = 0;
    double v = 0;
    for (int step = 1; step <= 3; step++) {
      try (var gradients = new Gradients()) {
        var loss = weights.get("matrix").sum().add(weights.get("bias").sum());
        gradients.backward(loss.mul(manager.create((float) step)));
      }
      adam.step(.01);

      m = .9 * m + .1 * step;
      v = .98 * v + .02 * step * step;
      double change =
          m / (1 - Math.pow(.9, step)) / (Math.sqrt(v / (1 - Math.pow(.98, step))) + 1e-6);
      matrix = matrix * (1 - .01 * .1) - .01 * change;
      bias -= .005 * change;
    }
    assertThat((double) weights.get("matrix").getFloat(0, 0)).isCloseTo(matrix, within(1e-6));
    assertThat((double) weights.get("bias").getFloat(0)).isCloseTo(bias, within(1e-6));
  }
}
