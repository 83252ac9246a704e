package undertone.engine.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import undertone.corpora.InvalidValueException;
import undertone.engine.captions.CaptionContradictions.Told;

class CaptionContradictionsTest {
  private static final int LABELS = 4;

  private final CaptionContradictions search = new CaptionContradictions(LABELS, 0);

  /// A caption that speaks of one label, more or less clearly, under a label set.
  private static Told told(int number, int speaksOf, Random random, int... held) {
    var cosines = new double[LABELS];
    for (int c = 0; c < LABELS; c++) {
      cosines[c] = (c == speaksOf ? .35 : .2) + .05 * random.nextGaussian();
    }
    var set = new BitSet();
    for (int label : held) {
      set.set(label);
    }
    return new Told("speaker " + number / 3, cosines, held[0], set);
  }

  private static List<Told> agreeing(int count, Random random) {
    var all = new ArrayList<Told>();
    for (int i = 0; i < count; i++) {
      all.add(told(i, i % LABELS, random, i % LABELS));
    }
    return all;
  }

  @Test
  void a_caption_that_speaks_of_another_emotion_is_found() {
    var random = new Random(1);
    var all = agreeing(200, random);
    all.set(8, told(8, 3, random, 0)); // speaks of 3, but 0 is held

    var findings = search.findings(all);

    assertThat(findings.get(8).contradicts()).isTrue();
    assertThat(findings.get(8).says()).isEqualTo(3);
    assertThat(findings.get(8).against()).isGreaterThan(.5);
    assertThat(findings.stream().filter(CaptionContradictions.Finding::contradicts).count())
        .isLessThan(20);
  }

  @Test
  void whoever_holds_what_the_caption_says_possible_is_not_contradicted() {
    var random = new Random(2);
    var all = agreeing(200, random);
    for (int i = 0; i < 40; i++) { // 1 leads, and what the caption says is held too
      all.add(told(200 + i, i % LABELS, random, 1, i % LABELS));
    }

    var findings = search.findings(all);

    assertThat(findings.subList(200, 240))
        .noneMatch(finding -> finding.contradicts() && finding.says() == 1);
    for (int i = 0; i < 40; i++) {
      var finding = findings.get(200 + i);
      assertThat(finding.contradicts() && finding.says() == i % LABELS).isFalse();
    }
  }

  @Test
  void the_proof_finds_what_was_planted_where_captions_speak_of_labels() {
    var proof = search.proof(agreeing(300, new Random(3)));

    assertThat(proof.holds()).isTrue();
    assertThat(proof.found().value()).isGreaterThan(.7);
    assertThat(proof.elsewhere().value()).isLessThan(.1);
    assertThat(proof.found().of()).isEqualTo(60);
  }

  @Test
  void captions_that_speak_of_nothing_prove_nothing() {
    var random = new Random(4);
    var all = new ArrayList<Told>();
    for (int i = 0; i < 300; i++) {
      all.add(told(i, random.nextInt(LABELS), random, i % LABELS));
    }

    assertThat(search.proof(all).holds()).isFalse();
  }

  @Test
  void the_same_captions_are_judged_the_same_again() {
    var all = agreeing(120, new Random(5));

    assertThat(search.proof(all)).isEqualTo(new CaptionContradictions(LABELS, 0).proof(all));
  }

  @Test
  void a_label_that_no_caption_has_contradicts_none() {
    var random = new Random(6);
    var all = new ArrayList<Told>();
    for (int i = 0; i < 120; i++) {
      all.add(told(i, i % 5 == 0 ? 3 : i % 3, random, i % 3));
    }

    assertThat(search.findings(all))
        .noneMatch(finding -> finding.contradicts() && finding.says() == 3);
  }

  @Test
  void few_captions_are_refused() {
    var few = agreeing(39, new Random(7));

    assertThatThrownBy(() -> search.findings(few))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(
            "40 captions of labelled clips or more are needed in one language; there are 39.");
  }

  @Test
  void captions_of_one_speaker_judge_each_other() {
    var random = new Random(8);
    var all = new ArrayList<>(agreeing(200, random));
    all.set(8, told(8, 3, random, 0));
    var alone = all.stream().map(told -> told.ofGroup("Ada")).toList();

    assertThat(search.findings(alone).get(8).contradicts()).isTrue();
  }
}
