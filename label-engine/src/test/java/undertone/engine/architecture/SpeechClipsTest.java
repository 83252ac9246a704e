package undertone.engine.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import undertone.engine.features.SpeechFrames;

class SpeechClipsTest {
  private final SpeechClips clips = Tones.of(3, 4);

  @Test
  void what_is_learned_from_has_mean_zero_and_spread_one_and_what_is_not_there_is_zero() {
    var all = Tones.all(clips);
    try (var manager = NDManager.newBaseManager()) {
      var batch = SpeechBatches.of(clips, all).of(all, manager);

      assertThat(batch.maps().getShape()).isEqualTo(new Shape(12, 1, 32, 48));
      assertThat(batch.sequences().getShape()).isEqualTo(new Shape(12, 40, 39));
      int steps = clips.sequence(0).length;
      assertThat(batch.there().sum().getFloat()).isEqualTo(12 * steps);
      var there = batch.sequences().get(":,:%d".formatted(steps));
      assertThat(there.mean().getFloat()).isCloseTo(0, within(1e-3f));
      assertThat(there.square().mean().getFloat()).isCloseTo(1, within(.05f));
      var beyond = batch.sequences().get(":,%d:".formatted(steps));
      assertThat(beyond.abs().max().getFloat()).isZero();
    }
  }

  @Test
  void the_first_cepstral_coefficient_is_the_loudness_and_slopes_of_what_rests_are_none() {
    var still = new float[20][64];
    for (var frame : still) {
      Arrays.fill(frame, -3);
    }

    var cepstra = SpeechFrames.cepstra(still);

    assertThat(cepstra[5][0]).isCloseTo((float) (-3 * 64 * Math.sqrt(2 / 64.0)), within(1e-3f));
    assertThat(cepstra[5][1]).isCloseTo(0, within(1e-4f));
    assertThat(cepstra[5][13]).isZero();
    assertThat(cepstra[5][26]).isZero();
  }

  @Test
  void what_rises_evenly_has_its_rise_as_slope() {
    var rising = new float[20][64];
    for (int t = 0; t < rising.length; t++) {
      Arrays.fill(rising[t], t);
    }

    var cepstra = SpeechFrames.cepstra(rising);

    float step = cepstra[6][0] - cepstra[5][0];
    assertThat(cepstra[10][13]).isCloseTo(step, within(1e-3f));
    assertThat(cepstra[10][26]).isCloseTo(0, within(1e-3f));
  }

  @Test
  void halves_share_no_speaker() {
    var halves = Halves.of(clips, Tones.all(clips), 5);

    var weights = speakers(halves.weights());
    var structure = speakers(halves.structure());
    assertThat(weights).hasSize(2).doesNotContainAnyElementsOf(structure);
    assertThat(structure).hasSize(1);
    assertThat(halves.weights().size() + halves.structure().size()).isEqualTo(12);
  }

  @Test
  void one_speaker_alone_is_cut_in_two() {
    var halves = Halves.of(clips, clips.of("speaker1"), 5);

    assertThat(halves.weights()).hasSize(2).doesNotContainAnyElementsOf(halves.structure());
  }

  private Set<String> speakers(List<Integer> places) {
    var speakers = new HashSet<String>();
    places.forEach(place -> speakers.add(clips.utterances().get(place).speaker()));
    return speakers;
  }

  @Test
  void no_batch_is_a_single_utterance() {
    for (int count : new int[] {2, 5, 12, 13}) {
      var places = Tones.all(Tones.of(1, count));

      var batches = SpeechBatches.shuffled(places, 4, 3);

      assertThat(batches).allSatisfy(batch -> assertThat(batch).hasSizeGreaterThan(1));
      assertThat(batches.stream().flatMap(List::stream).sorted().toList()).isEqualTo(places);
    }
  }

  @Test
  void utterances_without_their_sounds_are_refused() {
    assertThatThrownBy(() -> new SpeechClips(List.of(new Utterance("a", "s", 0)), 1, List.of()))
        .hasMessageContaining("0 of 1");
  }
}
