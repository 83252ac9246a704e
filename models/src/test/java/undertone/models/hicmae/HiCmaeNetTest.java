package undertone.models.hicmae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import undertone.models.AdamW;
import undertone.models.Gradients;
import undertone.models.TrainingTurn;
import undertone.models.hicmae.HiCmaeNet.Filled;
import undertone.models.hosting.HostedWeights;
import undertone.models.video.BarLessons;
import undertone.models.video.Cubes;
import undertone.models.video.Decoder;
import undertone.models.video.FirstWeights;
import undertone.models.video.LayerDecay;
import undertone.models.video.Mask;
import undertone.models.video.MovingBars;
import undertone.models.video.Pass;
import undertone.models.video.Targets;
import undertone.models.video.Tokens;

class HiCmaeNetTest {
  private static final HiCmaeConfig TINY = HiCmaeConfig.TINY;

  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();
  private final SplittableRandom random = new SplittableRandom(11);

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  private Map<String, NDArray> drawn(Map<String, Shape> layout) {
    return FirstWeights.draw(layout, 1, manager, random);
  }

  private Mask tubes(int clips) {
    return Mask.tubes(clips, TINY.cubes().grid(), .75, random);
  }

  private Mask scattered(int clips) {
    return Mask.scattered(clips, TINY.patches(), .75, random);
  }

  /// A tone whose height tells where the bar of clip i moves to.
  private NDArray voices(int clips) {
    var values = new float[clips * 64 * 32];
    for (int clip = 0; clip < clips; clip++) {
      int tone = 4 + 8 * (clip % MovingBars.CLASSES);
      for (int frame = 0; frame < 64; frame++) {
        for (int band = 0; band < 32; band++) {
          double far = band - tone + 2 * Math.sin(.3 * frame);
          values[(clip * 64 + frame) * 32 + band] = (float) Math.exp(-.2 * far * far);
        }
      }
    }
    return manager.create(values, new Shape(clips, 1, 64, 32));
  }

  @ParameterizedTest
  @CsvSource({"1,32,48", "3,16,16"})
  void any_clip_gets_a_score_of_each_class_and_its_gaps_filled(int b, int frames, int bands) {
    var cubes = new Cubes(4, 16, 24, 2, 8);
    var config =
        new HiCmaeConfig(
            cubes, frames, bands, 8, 12, 2, 2, 3, 2, List.of(1, 2), .1, new Decoder(8, 2, 3));
    var clips = manager.randomNormal(new Shape(b, 3, 4, 16, 24));
    var voices = manager.randomNormal(new Shape(b, 1, frames, bands));
    var mask = Mask.tubes(b, cubes.grid(), .5, random);
    var audioMask = Mask.scattered(b, config.patches(), .5, random);

    var scores =
        new HiCmaeNet(config).classify(Pass.predicting(drawn(config.fineTuning(6))), clips, voices);
    var filled =
        new HiCmaeNet(config)
            .reconstruct(
                Pass.predicting(drawn(config.preTraining())), clips, mask, voices, audioMask);

    assertThat(scores.getShape()).isEqualTo(new Shape(b, 6));
    assertThat(filled.video().getShape()).isEqualTo(new Shape(b, 6, cubes.numbers()));
    assertThat(filled.audio().getShape()).isEqualTo(new Shape(b, config.patches() / 2, 64));
    assertThat(filled.contrast().getShape()).isEqualTo(new Shape());
  }

  @Test
  void faces_and_voices_that_say_the_same_leave_the_contrast_that_its_temperature_allows() {
    int b = 6;
    var same = manager.eye(b).reshape(b, 1, b); // no two clips have anything in common
    double found = Math.exp(1 / .07);

    double loss = contrast(same, same);

    assertThat(loss).isCloseTo(-Math.log(found / (found + b - 1)), within(1e-5));
    assertThat(contrast(same.mul(3), same.mul(.2f))).isCloseTo(loss, within(1e-5));
  }

  @Test
  void faces_and_voices_that_say_nothing_are_contrasted_by_chance_whoever_comes_first() {
    int b = 32;
    var alike = manager.ones(new Shape(b, 3, 64)); // every clip the same
    assertThat(contrast(alike, alike)).isCloseTo(Math.log(b), within(1e-4));

    var faces = manager.randomNormal(new Shape(b, 3, 64));
    var voices = manager.randomNormal(new Shape(b, 3, 64));
    assertThat(contrast(faces, voices)).isCloseTo(contrast(voices, faces), within(1e-5));
  }

  private static double contrast(NDArray faces, NDArray voices) {
    return HiCmaeNet.contrast(Pass.predicting(Map.of()), faces, voices, 1).getFloat();
  }

  @ParameterizedTest
  @EnumSource
  void one_sense_alone_gets_scores_and_its_gaps_filled(Sense sense) {
    var read =
        switch (sense) {
          case FACES -> MovingBars.clips(manager, 2, TINY.cubes(), random);
          case VOICES -> voices(2);
        };
    var classifier = new OneSense.Classifier(TINY, sense, 6);
    var autoencoder = new OneSense.Autoencoder(TINY, sense);
    var inputs = new HashMap<String, NDArray>();
    inputs.put(sense.input(), read);
    inputs.putAll(autoencoder.hidden(2, random, manager));
    var learned = drawn(autoencoder.weights());
    var hidden = Mask.of(Targets.input(inputs, sense.mask()));
    var covered = new HashMap<>(inputs);
    covered.put(
        sense.input(),
        switch (sense) {
          case FACES -> BarLessons.covered(read, TINY.cubes(), hidden);
          case VOICES -> covered(read, hidden);
        });

    var said = classifier.forward(drawn(classifier.weights()), Map.of(sense.input(), read));
    var filled = Targets.input(autoencoder.forward(learned, inputs), "prediction");
    var other = Targets.input(autoencoder.forward(learned, covered), "prediction");

    assertThat(Targets.input(said, "logits").getShape()).isEqualTo(new Shape(2, 6));
    assertThat(Targets.input(said, "fc_norm").getShape()).isEqualTo(new Shape(2, 64));
    assertThat(filled.getShape())
        .isEqualTo(new Shape(2, TINY.tokens(sense) * 3L / 4, TINY.numbers(sense)));
    assertThat(other.toFloatArray()).isEqualTo(filled.toFloatArray());
    assertThat(autoencoder.restored(learned, inputs).isPresent()).isEqualTo(sense == Sense.FACES);
  }

  @ParameterizedTest
  @EnumSource
  void one_sense_goes_on_from_what_both_have_learned(Sense sense) throws Exception {
    var both = drawn(TINY.preTraining());
    var classifier = new OneSense.Classifier(TINY, sense, 4);
    var first = drawn(classifier.weights());

    var own = HostedWeights.begin(classifier, first, both);

    assertThat(own)
        .allMatch(name -> name.matches("(head|fc_norm)\\..*|.*_layer_weights"))
        .hasSize(5);
    var block = "encoder%s.blocks.3.mlp.fc2.weight".formatted(sense.suffix());
    assertThat(Targets.input(first, block).toFloatArray())
        .isEqualTo(Targets.input(both, block).toFloatArray());
  }

  /// By the count of the parts in the paper's size.
  @Test
  void one_sense_has_the_weights_of_its_encoder() {
    var faces = new OneSense.Classifier(HiCmaeConfig.BASE, Sense.FACES, 6);
    var voices = new OneSense.Classifier(HiCmaeConfig.BASE, Sense.VOICES, 6);

    assertThat(faces.parameters()).isBetween(32_310_000L, 32_330_000L);
    assertThat(voices.parameters()).isBetween(31_650_000L, 31_670_000L);
    assertThat(voices.rates(.75).applyAsDouble("encoder_audio.patch_embed.proj.weight"))
        .isCloseTo(Math.pow(.75, 11), within(1e-12));
    assertThat(voices.rates(.75).applyAsDouble("audio_layer_weights")).isEqualTo(1);
  }

  @Test
  void what_is_hidden_changes_nothing_that_is_predicted() {
    var clips = MovingBars.clips(manager, 2, TINY.cubes(), random);
    var mask = tubes(2);
    var audioMask = scattered(2);
    var voices = voices(2);
    var weights = drawn(TINY.preTraining());

    var one = reconstructed(weights, clips, mask, voices, audioMask);
    var two =
        reconstructed(
            weights,
            BarLessons.covered(clips, TINY.cubes(), mask),
            mask,
            covered(voices, audioMask),
            audioMask);

    assertThat(two.video().toFloatArray()).isEqualTo(one.video().toFloatArray());
    assertThat(two.audio().toFloatArray()).isEqualTo(one.audio().toFloatArray());
    assertThat(two.contrast().getFloat()).isEqualTo(one.contrast().getFloat());
  }

  private static Filled reconstructed(
      Map<String, NDArray> weights, NDArray clips, Mask mask, NDArray voices, Mask audioMask) {
    return new HiCmaeNet(TINY)
        .reconstruct(Pass.predicting(weights), clips, mask, voices, audioMask);
  }

  /// The spectrograms with noise in their hidden patches.
  private NDArray covered(NDArray voices, Mask mask) {
    var patches = mask.hidden(manager).oneHot(TINY.patches()).sum(new int[] {1}); // [B,Na]
    var hidden =
        patches
            .reshape(2, 4, 1, 2, 1)
            .broadcast(new Shape(2, 4, 16, 2, 16))
            .reshape(voices.getShape());
    return voices.add(hidden.mul(manager.randomNormal(voices.getShape())));
  }

  @Test
  void a_level_reaches_the_gaps_through_its_own_block_of_the_decoder() {
    var clips = MovingBars.clips(manager, 2, TINY.cubes(), random);
    var weights = drawn(TINY.preTraining());
    var seen = new HashMap<String, NDArray>();

    new HiCmaeNet(TINY)
        .reconstruct(Pass.watched(weights, seen::put), clips, tubes(2), voices(2), scattered(2));

    var deep = Objects.requireNonNull(seen.get("skip_video_level4"));
    var shallow = Objects.requireNonNull(seen.get("skip_video_level2"));
    var pass = Pass.predicting(weights);
    var first = Objects.requireNonNull(seen.get("decoder.blocks.0"));
    var second = pass.crossBlock(first, deep, "decoder.blocks.1", 4, 0);
    var third = pass.crossBlock(second, shallow, "decoder.blocks.2", 4, 0);
    assertThat(third.toFloatArray())
        .isEqualTo(Objects.requireNonNull(seen.get("decoder.blocks.2")).toFloatArray());
  }

  @Test
  void all_blocks_weigh_alike_before_any_training() {
    var seen = new HashMap<String, NDArray>();
    var pass = Pass.watched(drawn(TINY.fineTuning(4)), seen::put);

    new HiCmaeNet(TINY)
        .classify(pass, MovingBars.clips(manager, 2, TINY.cubes(), random), voices(2));

    assertThat(Objects.requireNonNull(seen.get("video_layer_softmax")).toFloatArray())
        .containsExactly(new float[] {.25f, .25f, .25f, .25f}, within(1e-6f));
    var layers = Objects.requireNonNull(seen.get("encoder.norm")); // [B,N,L,D]
    var mean = layers.mean(new int[] {1}).mean(new int[] {1});
    var mixed = Objects.requireNonNull(seen.get("feature_video_layers"));
    assertThat(mixed.allClose(mean, 1e-5, 1e-5, false)).isTrue();
  }

  @Test
  void gaps_in_bars_and_their_tones_are_filled_better_and_better() {
    var weights = drawn(TINY.preTraining());
    var adam = new AdamW(weights, .05, _ -> 1, AdamW.Memory.PRE_TRAINING, LayerDecay::mayDecay);
    float faces = 1;
    float tones = 1;
    for (int step = 0; step < 60; step++) {
      try (var _ = new NDScope()) {
        var clips = MovingBars.clips(manager, 8, TINY.cubes(), random);
        var voices = voices(8);
        var mask = tubes(8);
        var audioMask = scattered(8);
        var video = Tokens.pick(Targets.motion(clips, TINY.cubes()), mask.hidden(manager));
        var audio = Tokens.pick(Targets.patches(voices, 16), audioMask.hidden(manager));
        try (var gradients = new Gradients()) {
          var filled =
              new HiCmaeNet(TINY)
                  .reconstruct(Pass.learning(weights, random), clips, mask, voices, audioMask);
          gradients.backward(HiCmaeNet.loss(filled, video, audio, HiCmaeNet.CONTRAST));
          faces = share(filled.video(), video);
          tones = share(filled.audio(), audio);
        }
        adam.step(2e-3);
      }
    }
    assertThat(faces).isLessThan(.9f);
    assertThat(tones).isLessThan(.9f);
  }

  /// The error as a share of what predicting 0 would score.
  private static float share(NDArray filled, NDArray target) {
    return Targets.error(filled, target).getFloat() / target.square().mean().getFloat();
  }

  @Test
  void sizes_that_make_no_network_are_refused() {
    assertThatThrownBy(() ->
            new HiCmaeConfig(
                Cubes.TINY, 64, 32, 16, 64, 4, 4, 4, 1, List.of(2, 5), 0, Decoder.TINY))
        .hasMessageContaining("[2, 5]");
    assertThatThrownBy(() ->
            new HiCmaeConfig(Cubes.TINY, 60, 32, 16, 64, 4, 4, 4, 1, List.of(2), 0, Decoder.TINY))
        .hasMessageContaining("60 frames");
  }
}
