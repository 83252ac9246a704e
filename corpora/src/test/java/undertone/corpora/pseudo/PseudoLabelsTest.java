package undertone.corpora.pseudo;

import static org.assertj.core.api.Assertions.assertThat;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.RunId;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.run.RunKind;
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
    kept.keep(run, corpus.id(), spreading());

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
    var second = queued(house, corpus);
    for (var run : List.of(first, second, second)) {
      kept.keep(run, Stream.of(said(clip)));
      kept.keep(run, corpus.id(), spreading());
    }

    var basis = Objects.requireNonNull(kept.bases(second, List.of(clip)).get(clip));
    assertThat(basis.round()).isEqualTo(2);
    assertThat(basis.replaces()).isEqualTo(first.value());
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
