package undertone.corpora.pseudo;

import static org.assertj.core.api.Assertions.assertThat;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.RunId;
import undertone.corpora.Sentence;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;

/// What is kept of labels that runs spread, on both databases.
class PseudoLabelsTest {

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_label_is_read_as_it_was_kept_with_how_its_run_came_to_it(Furnished house) {
    var corpus = HouseOnBothDatabases.corpus(house, 2, 1);
    var clips = clipsOf(house, corpus);
    var kept = house.get(PseudoLabels.class);
    var run = queued(house, corpus);
    var said = said(clips.getFirst());
    kept.keep(run, Stream.of(said, labelled(clips.getLast())));
    kept.keep(run, kept.round(corpus.id()), spreading());

    assertThat(kept.page(run, 0, 10)).first().isEqualTo(said);
    var basis = Objects.requireNonNull(kept.bases(run, clips).get(clips.getFirst()));
    assertThat(kept.bases(run, clips)).hasSize(1); // the other carried a label
    assertThat(basis.round()).isEqualTo(1);
    assertThat(basis.networks()).containsExactly("aa", "bb");
    assertThat(basis.rawConfidence()).isEqualTo(.6);
    assertThat(basis.looks()).isEqualTo(7);
    assertThat(basis.ofLooks()).isEqualTo(8);
    assertThat(basis.taught()).isEqualTo(2);
    assertThat(basis.threshold()).isEqualTo(.85);
    assertThat(basis.replaces()).isNull();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_run_that_is_begun_again_stays_in_its_round(Furnished house) {
    var corpus = HouseOnBothDatabases.corpus(house, 1, 1);
    var clip = clipsOf(house, corpus).getFirst();
    var kept = house.get(PseudoLabels.class);
    var first = queued(house, corpus);
    kept.keep(first, Stream.of(said(clip)));
    kept.keep(first, kept.round(corpus.id()), spreading());
    end(house, first, RunState.DONE);
    var second = queued(house, corpus);
    for (int time = 0; time < 2; time++) {
      kept.keep(second, Stream.of(said(clip)));
      kept.keep(second, kept.round(corpus.id()), spreading());
    }

    var basis = Objects.requireNonNull(kept.bases(second, List.of(clip)).get(clip));
    assertThat(basis.round()).isEqualTo(2);
    assertThat(basis.replaces()).isEqualTo(first.value());
  }

  /// Of runs from before it was kept how they came to their labels there are no lines.
  @ParameterizedTest
  @MethodSource("houses")
  void a_round_counts_earlier_runs_that_stand_whatever_was_kept_of_them(Furnished house) {
    var corpus = HouseOnBothDatabases.corpus(house, 1, 1);
    var clip = clipsOf(house, corpus).getFirst();
    var kept = house.get(PseudoLabels.class);
    end(house, queued(house, corpus), RunState.DONE); // nothing is kept of it
    var failed = queued(house, corpus);
    kept.keep(failed, kept.round(corpus.id()), spreading());
    end(house, failed, RunState.FAILED);
    var withdrawn = queued(house, corpus);
    kept.keep(withdrawn, kept.round(corpus.id()), spreading());
    end(house, withdrawn, RunState.DONE);
    withdraw(house, withdrawn);
    queued(house, corpus); // still at work
    var run = queued(house, corpus);
    kept.keep(run, Stream.of(said(clip)));
    kept.keep(run, kept.round(corpus.id()), spreading());

    var basis = Objects.requireNonNull(kept.bases(run, List.of(clip)).get(clip));
    assertThat(basis.round()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void runs_side_by_side_are_of_one_round_whichever_ends_first_and_the_next_is_of_another(
      Furnished house) {
    var corpus = HouseOnBothDatabases.corpus(house, 1, 1);
    var clip = clipsOf(house, corpus).getFirst();
    var kept = house.get(PseudoLabels.class);
    var one = queued(house, corpus);
    var other = queued(house, corpus);
    int ofOne = kept.round(corpus.id());
    int ofOther = kept.round(corpus.id());
    keep(house, other, ofOther, clip);
    keep(house, one, ofOne, clip);
    var next = queued(house, corpus);
    keep(house, next, kept.round(corpus.id()), clip);

    assertThat(round(house, one, clip)).isEqualTo(1);
    assertThat(round(house, other, clip)).isEqualTo(1);
    assertThat(round(house, next, clip)).isEqualTo(3);
    assertThat(kept.rounds(corpus.id()))
        .containsExactlyInAnyOrderEntriesOf(Map.of(one, 1, other, 1, next, 3));
    assertThat(basis(house, one, clip).replaces()).isNull();
    assertThat(basis(house, other, clip).replaces()).isNull();
    assertThat(basis(house, next, clip).replaces()).isEqualTo(other.value());
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_label_teaches_runs_of_later_rounds_whichever_was_begun_first(Furnished house) {
    var corpus = HouseOnBothDatabases.corpus(house, 1, 1);
    var clip = clipsOf(house, corpus).getFirst();
    var kept = house.get(PseudoLabels.class);
    var waiting = queued(house, corpus);
    var first = queued(house, corpus);
    var beside = queued(house, corpus);
    int ofFirst = kept.round(corpus.id());
    int ofBeside = kept.round(corpus.id());
    keep(house, first, ofFirst, said(clip));
    keep(house, beside, ofBeside, labelled(clip));
    keep(house, waiting, kept.round(corpus.id()), labelled(clip));

    assertThat(basis(house, first, clip).teaches()).containsExactly(waiting.value());
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_round_is_later_than_those_that_stand_though_one_before_was_withdrawn(Furnished house) {
    var corpus = HouseOnBothDatabases.corpus(house, 1, 1);
    var clip = clipsOf(house, corpus).getFirst();
    var kept = house.get(PseudoLabels.class);
    var first = ended(house, corpus, said(clip), RunState.DONE);
    var second = ended(house, corpus, said(clip), RunState.DONE);
    withdraw(house, first);

    var third = ended(house, corpus, said(clip), RunState.DONE);

    assertThat(kept.rounds(corpus.id()).get(third)).isEqualTo(3);
    assertThat(basis(house, third, clip).replaces()).isEqualTo(second.value());
  }

  private static void keep(Furnished house, RunId run, int round, ClipId clip) {
    keep(house, run, round, said(clip));
  }

  private static void keep(Furnished house, RunId run, int round, PseudoLabel label) {
    var kept = house.get(PseudoLabels.class);
    kept.keep(run, Stream.of(label));
    kept.keep(run, round, spreading());
    end(house, run, RunState.DONE);
  }

  private static int round(Furnished house, RunId run, ClipId clip) {
    return basis(house, run, clip).round();
  }

  private static SpreadBasis basis(Furnished house, RunId run, ClipId clip) {
    var kept = house.get(PseudoLabels.class).bases(run, List.of(clip));
    return Objects.requireNonNull(kept.get(clip));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void only_runs_that_stand_are_replaced_or_taught(Furnished house) {
    var corpus = HouseOnBothDatabases.corpus(house, 1, 1);
    var clip = clipsOf(house, corpus).getFirst();
    var kept = house.get(PseudoLabels.class);
    var first = ended(house, corpus, said(clip), RunState.DONE);
    ended(house, corpus, said(clip), RunState.FAILED);
    withdraw(house, ended(house, corpus, said(clip), RunState.DONE));
    var run = ended(house, corpus, said(clip), RunState.DONE);
    ended(house, corpus, labelled(clip), RunState.CANCELLED);
    withdraw(house, ended(house, corpus, labelled(clip), RunState.DONE));
    var taught = ended(house, corpus, labelled(clip), RunState.DONE);

    var basis = Objects.requireNonNull(kept.bases(run, List.of(clip)).get(clip));
    assertThat(basis.replaces()).isEqualTo(first.value());
    assertThat(basis.teaches()).containsExactly(taught.value());
  }

  private static RunId ended(Furnished house, Corpus corpus, PseudoLabel label, RunState state) {
    var run = queued(house, corpus);
    var kept = house.get(PseudoLabels.class);
    kept.keep(run, Stream.of(label));
    kept.keep(run, kept.round(corpus.id()), spreading());
    end(house, run, state);
    return run;
  }

  private static void end(Furnished house, RunId run, RunState state) {
    house.get(Runs.class).end(run, state, Sentence.quoted("ended"), null);
  }

  /// As somebody does who may; who it was does not matter here.
  private static void withdraw(Furnished house, RunId run) {
    house
        .get(JdbcClient.class)
        .sql("update run set withdrawn_at = finished_at where id = ?")
        .param(run.value())
        .update();
  }

  private static RunId queued(Furnished house, Corpus corpus) {
    return house.get(Runs.class).queue(RunKind.PSEUDO, corpus.id(), "{}", 0, "test", null).id();
  }

  private static Spreading spreading() {
    return new Spreading(
        "fixmatch", "ff", List.of("aa", "bb"), 2, 8, "FIXED", Map.of("fear", .85, "anger", .95));
  }

  private static PseudoLabel said(ClipId clip) {
    return new PseudoLabel(
        clip,
        null,
        null,
        "fear",
        .9,
        new PseudoLabel.Agreeing(2, 1, 6, 0),
        7,
        2,
        true,
        CandidateSet.of("fear"),
        new PseudoLabel.Grounds(List.of(.05, .05, .9), List.of(.2, .2, .6), .85, .39, List.of()));
  }

  private static PseudoLabel labelled(ClipId clip) {
    return new PseudoLabel(
        clip,
        "anger",
        LabelOrigin.SETTLED,
        "anger",
        .8,
        PseudoLabel.Agreeing.NONE,
        0,
        0,
        false,
        CandidateSet.of("anger"),
        PseudoLabel.Grounds.NONE);
  }
}
