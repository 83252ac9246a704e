package undertone.engine.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import undertone.models.nas.Genotype;

class StructureSearchTest {
  private static final SpeechClips CLIPS = Tones.of(4, 12);

  @Test
  void a_found_structure_tells_tones_of_a_speaker_it_never_heard() {
    var trial = SpeechTrial.without("speaker1", CLIPS, Tones.plan(4, 10, 1));

    var found = trial.searched();
    var outcome = trial.of(found);

    assertThat(trial.measured()).hasSize(12);
    assertThat(found.complete()).isTrue();
    assertThat(outcome.uar()).isGreaterThan(.8);
    assertThat(outcome.parameters()).isPositive();
  }

  @Test
  void the_same_seed_finds_the_same_structure_to_the_last_share() {
    var plan = Tones.plan(3, 1, 1);
    var places = Tones.all(CLIPS);

    var once = new StructureSearch(plan).over(CLIPS, places);
    var again = new StructureSearch(plan).over(CLIPS, places);
    var other = new StructureSearch(plan.withSeed(2)).over(CLIPS, places);

    assertThat(again.streams()).isEqualTo(once.streams());
    assertThat(again.search().validLoss()).isEqualTo(once.search().validLoss());
    assertThat(other.streams()).isNotEqualTo(once.streams());
    assertThat(Genotype.read(once.json())).isEqualTo(once);
  }

  @Test
  void rivals_of_a_search_learn_under_the_same_terms_and_repeat_themselves() {
    var trial = SpeechTrial.without("speaker2", CLIPS, Tones.plan(2, 20, 1));
    for (var rival : Rival.values()) {
      var once = trial.of(rival);
      var again = trial.of(rival);

      assertThat(once.uar()).as(rival.written()).isGreaterThan(.7);
      assertThat(again.f1()).isEqualTo(once.f1());
      assertThat(again.parameters()).isEqualTo(once.parameters());
    }
  }

  @Test
  void of_structures_drawn_by_lot_the_one_stays_that_unheard_speakers_like_best() {
    var places = Tones.all(CLIPS);

    var one = new RandomStructures(Tones.plan(3, 1, 1)).over(CLIPS, places);
    var best = new RandomStructures(Tones.plan(3, 1, 3)).over(CLIPS, places);

    assertThat(best.search().validLoss()).isLessThanOrEqualTo(one.search().validLoss());
    assertThat(Genotype.read(best.json())).isEqualTo(best);
  }

  @Test
  void a_search_that_runs_late_leaves_what_it_has_and_says_so() {
    var plan = Tones.plan(40, 1, 1);
    var hasty =
        new SpeechPlan(
            plan.channels(),
            plan.width(),
            plan.searchEpochs(),
            plan.epochs(),
            plan.batch(),
            plan.searchRate(),
            plan.architectureRate(),
            plan.rate(),
            plan.candidates(),
            1e-9,
            plan.fusion(),
            plan.seed());

    var found = new StructureSearch(hasty).over(CLIPS, Tones.all(CLIPS));

    assertThat(found.complete()).isFalse();
    assertThat(found.epochs()).isEqualTo(1);
    assertThat(Genotype.read(found.json())).isEqualTo(found);
  }

  @Test
  void a_speaker_nobody_knows_cannot_be_left_out() {
    assertThatThrownBy(() -> SpeechTrial.without("nobody", CLIPS, SpeechPlan.LIGHT))
        .hasMessageContaining("0 and 48");
  }
}
