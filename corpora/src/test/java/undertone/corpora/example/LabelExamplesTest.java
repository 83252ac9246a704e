package undertone.corpora.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.InvalidValueException;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.queue.Lease;
import undertone.corpora.queue.WorkQueue;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

class LabelExamplesTest {

  private static final Duration LEASE = Duration.ofMinutes(30);

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void an_example_is_handed_to_nobody_until_it_is_none_again(Furnished house) {
    var corpus = corpus(house, 2, 2).id();
    var clips = clipsOf(house, house.get(Catalogue.class).require(corpus));
    var examples = house.get(LabelExamples.class);
    var queue = house.get(WorkQueue.class);
    var ada = house.get(Voting.class).machine(corpus, VoterKind.MACHINE, "ada").id();

    examples.add(corpus, "anger", clips.getFirst(), null);
    assertThat(queue.waitingFor(corpus, ada)).isEqualTo(1);
    assertThat(queue.next(corpus, ada, Set.of(), LEASE).map(Lease::clip)).contains(clips.getLast());
    assertThat(queue.next(corpus, ada, Set.of(clips.getLast()), LEASE)).isEmpty();

    examples.remove(corpus, "anger", clips.getFirst());
    assertThat(queue.next(corpus, ada, Set.of(clips.getLast()), LEASE).map(Lease::clip))
        .contains(clips.getFirst());
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_label_has_a_few_examples_and_a_clip_may_be_one_of_several_labels(Furnished house) {
    var corpus = corpus(house, LabelExamples.MOST + 1, 2);
    var clips = clipsOf(house, corpus);
    var examples = house.get(LabelExamples.class);
    for (int i = 0; i < LabelExamples.MOST; i++) {
      examples.add(corpus.id(), "anger", clips.get(i), null);
      examples.add(corpus.id(), "anger", clips.get(i), null); // twice is once
    }
    examples.add(corpus.id(), "fear", clips.getFirst(), null);

    assertThat(examples.of(corpus.id()).get("anger"))
        .containsExactlyInAnyOrderElementsOf(clips.subList(0, LabelExamples.MOST));
    assertThat(examples.labelsOf(clips.getFirst())).containsExactlyInAnyOrder("anger", "fear");
    assertThatThrownBy(() -> examples.add(corpus.id(), "anger", clips.getLast(), null))
        .isInstanceOf(InvalidValueException.class);
  }
}
