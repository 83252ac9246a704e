package undertone.engine.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static undertone.engine.llm.LlmHouse.table;
import static undertone.engine.llm.LlmHouse.truths;
import static undertone.engine.llm.StubEndpoint.entries;
import static undertone.engine.llm.StubEndpoint.ids;
import static undertone.engine.llm.StubEndpoint.said;
import static undertone.engine.llm.StubEndpoint.well;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.engine.llm.LlmReport.Ending;
import undertone.engine.llm.LlmVerdict.Ranked;
import undertone.engine.llm.LlmVerdict.Rejected;
import undertone.engine.llm.StubEndpoint.Answer;
import undertone.engine.llm.StubEndpoint.Behaviour;

/// The ways an endpoint answers, and what becomes of each: five clips in one request.
class StubBehavioursTest {
  private static final LlmPlan PLAN = LlmPlan.of(AskKind.TEXT).withBatch(5);

  @TempDir Path cache = Path.of("");

  private LlmReport ask(Behaviour behaviour, int requests) throws Exception {
    try (var stub = new StubEndpoint(behaviour)) {
      var report = LlmHouse.run(stub, PLAN, cache, 5);
      assertThat(stub.requests()).isEqualTo(requests);
      assertThat(report.spent().requests()).isEqualTo(requests);
      assertThat(report.ending()).isEqualTo(Ending.DONE);
      return report;
    }
  }

  @Test
  void json_as_it_was_asked_for_ranks_every_clip() throws Exception {
    var report = ask(StubEndpoint::well, 1);

    assertThat(table(report)).isEqualTo(truths(5));
    assertThat(report.coverage()).isEqualTo(1);
    assertThat(report.verdicts().get("clip-0"))
        .isInstanceOfSatisfying(
            Ranked.class,
            ranked -> {
              assertThat(ranked.ranking().labels())
                  .containsExactlyInAnyOrderElementsOf(LlmHouse.LABELS);
              assertThat(ranked.ranking().confidence()).isEqualTo(.5);
            });
  }

  @Test
  void json_in_a_fence_is_json() throws Exception {
    var report =
        ask(
            asked ->
                said("Sure, here it is:\n```json\n" + entries(asked, ids(asked)) + "\n```\nDone."),
            1);

    assertThat(table(report)).isEqualTo(truths(5));
  }

  @Test
  void prose_with_lists_in_brackets_is_understood() throws Exception {
    var report =
        ask(
            asked ->
                said(
                    "I looked at %s closely. ".formatted(String.join(", ", ids(asked)))
                        + ids(asked).stream()
                            .map(id ->
                                "For item %s my order is [%s], going by the words."
                                    .formatted(id, String.join(", ", asked.ranking(id))))
                            .collect(Collectors.joining("\n"))),
            1);

    assertThat(table(report)).isEqualTo(truths(5));
  }

  @Test
  void ids_in_another_order_go_to_their_own_clips() throws Exception {
    var report = ask(asked -> said(entries(asked, ids(asked).reversed())), 1);

    assertThat(table(report)).isEqualTo(truths(5));
  }

  @Test
  void a_clip_that_a_reply_forgets_is_asked_about_again_and_no_other() throws Exception {
    try (var stub =
        new StubEndpoint(asked ->
            said(
                asked.number() == 1
                    ? entries(asked, ids(asked).subList(0, 4))
                    : entries(asked, ids(asked))))) {
      var report = LlmHouse.run(stub, PLAN, cache, 5);

      assertThat(table(report)).isEqualTo(truths(5));
      assertThat(stub.log()).extracting(asked -> asked.items().size()).containsExactly(5, 1);
    }
  }

  @Test
  void words_off_the_list_are_kept_and_not_ranked() throws Exception {
    var report =
        ask(
            asked ->
                said(
                    "{\"items\":["
                        + ids(asked).stream()
                            .map(id ->
                                "{\"id\":\"%s\",\"ranking\":[\"Concentration\",\"Happy\",\"surprised\",\"happiness\"]}"
                                    .formatted(id))
                            .collect(Collectors.joining(","))
                        + "]}"),
            1);

    assertThat(report.verdicts().values())
        .allSatisfy(verdict ->
            assertThat(verdict)
                .isInstanceOfSatisfying(
                    Ranked.class,
                    ranked -> {
                      assertThat(ranked.ranking().labels())
                          .containsExactly("happiness", "surprise");
                      assertThat(ranked.ranking().offList()).containsExactly("Concentration");
                      assertThat(ranked.ranking().confidence()).isNaN();
                    }));
  }

  @Test
  void who_says_only_words_off_the_list_has_said_nothing() throws Exception {
    var report =
        ask(
            asked ->
                said(
                    "{\"items\":["
                        + ids(asked).stream()
                            .map(id -> "{\"id\":\"%s\",\"ranking\":[\"pain\"]}".formatted(id))
                            .collect(Collectors.joining(","))
                        + "]}"),
            1 + 1 + 3 + 4); // five, five again, two and two and one, the four alone

    assertThat(report.verdicts().values())
        .allSatisfy(verdict ->
            assertThat(verdict)
                .isInstanceOfSatisfying(
                    Rejected.class,
                    rejected -> {
                      assertThat(rejected.reason()).isEqualTo(Rejection.EMPTY);
                      assertThat(rejected.offList()).containsExactly("pain");
                    }));
  }

  @Test
  void a_refusal_is_found_out_clip_by_clip() throws Exception {
    try (var stub =
        new StubEndpoint(asked ->
            asked.items().values().stream().anyMatch(words -> words.contains("line 3 "))
                ? said("I'm sorry, but I can't help with identifying people in images.")
                : well(asked))) {
      var report = LlmHouse.run(stub, PLAN, cache, 5);

      var expected = truths(5);
      expected.put("clip-3", "(REFUSAL)");
      assertThat(table(report)).isEqualTo(expected);
      assertThat(stub.log().getLast().items()).hasSize(1);
    }
  }

  @Test
  void a_filtered_reply_is_a_refusal_too() throws Exception {
    var report = ask(_ -> said("", "content_filter", true), 9);

    assertThat(table(report).values()).containsOnly("(REFUSAL)");
  }

  @Test
  void an_empty_reply_is_empty_and_babble_cannot_be_parsed() throws Exception {
    assertThat(table(ask(_ -> said(""), 9)).values()).containsOnly("(EMPTY)");

    try (var stub = new StubEndpoint(_ -> said("They all look rather cheerful to me."))) {
      var report = LlmHouse.run(stub, PLAN, cache.resolve("other"), 5);
      assertThat(table(report).values()).containsOnly("(PARSE)");
    }
  }

  @Test
  void asked_to_wait_we_wait_as_long_as_we_are_told() throws Exception {
    try (var stub =
        new StubEndpoint(
            asked -> asked.number() == 1 ? new Answer(429, "slow down", 7, -1) : well(asked))) {
      var time = new LlmHouse.Dream();
      var start = time.now();
      var report =
          LlmHouse.labelling(LlmHouse.endpoint(stub), PLAN, cache, time)
              .run(LlmHouse.items(5), LlmListener.SILENT);

      assertThat(table(report)).isEqualTo(truths(5));
      assertThat(report.spent().requests()).isEqualTo(2);
      assertThat(report.spent().retries()).isEqualTo(1);
      assertThat(time.since(start)).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(9));
    }
  }

  @Test
  void two_failures_and_a_success_are_a_success() throws Exception {
    var report = ask(asked -> asked.number() < 3 ? Answer.of(500, "oh") : well(asked), 3);

    assertThat(table(report)).isEqualTo(truths(5));
    assertThat(report.spent().tokens()).isEqualTo(790); // failures cost nothing
  }

  @Test
  void who_hangs_past_the_timeout_is_asked_again_and_given_up_at_last() throws Exception {
    try (var stub = new StubEndpoint(StubEndpoint::well)) {
      stub.behave(asked -> {
        if (asked.number() == 1) {
          stub.hang();
        }
        return well(asked);
      });
      var endpoint = LlmHouse.endpoint(stub).withTimeout(Duration.ofMillis(300));
      var report =
          LlmHouse.labelling(endpoint, PLAN, cache, new LlmHouse.Dream())
              .run(LlmHouse.items(5), LlmListener.SILENT);
      assertThat(table(report)).isEqualTo(truths(5));
      assertThat(report.spent().requests()).isEqualTo(2);

      stub.behave(asked -> {
        stub.hang();
        return well(asked);
      });
      var hung =
          LlmHouse.labelling(
                  endpoint.withTimeout(Duration.ofMillis(50)),
                  PLAN.withSeed(1),
                  cache,
                  new LlmHouse.Dream())
              .run(LlmHouse.items(1), LlmListener.SILENT);
      assertThat(table(hung).values()).containsOnly("(TIMEOUT)");
      assertThat(hung.spent().requests()).isEqualTo(5);
    }
  }

  @Test
  void a_torn_answer_is_asked_for_again() throws Exception {
    var report =
        ask(
            asked -> {
              var whole = well(asked);
              return asked.number() == 1 ? new Answer(200, whole.body(), -1, 120) : whole;
            },
            2);

    assertThat(table(report)).isEqualTo(truths(5));
  }

  @Test
  void of_a_reply_cut_off_in_the_middle_the_whole_entries_count() throws Exception {
    try (var stub =
        new StubEndpoint(asked -> {
          var whole = entries(asked, ids(asked));
          return asked.items().size() > 3
              ? said(whole.substring(0, whole.length() / 2), "length", true)
              : well(asked);
        })) {
      var report = LlmHouse.run(stub, PLAN, cache, 5);

      assertThat(table(report)).isEqualTo(truths(5));
      assertThat(stub.log()).extracting(asked -> asked.items().size()).containsExactly(5, 2, 1);
    }
  }

  @Test
  void without_a_count_of_tokens_they_are_guessed() throws Exception {
    var counted = ask(StubEndpoint::well, 1).spent();
    assertThat(counted.tokensIn()).isEqualTo(700);
    assertThat(counted.tokensOut()).isEqualTo(90);

    try (var stub = new StubEndpoint(asked -> said(entries(asked, ids(asked)), "stop", false))) {
      var guessed = LlmHouse.run(stub, PLAN, cache.resolve("other"), 5).spent();
      assertThat(guessed.tokensIn()).isBetween(150L, 700L);
      assertThat(guessed.tokensOut()).isBetween(60L, 300L);
    }
  }

  @Test
  void too_much_at_once_is_halved_and_not_tried_again() throws Exception {
    try (var stub =
        new StubEndpoint(asked ->
            asked.items().size() > 2
                ? Answer.of(400, "{\"error\":{\"code\":\"context_length_exceeded\"}}")
                : well(asked))) {
      var report = LlmHouse.run(stub, PLAN, cache, 5);

      assertThat(table(report)).isEqualTo(truths(5));
      assertThat(stub.log()).extracting(asked -> asked.items().size()).containsExactly(5, 2, 2, 1);
    }
  }

  @Test
  void a_key_that_is_not_known_ends_the_run_at_once() throws Exception {
    try (var stub = new StubEndpoint(_ -> Answer.of(401, "no such key"))) {
      var report = LlmHouse.run(stub, PLAN, cache, 50);

      assertThat(report.ending()).isEqualTo(Ending.BARRED);
      assertThat(report.said()).contains("401").contains("check its key");
      assertThat(stub.requests()).isEqualTo(1);
      assertThat(table(report).values()).containsOnly("(HTTP)");
    }
  }

  @Test
  void who_asks_for_an_hour_is_left_alone_and_the_run_says_so() throws Exception {
    try (var stub = new StubEndpoint(_ -> new Answer(429, "quota", 3600, -1))) {
      var report = LlmHouse.run(stub, PLAN, cache, 50);

      assertThat(report.ending()).isEqualTo(Ending.BROKEN);
      assertThat(report.said()).contains("60 minutes");
      assertThat(stub.requests()).isEqualTo(1);
    }
  }

  @Test
  void a_redirect_is_not_followed() throws Exception {
    try (var stub = new StubEndpoint(_ -> Answer.of(302, ""))) {
      var report = LlmHouse.run(stub, PLAN, cache, 5);

      assertThat(report.ending()).isEqualTo(Ending.BARRED);
      assertThat(report.said()).contains("redirects are not followed");
    }
  }

  @Test
  void after_ten_failures_in_a_row_the_run_ends() throws Exception {
    try (var stub = new StubEndpoint(_ -> Answer.of(503, "down"))) {
      var report = LlmHouse.run(stub, PLAN, cache, 100);

      assertThat(report.ending()).isEqualTo(Ending.BROKEN);
      assertThat(stub.requests()).isEqualTo(10);
      assertThat(table(report).values()).containsOnly("(HTTP)").hasSize(100);
    }
  }

  @Test
  void an_endpoint_without_a_json_mode_is_asked_without_it() throws Exception {
    try (var stub =
        new StubEndpoint(asked ->
            asked.json().has("response_format")
                ? Answer.of(400, "unknown field response_format")
                : well(asked))) {
      var report = LlmHouse.run(stub, PLAN.withConcurrency(4), cache, 100);

      assertThat(table(report)).isEqualTo(truths(100));
      assertThat(stub.requests()).isBetween(21, 24); // once in vain by each of four workers at most
    }
  }

  @Test
  void frames_go_as_pictures_beside_the_id_and_say_nothing_of_the_clip() throws Exception {
    var picture = new BufferedImage(900, 600, BufferedImage.TYPE_INT_RGB);
    var still = Still.of(picture, Still.LONGEST_SIDE);
    var items = new ArrayList<LlmItem>();
    for (int i = 0; i < 3; i++) {
      items.add(LlmItem.shown("secret-name-" + i, "truth=fear " + i, List.of(still, still)));
    }
    try (var stub = new StubEndpoint(StubEndpoint::well)) {
      var report =
          LlmHouse.labelling(
                  LlmHouse.endpoint(stub),
                  LlmPlan.of(AskKind.VIDEO_AND_TEXT),
                  cache,
                  new LlmHouse.Dream())
              .run(items, LlmListener.SILENT);

      assertThat(table(report).values()).containsOnly("fear");
      var asked = stub.log().getFirst();
      var parts = asked.json().at("/messages/0/content");
      assertThat(parts.findValuesAsString("type").stream().filter("image_url"::equals)).hasSize(6);
      assertThat(parts.at("/2/image_url/url").asString()).startsWith("data:image/jpeg;base64,");
      assertThat(asked.body()).doesNotContain("secret-name");
    }
  }
}
