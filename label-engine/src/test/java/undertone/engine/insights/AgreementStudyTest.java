package undertone.engine.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import undertone.corpora.CandidateSet;
import undertone.corpora.Certainty;
import undertone.corpora.trace.Axis;
import undertone.engine.insights.VoteBook.Who;

class AgreementStudyTest {
  private static final List<String> LABELS = List.of("anger", "fear", "joy");
  private static final int DAY = 20_000;

  private static Who person(int id, String name) {
    return new Who(id, name, false, false, 0);
  }

  private static VoteBook.Builder book(Who... voters) {
    return VoteBook.of(LABELS, List.of(voters));
  }

  private static AgreementReport study(VoteBook book) {
    return AgreementStudy.of(book, 1, _ -> {});
  }

  private static double value(List<Figure> figures, String name) {
    return figures.stream()
        .filter(f -> f.name().equals(name))
        .map(Figure::value)
        .map(Objects::requireNonNull)
        .findFirst()
        .orElseThrow();
  }

  /// Cohen's table 20, 5, 10, 15: κ is .4.
  private static VoteBook textbook() {
    var book = book(person(1, "ada"), person(2, "ben"));
    int[][] table = {{20, 5}, {10, 15}};
    for (int a = 0; a < 2; a++) {
      for (int b = 0; b < 2; b++) {
        for (int n = 0; n < table[a][b]; n++) {
          book.clip("", "")
              .vote(0, CandidateSet.of(LABELS.get(a)), DAY, 1)
              .vote(1, CandidateSet.of(LABELS.get(b)), DAY, 1);
        }
      }
    }
    return book.build();
  }

  @Test
  void the_textbook_table_has_the_textbook_numbers() {
    var report = study(textbook());

    assertThat(value(report.figures(), "percent")).isCloseTo(.7, offset(1e-9));
    assertThat(value(report.figures(), "light-kappa")).isCloseTo(.4, offset(1e-9));
    assertThat(report.pairs())
        .singleElement()
        .satisfies(pair -> {
          assertThat(pair.kappa().value()).isCloseTo(.4, offset(1e-9));
          assertThat(pair.kappa().clips()).isEqualTo(50);
          assertThat(pair.kappa().low()).isLessThan(.4);
          assertThat(pair.kappa().high()).isGreaterThan(.4);
        });
    assertThat(report.apart().get(0)).containsExactly(20, 15, 0);
    assertThat(report.apart().get(1)).containsExactly(15, 15, 0);
    assertThat(value(report.labels(), "anger")).isCloseTo(40 / 55.0, offset(1e-9)); // 2a/(2a+b+c)
    assertThat(report.labels().get(2).value()).isNull(); // nobody ever said joy
    assertThat(report.clips()).isEqualTo(50);
    assertThat(report.several()).isEqualTo(50);
    assertThat(report.votes()).isEqualTo(100);
  }

  @Test
  void every_figure_says_on_how_many_clips_and_of_how_many_voters_with_an_interval() {
    for (var figure : study(textbook()).figures()) {
      assertThat(figure.clips()).as(figure.name()).isEqualTo(50);
      assertThat(figure.voters()).as(figure.name()).isEqualTo(2);
      assertThat(figure.low()).as(figure.name()).isLessThanOrEqualTo(figure.value());
      assertThat(figure.high()).as(figure.name()).isGreaterThanOrEqualTo(figure.value());
    }
  }

  @Test
  void a_voter_is_compared_with_the_known_label_and_with_the_rest() {
    var book =
        book(
            person(7, "ada"),
            person(8, "ben"),
            person(9, "cem"),
            new Who(10, "net", true, false, 0));
    for (int i = 0;
        i < 30;
        i++) { // ada is always right; cem says fear for anger; ben skips a third
      boolean anger = i % 2 == 0;
      var truth = CandidateSet.of(anger ? "anger" : "joy");
      book.clip(
              i < 10 ? truth.labels().getFirst() : "",
              i >= 10 && i < 20 ? truth.labels().getFirst() : "")
          .vote(0, truth, DAY, 1)
          .vote(1, i % 3 == 0 ? CandidateSet.NONE : truth, DAY, 1)
          .vote(2, anger ? CandidateSet.of("fear", "anger") : truth, DAY, 1)
          .vote(3, truth, DAY, 1);
    }
    var report = study(book.build());
    var ada = report.voters().get(0);
    var ben = report.voters().get(1);
    var cem = report.voters().get(2);

    assertThat(report.voters())
        .extracting(VoterReport::name)
        .containsExactly("ada", "ben", "cem", "net");
    assertThat(ada.judged()).isEqualTo(20);
    assertThat(ada.first()).isEqualTo(20);
    assertThat(ada.competence()).isGreaterThan(Objects.requireNonNull(cem.competence()));
    assertThat(ben.cannotTell()).isEqualTo(10);
    assertThat(cem.first()).isEqualTo(10);
    assertThat(cem.held()).isEqualTo(20); // never first, but possible
    assertThat(cem.confusion().get(0)).containsExactly(0, 10, 0);
    assertThat(cem.confusion().get(2)).containsExactly(0, 0, 10);
    assertThat(cem.setSizes()).containsExactly(15, 15, 0);
    assertThat(cem.goldVoted()).isEqualTo(10);
    assertThat(cem.gold()).isEqualTo(10);
    assertThat(cem.withRest().value()).isCloseTo(.5, offset(.2));
    assertThat(cem.estimated().get(0).get(1)).isGreaterThan(.8); // Dawid and Skene see it too
    assertThat(report.withMachines()).isFalse();
    assertThat(report.voters().get(3).machine()).isTrue();
  }

  @Test
  void settling_brings_those_together_who_held_the_label_possible() {
    var book = book(person(1, "ada"), person(2, "ben"));
    for (int i = 0; i < 20; i++) {
      book.clip(i % 2 == 0 ? "anger" : "joy", "")
          .vote(0, CandidateSet.of(i % 2 == 0 ? "anger" : "joy"), DAY, 1)
          .vote(1, CandidateSet.of("fear", i % 2 == 0 ? "anger" : "joy"), DAY, 1);
    }
    var curation = Objects.requireNonNull(study(book.build()).curation());

    assertThat(curation.clips()).isEqualTo(20);
    assertThat(curation.before().value()).isLessThan(.1);
    assertThat(curation.after().value()).isCloseTo(1, offset(1e-9));
    assertThat(curation.held()).isEqualTo(1);
    assertThat(curation.first()).isEqualTo(.5);
  }

  @Test
  void drift_shows_when_a_voter_left_the_others() {
    var book = book(person(1, "ada"), person(2, "ben"), person(3, "cem"));
    for (int i = 0; i < 60; i++) {
      boolean late = i >= 30;
      book.clip("", "")
          .vote(0, CandidateSet.of("joy"), DAY + i / 30, 1)
          .vote(1, CandidateSet.of("joy"), DAY + i / 30, 1)
          .vote(2, CandidateSet.of(late ? "fear" : "joy"), DAY + i / 30, 1);
    }
    var report = study(book.build());
    var drift = report.voters().get(2).drift();

    assertThat(drift)
        .extracting(AgreementReport.Period::from)
        .containsExactly("2024-10-04", "2024-10-05");
    assertThat(drift.get(0).agreement()).isEqualTo(1);
    assertThat(drift.get(1).agreement()).isZero();
    assertThat(report.time()).hasSize(2);
    assertThat(report.time().get(1).agreement()).isCloseTo(1 / 3.0, offset(1e-9));
  }

  @Test
  void a_crowd_without_names_counts_person_by_person_and_is_nobody_of_a_pair() {
    var book = book(new Who(1, "votes", false, true, 0));
    for (int i = 0; i < 40; i++) {
      book.clip("", "")
          .vote(0, CandidateSet.of("joy"), DAY, 8)
          .vote(0, CandidateSet.of("fear"), DAY, 2);
    }
    var report = study(book.build());

    assertThat(report.anonymous()).isTrue();
    assertThat(report.votes()).isEqualTo(400);
    assertThat(report.pairs()).isEmpty();
    assertThat(report.figures()).extracting(Figure::name).doesNotContain("light-kappa");
    assertThat(value(report.figures(), "percent")).isCloseTo(58 / 90.0, offset(1e-9));
    assertThat(report.voters().getFirst().estimated()).isEmpty();
  }

  @Test
  void machines_count_only_where_no_clip_has_two_people() {
    var book = book(person(1, "ada"), new Who(2, "net", true, false, 0));
    for (int i = 0; i < 10; i++) {
      book.clip("", "")
          .vote(0, CandidateSet.of("joy"), DAY, 1)
          .vote(1, CandidateSet.of(i < 5 ? "joy" : "fear"), DAY, 1);
    }
    var report = study(book.build());

    assertThat(report.withMachines()).isTrue();
    assertThat(value(report.figures(), "percent")).isEqualTo(.5);
  }

  @Test
  void numbers_of_valence_have_figures_of_their_own() {
    var book = book(person(1, "ada"), person(2, "ben"));
    var random = new SplittableRandom(3);
    for (int i = 0; i < 60; i++) {
      double felt = random.nextDouble(-1, 1);
      book.clip("", "")
          .vote(0, CandidateSet.of("joy"), DAY, 1)
          .rated(felt, -felt)
          .vote(1, CandidateSet.of("joy"), DAY, 1)
          .rated(felt + .1 * random.nextGaussian(), -felt);
    }
    var report = study(book.build());

    assertThat(value(report.figures(), "valence-alpha")).isGreaterThan(.9);
    assertThat(value(report.figures(), "valence-icc")).isGreaterThan(.9);
    assertThat(value(report.figures(), "arousal-alpha")).isCloseTo(1, offset(1e-9));
    assertThat(report.figures().stream().filter(f -> f.name().equals("krippendorff-alpha")))
        .allSatisfy(f -> assertThat(f.value()).isNull()); // one label only: not defined
  }

  @Test
  void valence_is_told_of_by_every_usual_statistic() { // Shrout & Fleiss 1979, table 2, in tenths
    int[][] judges = {
      {9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}
    };
    var book = book(person(1, "ada"), person(2, "ben"), person(3, "cem"), person(4, "dua"));
    for (var target : judges) {
      book.clip("", "");
      for (int m = 0; m < 4; m++) {
        book.vote(m, CandidateSet.of("joy"), DAY, 1).rated(target[m] / 10.0, Double.NaN);
      }
    }
    var figures = study(book.build()).figures();

    assertThat(value(figures, "valence-icc")).isCloseTo(.29, offset(.005));
    assertThat(value(figures, "valence-ccc")).isCloseTo(.3351, offset(5e-5));
    assertThat(value(figures, "valence-kappa-quadratic")).isCloseTo(.3351, offset(5e-5));
    assertThat(value(figures, "valence-kappa-linear")).isCloseTo(.1340, offset(5e-5));
    assertThat(figures.stream().filter(f -> f.name().startsWith("valence-")))
        .allSatisfy(f -> {
          assertThat(f.voters()).isEqualTo(4);
          assertThat(f.clips()).isEqualTo(6);
          assertThat(f.low()).isLessThan(Objects.requireNonNull(f.value()));
        });
  }

  @Test
  void what_nobody_said_has_no_figure() {
    assertThat(study(textbook()).figures())
        .extracting(Figure::name)
        .containsExactly(
            "percent",
            "krippendorff-alpha",
            "fleiss-kappa",
            "gwet-ac1",
            "light-kappa",
            "masi-alpha",
            "masi-nltk-alpha",
            "jaccard-alpha");
  }

  @Test
  void sets_that_overlap_agree_by_as_much_as_each_form_says() {
    var book = book(person(1, "ada"), person(2, "ben"));
    for (int i = 0; i < 3; i++) { // twice the same single label, once one set inside the other
      book.clip("", "")
          .vote(0, CandidateSet.of(i == 0 ? "joy" : "anger"), DAY, 1)
          .vote(
              1,
              i == 2 ? CandidateSet.of("anger", "fear") : CandidateSet.of(i == 0 ? "joy" : "anger"),
              DAY,
              1);
    }
    var figures = study(book.build()).figures();

    // Six values: joy 2, anger 3, {anger, fear} 1. Joy is 1 from both others; the pair that
    // overlaps has J = 1/2, so δ is 1/2 by Jaccard, 1 − 1/2·2/3 and 1 − 1/2·.67 by MASI.
    for (var form :
        Map.of("jaccard-alpha", .5, "masi-alpha", 2 / 3.0, "masi-nltk-alpha", .665).entrySet()) {
      double d = form.getValue();
      double observed = 2 * d;
      double expected = 2 * (2 * 3 + 2 * 1 + 3 * 1 * d);
      assertThat(value(figures, form.getKey()))
          .as(form.getKey())
          .isCloseTo(1 - 5 * observed / expected, offset(1e-9));
    }
  }

  @Test
  void certainty_and_intensity_are_told_of_by_their_order() {
    var book = book(person(1, "ada"), person(2, "ben"));
    Certainty[][] said = {
      {Certainty.UNSURE, Certainty.UNSURE},
      {Certainty.FAIRLY, Certainty.FAIRLY},
      {Certainty.CERTAIN, Certainty.CERTAIN},
      {Certainty.UNSURE, Certainty.CERTAIN}
    };
    for (var both : said) {
      book.clip("", "");
      for (int m = 0; m < 2; m++) {
        book.vote(m, CandidateSet.of("joy"), DAY, 1)
            .said(
                both[m], both[m] == Certainty.UNSURE ? .1 : both[m] == Certainty.FAIRLY ? .15 : 1);
      }
    }
    var figures = study(book.build()).figures();

    // n = 3, 2, 3; δ² = 25 between the ends, 6.25 beside; o = 1 twice: 1 − 7·50/600
    assertThat(value(figures, "certainty-alpha")).isCloseTo(1 - 350 / 600.0, offset(1e-9));
    assertThat(value(figures, "intensity-alpha")) // only the order of .1, .15 and 1 counts
        .isCloseTo(1 - 350 / 600.0, offset(1e-9));
  }

  @Test
  void traces_of_clips_that_two_followed_have_figures() {
    var book = book(person(1, "ada"), person(2, "ben"), person(3, "cem"));
    for (int i = 0; i < 3; i++) {
      book.clip("", "").vote(0, CandidateSet.NONE, DAY, 1);
    }
    book.followed(Axis.VALENCE, Map.of(0, wave(0), 1, wave(0)))
        .followed(Axis.VALENCE, Map.of(0, wave(0), 2, wave(.5f)))
        .followed(Axis.VALENCE, Map.of(1, wave(0))) // alone: nobody to agree with
        .followed(Axis.AROUSAL, Map.of(0, wave(0)));
    var figures = study(book.build()).figures();

    double second = .25 / (.25 + .25); // variance .125 each, .5 apart: 2·.125 / (.25 + .25)
    assertThat(figures.stream().filter(f -> f.name().equals("trace-valence-ccc")))
        .singleElement()
        .satisfies(f -> {
          assertThat(f.value()).isCloseTo((1 + second) / 2, offset(1e-6));
          assertThat(f.clips()).isEqualTo(2);
          assertThat(f.voters()).isEqualTo(3);
        });
    assertThat(value(figures, "trace-valence-icc")).isBetween(second, 1.0);
    assertThat(figures)
        .extracting(Figure::name)
        .doesNotContain("trace-arousal-ccc", "trace-arousal-icc");
  }

  /// Ten waves of four steps: 0, ½, 0, −½, moved up.
  private static float[] wave(float up) {
    var wave = new float[40];
    for (int t = 0; t < wave.length; t++) {
      wave[t] = up + (t % 2 == 0 ? 0 : t % 4 == 1 ? .5f : -.5f);
    }
    return wave;
  }

  @Test
  void a_corpus_without_votes_says_nothing_and_breaks_nothing() {
    var report = study(book().build());

    assertThat(report.clips()).isZero();
    assertThat(report.several()).isZero();
    assertThat(report.figures()).allSatisfy(f -> assertThat(f.value()).isNull());
    assertThat(report.curation()).isNull();
  }

  @Test
  void a_hundred_thousand_votes_are_told_of_as_they_are_worked_through() {
    var voters = new ArrayList<Who>();
    for (int m = 0; m < 12; m++) {
      voters.add(person(m, "voter" + m));
    }
    var random = new SplittableRandom(9);
    var book = VoteBook.of(LABELS, voters);
    for (int i = 0; i < 33_334; i++) {
      int truth = random.nextInt(3);
      book.clip("", "");
      for (int turn = 0; turn < 3; turn++) {
        int said = random.nextInt(4) == 0 ? random.nextInt(3) : truth;
        book.vote((i + 4 * turn) % 12, CandidateSet.of(LABELS.get(said)), DAY, 1);
      }
    }
    var told = new ArrayList<Double>();

    var report = AgreementStudy.of(book.build(), 1, told::add);

    assertThat(report.votes()).isEqualTo(100_002);
    assertThat(told).hasSizeGreaterThan(8).isSorted().allMatch(share -> share > 0 && share < 1);
    assertThat(value(report.figures(), "krippendorff-alpha")).isBetween(.4, .7);
  }

  @Test
  void an_interrupt_stops_it() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> study(textbook())).isInstanceOf(IllegalStateException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue(); // the next test is not to hear of it
    }
  }
}
