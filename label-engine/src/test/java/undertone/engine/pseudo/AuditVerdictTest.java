package undertone.engine.pseudo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AuditVerdictTest {

  @Test
  void a_flawless_audit_of_the_least_size_proves_the_target_and_one_fewer_does_not() {
    int least = AuditVerdict.LEAST_DRAWN;

    assertThat(verdict(Map.of("joy", least), Map.of("joy", least)).proven()).isTrue();
    assertThat(verdict(Map.of("joy", least - 1), Map.of("joy", least - 1)).proven()).isFalse();
  }

  @Test
  void nothing_judged_proves_nothing_and_fails_nobody() {
    var verdict = verdict(Map.of(), Map.of());

    assertThat(verdict.proven()).isFalse();
    assertThat(verdict.failing()).isEmpty();
  }

  @Test
  void a_label_that_errs_is_named_though_all_together_hold() {
    var verdict =
        verdict(
            Map.of("joy", 300, "fear", 6, "anger", 3), Map.of("joy", 300, "fear", 12, "anger", 4));

    assertThat(verdict.proven()).isTrue();
    assertThat(verdict.failing()).containsExactly("fear"); // anger: too few to say
  }

  @Test
  void the_few_are_all_drawn_and_of_many_two_in_a_hundred() {
    assertThat(AuditVerdict.drawn(20)).isEqualTo(20);
    assertThat(AuditVerdict.drawn(100)).isEqualTo(35);
    assertThat(AuditVerdict.drawn(100_000)).isEqualTo(2000);
  }

  /// Acceptance of the audit: of six labels one is wrong in a fifth of its clips.
  @Test
  void a_teacher_that_errs_in_one_label_is_stopped_or_loses_it_within_two_rounds() {
    int caught = 0;
    for (int seed = 0; seed < 200; seed++) {
      var random = new SplittableRandom(seed);
      boolean stopped = false;
      for (int round = 0; round < 2; round++) {
        var verdict = audited(random, 6000, .2);
        stopped |= !verdict.proven() || verdict.failing().contains("label-0");
      }
      caught += stopped ? 1 : 0;
    }

    assertThat(caught).isGreaterThan(180);
  }

  @Test
  void a_teacher_that_is_right_teaches_on() {
    int taught = 0;
    for (int seed = 0; seed < 200; seed++) {
      var verdict = audited(new SplittableRandom(seed), 6000, 0);
      taught += verdict.proven() && verdict.failing().isEmpty() ? 1 : 0;
    }

    assertThat(taught).isEqualTo(200);
  }

  private static AuditVerdict audited(SplittableRandom random, int accepted, double wrong) {
    var right = new HashMap<String, Integer>();
    var judged = new TreeMap<String, Integer>();
    for (int i = 0; i < AuditVerdict.drawn(accepted); i++) {
      int label = random.nextInt(6);
      judged.merge("label-" + label, 1, Integer::sum);
      if (label > 0 || random.nextDouble() >= wrong) {
        right.merge("label-" + label, 1, Integer::sum);
      }
    }
    return verdict(right, judged);
  }

  private static AuditVerdict verdict(Map<String, Integer> right, Map<String, Integer> judged) {
    return AuditVerdict.of(right, judged, AuditVerdict.USUAL_TARGET);
  }
}
