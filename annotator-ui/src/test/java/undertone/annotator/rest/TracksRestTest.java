package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import undertone.annotator.OpenHouse;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.caption.Captioning;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.track.FrameTrack;
import undertone.corpora.track.FrameTracks;
import undertone.corpora.track.Measure;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

/// What machines follow in a face, and how captions stand to it.
class TracksRestTest extends OpenHouse {

  @Test
  void curators_read_the_tracks_of_a_clip_and_what_they_say_to_its_captions() {
    var corpus = corpus(1);
    var clip = clipsOf(corpus).getFirst();
    follow(corpus, clip);
    describe(corpus, clip, "A smile, then a frown.");
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    var told = kim.get(at(corpus, "clips/" + clip + "/tracks")).json();

    var smile = told.at("/followers/0/tracks/1");
    assertThat(told.at("/followers/0/name").asString()).isEqualTo("eyes");
    assertThat(smile.get("measure").asString()).isEqualTo("AU12");
    assertThat(smile.at("/micros/1").asLong()).isEqualTo(40_000);
    assertThat(smile.at("/values/3").isNull()).as("no face").isTrue();
    var signs = told.at("/captions/0/signs");
    assertThat(signs.valueStream().map(sign -> sign.get("word").asString()))
        .containsExactly("smile", "frown");
    assertThat(signs.valueStream().map(sign -> sign.get("verdict").asString()))
        .containsExactly("FITS", "AGAINST");
    assertThat(signs.at("/0/by").asString()).isEqualTo("eyes");
  }

  @Test
  void a_clip_that_nobody_follows_has_none() {
    var corpus = corpus(1);
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    var told = kim.get(at(corpus, "clips/" + clipsOf(corpus).getFirst() + "/tracks")).json();

    assertThat(told.get("followers").size()).isZero();
    assertThat(told.get("captions").size()).isZero();
  }

  @Test
  void annotators_do_not_see_what_machines_see() {
    var corpus = corpus(1);
    var clip = clipsOf(corpus).getFirst();
    follow(corpus, clip);
    for (var role : List.of(CorpusRole.ANNOTATOR, CorpusRole.RESEARCHER)) {
      var other = browserOf(member(corpus, role));
      assertThat(other.get(at(corpus, "clips/" + clip + "/tracks")).status()).isEqualTo(403);
    }
  }

  private static String at(CorpusId corpus, String path) {
    return "/api/v1/corpora/%s/%s".formatted(corpus, path);
  }

  private void follow(CorpusId corpus, ClipId clip) {
    var eyes = get(Voting.class).machine(corpus, VoterKind.MACHINE, "eyes");
    get(FrameTracks.class)
        .write(
            corpus,
            clip,
            eyes.id(),
            null,
            List.of(track(4, 0, .1f, 0, 0), track(12, .2f, .8f, .9f, Float.NaN)));
  }

  private void describe(CorpusId corpus, ClipId clip, String text) {
    var ada = get(Voting.class).machine(corpus, VoterKind.MACHINE, "ada");
    get(Captioning.class).write(UUID.randomUUID(), clip, ada.id(), "en", text);
  }

  private static FrameTrack track(int unit, float... values) {
    return new FrameTrack(Measure.unit(unit), new long[] {0, 40_000, 80_000, 120_000}, values);
  }
}
