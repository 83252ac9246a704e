package undertone.engine.multimodal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import undertone.corpora.manifest.ClipRow;
import undertone.engine.contract.ClipSteps;
import undertone.engine.contract.Dialogue;
import undertone.models.hosting.FeatureBatch;
import undertone.models.hosting.FeatureModel.Reads;
import undertone.models.missing.MissingSimulator;

/// Padding, what a clip lacks and what was taken away are three things.
class TurnBatchesTest {
  private static final int TEXT = 0;
  private static final int AUDIO = 1;
  private static final int VISUAL = 2;

  private static FeatureBatch batch(
      MadeTalks made, List<Dialogue> talks, Reads reads, Gaps gaps, NDManager manager) {
    return new TurnBatches(made.clips.as(reads), reads, 2)
        .of(TurnExaminer.parts(talks, reads), new Taught(made.labels, Map.of()), gaps, manager);
  }

  @ParameterizedTest
  @EnumSource(Reads.class)
  void masks_nest_and_what_is_missing_is_zero(Reads reads) {
    var gaps = new Gaps(new MissingSimulator(7, "train", 1), .5);
    try (var manager = NDManager.newBaseManager()) {
      for (int seed = 0; seed < 50; seed++) {
        var made = new MadeTalks(4, seed);
        var batch = batch(made, made.talks, reads, gaps, manager);
        for (int m = 0; m < batch.complete().size(); m++) {
          var had = batch.had().get(m);
          assertThat(batch.real().get(m).sub(had).min().getFloat()).isGreaterThanOrEqualTo(0);
          assertThat(had.sub(batch.kept().get(m)).min().getFloat()).isGreaterThanOrEqualTo(0);
          var lacking = had.neg().add(1).expandDims(2);
          assertThat(batch.complete().get(m).mul(lacking).abs().max().getFloat()).isZero();
        }
      }
    }
  }

  @Test
  void a_modality_that_nobody_has_is_never_there_and_the_others_carry_a_one() {
    var made = new MadeTalks(3, 1);
    try (var manager = NDManager.newBaseManager()) {
      var batch = batch(made, made.talks, Reads.TURNS, Gaps.NONE, manager);

      assertThat(batch.complete().get(VISUAL).getShape()).isEqualTo(new Shape(3, 10, 1));
      assertThat(batch.had().get(VISUAL).sum().getFloat()).isZero();
      var ones = batch.complete().get(AUDIO).get(":,:,%d".formatted(MadeTalks.DIM));
      assertThat(ones.toFloatArray()).isEqualTo(batch.had().get(AUDIO).toFloatArray());
      assertThat(batch.had().get(TEXT).sum().getFloat()).isEqualTo(30);
    }
  }

  @Test
  void a_turn_keeps_one_of_what_it_has_and_nothing_else() {
    var gaps = new Gaps(new MissingSimulator(3, "train", 1), .7);
    for (int i = 0; i < 200; i++) {
      var had = new boolean[] {i % 2 == 0, true, i % 3 == 0};
      var kept = gaps.turn("clip" + i, had);
      int stay = 0;
      for (int m = 0; m < had.length; m++) {
        assertThat(kept[m] && !had[m]).isFalse();
        stay += kept[m] ? 1 : 0;
      }
      assertThat(stay).isPositive();
    }
    assertThat(gaps.turn("bare", new boolean[3])).containsExactly(false, false, false);
  }

  @Test
  void turns_stand_in_order_with_their_speakers_and_labels_where_there_are_some() {
    var rows = new ArrayList<ClipRow>();
    rows.add(MadeTalks.row("second", "t", 2, "kim"));
    rows.add(MadeTalks.row("first", "t", 1, "ada"));
    rows.add(MadeTalks.row("third", "t", 3, "ben"));
    var clips = new DescribedClips(List.of(MadeTalks.source("text")));
    try (var manager = NDManager.newBaseManager()) {
      var batch =
          new TurnBatches(clips, Reads.TURNS, 2)
              .of(
                  Dialogue.of(rows),
                  new Taught(Map.of("second", 4), Map.of("third", -.5)),
                  Gaps.NONE,
                  manager);

      assertThat(batch.speakers().toLongArray()).containsExactly(0, 1, 1); // it knows two
      assertThat(batch.taught().toFloatArray()).containsExactly(0, 1, 0);
      assertThat(batch.classes().toLongArray()[1]).isEqualTo(4);
      assertThat(batch.rated().toFloatArray()).containsExactly(0, 0, 1);
      assertThat(batch.valences().toFloatArray()[2]).isEqualTo(-.5f);
    }
  }

  @Test
  void a_long_clip_is_averaged_into_a_bounded_number_of_steps_and_gaps_stay_gaps() {
    var steps = new float[500 * MadeTalks.DIM];
    var kept = new BitSet();
    kept.set(0, 400);
    for (int t = 0; t < 500; t++) {
      steps[t * MadeTalks.DIM] = Math.floorDiv(t, 100);
    }
    var clips = new DescribedClips(List.of(MadeTalks.source("audio")));
    clips.put(0, "long", ClipSteps.of(MadeTalks.DIM, steps, kept, null, null));

    var read = clips.as(Reads.STEPS).of(0, "long").orElseThrow();

    assertThat(read.length()).isEqualTo(50);
    assertThat(read.kept()).isEqualTo(40);
    assertThat(read.at(0, 0)).isZero();
    assertThat(read.at(39, 0)).isEqualTo(3);
    assertThat(read.has(40)).isFalse();
  }
}
