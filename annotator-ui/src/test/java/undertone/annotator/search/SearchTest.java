package undertone.annotator.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import undertone.annotator.OpenHouse;
import undertone.annotator.Visitor;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Captioning;
import undertone.corpora.caption.Place;
import undertone.corpora.caption.Region;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.queue.WorkQueue;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

/// A corpus is searched over REST while it changes.
class SearchTest extends OpenHouse {

  @Test
  void clips_are_found_by_what_was_written_of_them_in_either_language() {
    var corpus = corpus(4);
    var clips = clipsOf(corpus);
    write(corpus, clips.get(1), "en", "A broad smile lifts the cheeks.");
    write(corpus, clips.get(2), "zh", "眉头紧皱，嘴唇紧闭。");
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    await(() -> ready(kim, corpus));

    assertThat(found(kim, corpus, "cheeks").getFirst()).isEqualTo(clips.get(1));
    assertThat(found(kim, corpus, "皱眉").getFirst()).isEqualTo(clips.get(2));
    assertThat(found(kim, corpus, "frowning, the lips pressed together"))
        .contains(clips.get(2)); // in another language, so not by a single word
    assertThat(found(kim, corpus, "Line 3")).contains(clips.get(3)); // by what is said in it
  }

  @Test
  void clips_of_which_nearly_the_same_was_written_stand_under_the_first_that_was_found() {
    var corpus = corpus(4);
    var clips = clipsOf(corpus);
    write(corpus, clips.get(0), "en", "The brows are raised and the mouth hangs open.");
    write(corpus, clips.get(1), "en", "The brows are raised, and the mouth hangs open!");
    write(corpus, clips.get(2), "en", "The brows are lowered and the mouth hangs open.");
    var kim = browserOf(member(corpus, CorpusRole.RESEARCHER));
    await(() -> ready(kim, corpus));

    var hits = search(kim, corpus, "words=" + encoded("brows raised, mouth open")).path("found");

    var same = hits.valueStream().filter(hit -> hit.path("sameAs").isNumber()).toList();
    assertThat(same).hasSize(1);
    var twins = List.of(clips.get(0).value(), clips.get(1).value());
    assertThat(same.getFirst().path("sameAs").asLong()).isIn(twins);
    assertThat(same.getFirst().at("/clip/id").asLong())
        .isIn(twins)
        .isNotEqualTo(same.getFirst().path("sameAs").asLong());
    assertThat(ids(search(kim, corpus, "words=" + encoded("brows raised, mouth open"))))
        .as("none is left out, and what contradicts stands by itself")
        .contains(clips.get(0), clips.get(1), clips.get(2));
  }

  @Test
  void clips_alike_in_a_part_or_without_any_words_have_a_row_each() {
    var corpus = corpus(4);
    var clips = clipsOf(corpus);
    var mouth = new Place(CaptionLevel.LOCAL, Region.MOUTH);
    write(corpus, clips.get(0), mouth, "The corners of the mouth are pulled down.");
    write(corpus, clips.get(1), mouth, "The corners of the mouth are pulled down.");
    write(corpus, clips.get(2), Place.FREE, "?! …");
    write(corpus, clips.get(3), Place.FREE, "— (!)");
    var kim = browserOf(member(corpus, CorpusRole.RESEARCHER));
    await(() -> ready(kim, corpus));

    var hits = search(kim, corpus, "words=" + encoded("corners of the mouth pulled down"));

    assertThat(ids(hits)).contains(clips.get(0), clips.get(1));
    assertThat(hits.path("found").valueStream()).noneMatch(hit -> hit.path("sameAs").isNumber());
  }

  @Test
  void a_caption_is_found_once_it_is_written_and_no_more_when_it_is_taken_back() {
    var corpus = corpus(3);
    var clip = clipsOf(corpus).getFirst();
    var kim = browserOf(member(corpus, CorpusRole.RESEARCHER));
    await(() -> ready(kim, corpus));
    assertThat(quotes(kim, corpus, "nostrils flare")).isEmpty();

    var voter = write(corpus, clip, "en", "Her nostrils flare. She turns away.");
    await(() ->
        quotes(kim, corpus, "nostrils").equals(List.of("Her nostrils flare. She turns away.")));

    write(corpus, clip, "en", "She turns away.");
    await(() -> quotes(kim, corpus, "nostrils").isEmpty()); // not by a sentence left behind
    assertThat(quotes(kim, corpus, "turns away")).containsExactly("She turns away.");

    get(Captioning.class).write(UUID.randomUUID(), clip, voter, "en", "");
    await(() -> quotes(kim, corpus, "turns away").isEmpty());
  }

  @Test
  void filters_narrow_what_is_found_and_a_clip_leads_to_its_like() {
    var corpus = corpus(3);
    var clips = clipsOf(corpus);
    write(corpus, clips.get(0), "en", "The jaw drops and the eyes are wide.");
    write(corpus, clips.get(1), "en", "Wide eyes, the mouth hangs open.");
    vote(corpus, clips.get(1), "anger");
    var kim = browserOf(member(corpus, CorpusRole.OWNER));
    await(() -> ready(kim, corpus));

    assertThat(found(kim, corpus, "wide eyes")).contains(clips.get(0), clips.get(1));
    await(() -> found(kim, corpus, "wide eyes", "&annotated=true").equals(List.of(clips.get(1))));
    assertThat(found(kim, corpus, "wide eyes", "&label=anger")).containsExactly(clips.get(1));
    assertThat(found(kim, corpus, "wide eyes", "&label=disgust")).isEmpty();
    var today = LocalDate.now(ZoneOffset.UTC);
    assertThat(found(kim, corpus, "wide eyes", "&since=" + today.minusDays(1)))
        .contains(clips.get(0), clips.get(1));
    assertThat(found(kim, corpus, "wide eyes", "&until=" + today.plusDays(1)))
        .contains(clips.get(0), clips.get(1));
    assertThat(found(kim, corpus, "wide eyes", "&since=" + today.plusDays(2))).isEmpty();
    assertThat(found(kim, corpus, "wide eyes", "&until=" + today.minusDays(2))).isEmpty();
    var like = ids(search(kim, corpus, "like=" + clips.get(0)));
    assertThat(like).contains(clips.get(1)).doesNotContain(clips.get(0));
  }

  @Test
  void hostile_questions_are_answered_or_refused_in_plain_words() {
    var corpus = corpus(1);
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    await(() -> ready(kim, corpus));

    for (var words : List.of("a AND (b OR \"", "*:*", "content:[* TO *]", "\u0000\u0007", "~^\\")) {
      assertThat(kim.get(path(corpus, "words=" + encoded(words))).status()).isEqualTo(200);
    }
    assertThat(kim.get(path(corpus, "words=x&limit=100000")).status()).isEqualTo(400);
    assertThat(kim.get(path(corpus, "words=x&since=yesterday")).status()).isEqualTo(400);
    assertThat(kim.get(path(corpus, "words=x&since=2026-11-30&until=2026-11-01")).status())
        .isEqualTo(400);
    assertThat(kim.get(path(corpus, "like=999999999")).status()).isEqualTo(404);
  }

  @Test
  void found_clips_can_be_sent_to_the_front_of_the_queue() {
    var corpus = corpus(5);
    var clips = clipsOf(corpus);
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    var sent =
        kim.post(
            "/api/v1/corpora/%s/calls".formatted(corpus),
            Map.of("clips", List.of(clips.get(3).value())));

    assertThat(sent.json().path("called").asInt()).isEqualTo(1);
    var voter = get(Voting.class).machine(corpus, VoterKind.MACHINE, "next one").id();
    var next = get(WorkQueue.class).next(corpus, voter, Set.of(), Duration.ofMinutes(5));
    assertThat(next.orElseThrow().clip()).isEqualTo(clips.get(3));
    assertThat(
            kim.post("/api/v1/corpora/%s/calls".formatted(corpus), Map.of("clips", List.of()))
                .status())
        .isEqualTo(400);
  }

  // ---

  private VoterId write(CorpusId corpus, ClipId clip, String language, String text) {
    var voter = get(Voting.class).machine(corpus, VoterKind.MACHINE, "writer").id();
    get(Captioning.class).write(UUID.randomUUID(), clip, voter, language, text);
    return voter;
  }

  private void write(CorpusId corpus, ClipId clip, Place place, String text) {
    var voter = get(Voting.class).machine(corpus, VoterKind.MACHINE, "writer").id();
    get(Captioning.class).write(UUID.randomUUID(), clip, voter, place, "en", text);
  }

  private void vote(CorpusId corpus, ClipId clip, String label) {
    var voter = get(Voting.class).machine(corpus, VoterKind.MACHINE, "writer").id();
    get(Voting.class).cast(Ballot.of(UUID.randomUUID(), clip, voter, CandidateSet.of(label)));
  }

  private static String path(CorpusId corpus, String query) {
    return "/api/v1/corpora/%s/search?%s".formatted(corpus, query);
  }

  private static String encoded(String words) {
    return URLEncoder.encode(words, StandardCharsets.UTF_8);
  }

  private static JsonNode search(Visitor visitor, CorpusId corpus, String query) {
    return visitor.get(path(corpus, query)).json();
  }

  private static boolean ready(Visitor visitor, CorpusId corpus) {
    var progress = search(visitor, corpus, "words=").path("progress");
    return progress.path("whole").asBoolean() && progress.path("toEncode").asLong() == 0;
  }

  private static List<ClipId> found(Visitor visitor, CorpusId corpus, String words) {
    return found(visitor, corpus, words, "");
  }

  private static List<ClipId> found(Visitor visitor, CorpusId corpus, String words, String filter) {
    return ids(search(visitor, corpus, "words=" + encoded(words) + filter));
  }

  private static List<ClipId> ids(JsonNode answer) {
    return answer
        .path("found")
        .valueStream()
        .map(hit -> new ClipId(hit.path("clip").path("id").asLong()))
        .toList();
  }

  private static List<String> quotes(Visitor visitor, CorpusId corpus, String words) {
    return search(visitor, corpus, "words=" + encoded(words))
        .path("found")
        .valueStream()
        .filter(hit -> hit.path("ranks").has("words"))
        .map(hit -> hit.path("caption").path("text").asString(""))
        .toList();
  }
}
