package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.OpenHouse;
import undertone.annotator.Visitor;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.people.CorpusRole;

class CalibrationRestTest extends OpenHouse {

  private static final int STEPS = 500; // of 40 ms

  @Test
  void a_curator_gives_references_and_everybody_learns_what_they_may() {
    var corpus = corpus(3);
    var clips = clipsOf(corpus);
    var curator = browserOf(member(corpus, CorpusRole.CURATOR));
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    for (var clip : clips) {
      var reference = put(curator, corpus, clip, Map.of("csv", table(number(clips, clip))));
      assertThat(reference.status()).isEqualTo(200);
      assertThat(reference.json().at("/axes/0").asString()).isEqualTo("VALENCE");
    }
    for (int i = 0; i < clips.size(); i++) {
      answer(ada, corpus, clips);
    }

    var mine = ada.get(at(corpus, "/lags/mine")).json();
    var lags = curator.get(at(corpus, "/lags")).json();

    assertThat(mine.get("clips").asInt()).isEqualTo(3);
    assertThat(mine.get("seconds").asDouble()).isCloseTo(1.6, within(0.05));
    assertThat(lags).hasSize(1);
    assertThat(lags.get(0).get("seconds")).isEqualTo(mine.get("seconds"));
    assertThat(ada.get(at(corpus, "/lags")).status()).isEqualTo(403);
    assertThat(ada.get(at(corpus, "/clips/" + clips.getFirst() + "/reference")).status())
        .isEqualTo(403);
  }

  @Test
  void a_reference_can_be_taken_from_a_trace_and_taken_away_again() {
    var corpus = corpus(1);
    var clips = clipsOf(corpus);
    var clip = clips.getFirst();
    var curator = browserOf(member(corpus, CorpusRole.CURATOR));
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    answer(ada, corpus, clips);
    var vote = curator.get(at(corpus, "/clips/" + clip)).json().at("/chain/votes/0/id").asLong();

    var taken = put(curator, corpus, clip, Map.of("vote", vote));
    assertThat(taken.status()).isEqualTo(200);
    assertThat(taken.json().get("takenFrom").asString()).isNotEmpty();
    assertThat(put(curator, corpus, clip, Map.of("vote", vote + 1)).status()).isEqualTo(400);

    curator.call("DELETE", at(corpus, "/clips/" + clip + "/reference"), null);
    assertThat(curator.get(at(corpus, "/clips/" + clip + "/reference")).json().get("axes"))
        .isEmpty();
  }

  @Test
  void what_is_no_table_is_refused_and_changes_nothing() {
    var corpus = corpus(1);
    var clip = clipsOf(corpus).getFirst();
    var curator = browserOf(member(corpus, CorpusRole.CURATOR));
    put(curator, corpus, clip, Map.of("csv", "time,valence\n0,0\n1,1"));

    var refused = put(curator, corpus, clip, Map.of("csv", "time,valence\n0,none"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("detail").asString()).contains("\"none\"");
    assertThat(put(curator, corpus, clip, Map.of()).status()).isEqualTo(400);
    assertThat(
            curator.get(at(corpus, "/clips/" + clip + "/reference")).json().get("events").asInt())
        .isEqualTo(2);
  }

  @Test
  void a_reference_goes_no_further_than_its_clip_from_a_table_or_a_trace() {
    var corpus = corpus(1);
    var clips = clipsOf(corpus);
    var clip = clips.getFirst();
    var curator = browserOf(member(corpus, CorpusRole.CURATOR));
    answer(browserOf(member(corpus, CorpusRole.ANNOTATOR)), corpus, clips); // up to 19.96 s
    var vote = curator.get(at(corpus, "/clips/" + clip)).json().at("/chain/votes/0/id").asLong();
    lasts(clip, 1_000_000);

    assertThat(put(curator, corpus, clip, Map.of("csv", "time,valence\n0,0\n1.05,1")).status())
        .isEqualTo(200);
    for (var far : List.of(Map.of("csv", "time,valence\n0,0\n1.2,1"), Map.of("vote", vote))) {
      var refused = put(curator, corpus, clip, far);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.detail()).contains("goes up to 1.0 seconds");
    }

    lasts(clip, 19_900_000);
    assertThat(put(curator, corpus, clip, Map.of("vote", vote)).status()).isEqualTo(200);
  }

  @Test
  void a_time_no_clip_has_is_refused_where_nobody_knows_how_long_the_clip_is() {
    var corpus = corpus(1);
    var curator = browserOf(member(corpus, CorpusRole.CURATOR));

    var refused =
        put(curator, corpus, clipsOf(corpus).getFirst(), Map.of("csv", "time,valence\n0,0\n1e9,1"));

    assertThat(refused.status()).isEqualTo(400);
  }

  private void lasts(ClipId clip, long micros) {
    get(JdbcClient.class)
        .sql("update clip set duration_micros = ? where id = ?")
        .params(micros, clip.value())
        .update();
  }

  /// Answers the next clip with a trace that follows its reference 1.6 s behind.
  private static void answer(Visitor annotator, CorpusId corpus, List<ClipId> clips) {
    var handOut = annotator.post(at(corpus, "/queue/next"), Map.of("holding", List.of())).json();
    var clip = handOut.at("/clip/id").asString();
    var number = clips.stream().map(ClipId::toString).toList().indexOf(clip);
    var events = new ArrayList<List<Double>>();
    for (int i = 0; i < STEPS; i++) {
      events.add(List.of(i * 40_000.0, wave(number, i / 25.0 - 1.6)));
    }
    var vote =
        annotator.post(
            at(corpus, "/clips/" + clip + "/votes"),
            Map.of(
                "clientId",
                UUID.randomUUID(),
                "leaseId",
                handOut.at("/lease/id").asLong(),
                "meaning",
                "CANNOT_TELL",
                "candidates",
                List.of(),
                "excluded",
                List.of(),
                "traces",
                List.of(Map.of("axis", "VALENCE", "events", events))));
    assertThat(vote.status()).isEqualTo(200);
  }

  private static String table(int number) {
    var table = new StringBuilder("time,valence\n");
    for (int i = 0; i < STEPS; i++) {
      table.append(i / 25.0).append(',').append(wave(number, i / 25.0)).append('\n');
    }
    return table.toString();
  }

  private static double wave(int number, double t) {
    return 0.4 * Math.sin(t * (1 + 0.2 * number)) + 0.4 * Math.sin(t / 1.7);
  }

  private static int number(List<ClipId> clips, ClipId clip) {
    return clips.indexOf(clip);
  }

  private static Visitor.Answer put(
      Visitor curator, CorpusId corpus, ClipId clip, Map<String, ?> body) {
    return curator.call(
        "PUT",
        at(corpus, "/clips/" + clip + "/reference"),
        JsonMapper.shared().writeValueAsString(body));
  }

  private static String at(CorpusId corpus, String path) {
    return "/api/v1/corpora/" + corpus + path;
  }
}
