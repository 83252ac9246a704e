package undertone.corpora.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.InvalidValueException;
import undertone.corpora.VoterId;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Captioning;
import undertone.corpora.caption.Place;
import undertone.corpora.caption.Region;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

class OffersTest {
  private static final Place MOUTH = new Place(CaptionLevel.LOCAL, Region.MOUTH);
  private static final Place WHOLE = new Place(CaptionLevel.GLOBAL, null);

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  /// Ben has described one clip, and Ada is at work on another.
  private record Scene(
      Offers offers, CorpusId corpus, ClipId clip, VoterId ada, List<NewOffer> wordings) {
    static Scene in(Furnished house) {
      var corpus = HouseOnBothDatabases.corpus(house, 2, 1);
      var clips = clipsOf(house, corpus);
      var voting = house.get(Voting.class);
      var ben = voting.machine(corpus.id(), VoterKind.MACHINE, "ben").id();
      var ada = voting.machine(corpus.id(), VoterKind.MACHINE, "ada").id();
      var written =
          house
              .get(Captioning.class)
              .write(UUID.randomUUID(), clips.getLast(), ben, "en", "Sad. Her lips press tight.");
      return new Scene(
          house.get(Offers.class),
          corpus.id(),
          clips.getFirst(),
          ada,
          List.of(
              new NewOffer(written.id(), MOUTH, "en", "Her lips press tight.", 1),
              new NewOffer(written.id(), WHOLE, "en", "Sad.", 1)));
    }

    List<Offer> offer() {
      return offers.offer(corpus, clip, ada, "seen-1", "A frown.", wordings);
    }
  }

  @ParameterizedTest
  @MethodSource("houses")
  void an_offer_comes_back_with_its_number_until_something_became_of_it(Furnished house) {
    var scene = Scene.in(house);

    var first = scene.offer();
    var again = scene.offer();

    assertThat(first).extracting(Offer::text).containsExactly("Her lips press tight.", "Sad.");
    assertThat(first).extracting(Offer::place).containsExactly(MOUTH, WHOLE);
    assertThat(again).isEqualTo(first);
    scene.offers().settle(first.getFirst().id(), scene.clip(), scene.ada(), false, List.of());
    assertThat(scene.offer()).containsExactly(first.getLast());
    assertThat(scene.offers().outcomes(scene.corpus()))
        .isEqualTo(Map.of(Outcome.OPEN, 1L, Outcome.REJECTED, 1L));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void taken_as_it_is_or_changed_is_told_by_the_words_that_were_kept(Furnished house) {
    var scene = Scene.in(house);
    var offered = scene.offer();

    var offers = scene.offers();
    var words = List.of("A frown. her lips  press tight, and nothing else.");
    offered.forEach(o -> offers.settle(o.id(), scene.clip(), scene.ada(), true, words));

    assertThat(offers.of(scene.clip(), scene.ada()))
        .extracting(Offer::outcome)
        .containsExactly(Outcome.TAKEN, Outcome.EDITED);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void nobody_settles_what_was_offered_to_another(Furnished house) {
    var scene = Scene.in(house);
    long offer = scene.offer().getFirst().id();
    var eve = house.get(Voting.class).machine(scene.corpus(), VoterKind.MACHINE, "eve").id();

    assertThatThrownBy(() ->
            scene.offers().settle(offer, scene.clip(), eve, true, List.of("Her lips press tight.")))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("No wording of number %d was offered here.", offer);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void captions_of_several_clips_are_read_at_once(Furnished house) {
    var corpus = HouseOnBothDatabases.corpus(house, 3, 1);
    var clips = clipsOf(house, corpus);
    var captioning = house.get(Captioning.class);
    var voter = house.get(Voting.class).machine(corpus.id(), VoterKind.MACHINE, "ben").id();
    captioning.write(UUID.randomUUID(), clips.get(0), voter, "en", "One.");
    captioning.write(UUID.randomUUID(), clips.get(0), voter, "en", "Two.");
    captioning.write(UUID.randomUUID(), clips.get(1), voter, "en", "Three.");
    captioning.write(UUID.randomUUID(), clips.get(1), voter, "en", "");

    var standing = captioning.standing(clips);

    assertThat(standing.keySet()).containsExactly(clips.get(0));
    assertThat(standing.get(clips.get(0)))
        .singleElement()
        .satisfies(caption -> assertThat(caption.text()).isEqualTo("Two."));
  }
}
