package undertone.engine.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static undertone.engine.llm.LlmHouse.KEY;
import static undertone.engine.llm.LlmHouse.endpoint;
import static undertone.engine.llm.LlmHouse.items;
import static undertone.engine.llm.LlmHouse.labelling;
import static undertone.engine.llm.LlmHouse.table;
import static undertone.engine.llm.LlmHouse.truths;
import static undertone.engine.llm.StubEndpoint.entries;
import static undertone.engine.llm.StubEndpoint.ids;
import static undertone.engine.llm.StubEndpoint.said;
import static undertone.engine.llm.StubEndpoint.shuffledIds;
import static undertone.engine.llm.StubEndpoint.well;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.corpora.scheme.SchemeFromWords;
import undertone.engine.llm.LlmHouse.Dream;
import undertone.engine.llm.LlmReport.Ending;
import undertone.engine.llm.StubEndpoint.Answer;
import undertone.engine.llm.StubEndpoint.Asked;

class LlmLabellingTest {
  private static final LlmPlan PLAN = LlmPlan.of(AskKind.TEXT).withBatch(8);

  @TempDir Path cache = Path.of("");

  /// Requests whose reply the stub sent whole, by what they asked about.
  private static List<Set<String>> paid(StubEndpoint stub) {
    return stub.log().stream().map(asked -> Set.copyOf(asked.items().values())).toList();
  }

  @Test
  void a_thousand_shuffled_replies_misplace_no_ranking() throws Exception {
    try (var stub =
        new StubEndpoint(asked -> said(entries(asked, shuffledIds(asked, asked.number()))))) {
      var report =
          labelling(endpoint(stub), PLAN.withBatch(5).withConcurrency(4), cache, new Dream())
              .run(items(5000), LlmListener.SILENT);

      assertThat(stub.requests()).isEqualTo(1000);
      assertThat(table(report)).isEqualTo(truths(5000));
    }
  }

  /// Every fifth request goes wrong, in all ways in turn.
  private static Answer mostlyWell(Asked asked, Random random) {
    if (random.nextInt(5) > 0) {
      return well(asked);
    }
    return switch (random.nextInt(6)) {
      case 0 -> Answer.of(500, "oh");
      case 1 -> new Answer(429, "later", 2, -1);
      case 2 -> new Answer(200, well(asked).body(), -1, 60);
      case 3 -> said("I am sorry, I cannot help with that.");
      case 4 -> said(entries(asked, ids(asked).subList(0, ids(asked).size() / 2)));
      default -> said("{\"items\": [");
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void though_a_fifth_of_the_requests_fail_every_clip_is_ranked_for_little_more(long seed)
      throws Exception {
    var random = new Random(seed);
    try (var stub =
        new StubEndpoint(asked -> {
          synchronized (random) {
            return mostlyWell(asked, random);
          }
        })) {
      var report =
          labelling(endpoint(stub), PLAN.withConcurrency(3), cache, new Dream())
              .run(items(500), LlmListener.SILENT);

      assertThat(table(report)).isEqualTo(truths(500));
      assertThat(report.coverage()).isEqualTo(1);
      assertThat(stub.requests()).isLessThanOrEqualTo((int) (1.6 * Math.ceilDiv(500, 8)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void though_a_fifth_of_the_rankings_are_missing_every_clip_is_ranked_for_little_more(long seed)
      throws Exception {
    var random = new Random(seed);
    try (var stub =
        new StubEndpoint(asked -> {
          synchronized (random) {
            return said(
                entries(asked, ids(asked).stream().filter(_ -> random.nextInt(5) > 0).toList()));
          }
        })) {
      var report =
          labelling(endpoint(stub), PLAN.withConcurrency(3), cache, new Dream())
              .run(items(500), LlmListener.SILENT);

      assertThat(table(report)).isEqualTo(truths(500));
      assertThat(stub.requests()).isLessThanOrEqualTo((int) (1.6 * Math.ceilDiv(500, 8)));
    }
  }

  @Test
  void a_second_run_asks_nothing_and_says_the_same() throws Exception {
    try (var stub =
        new StubEndpoint(
            asked -> // one clip is refused for good
            asked.items().values().stream().anyMatch(words -> words.contains("line 7 "))
                    ? said("I cannot assist with this.")
                    : well(asked))) {
      var first = LlmHouse.run(stub, PLAN, cache, 500);
      int asked = stub.requests();
      long began = System.nanoTime();
      var second = LlmHouse.run(stub, PLAN, cache, 500);

      assertThat(stub.requests()).isEqualTo(asked);
      assertThat(System.nanoTime() - began).isLessThan(5_000_000_000L);
      assertThat(second.spent()).isEqualTo(Spending.NOTHING);
      assertThat(second.cached()).isEqualTo(499);
      assertThat(table(second)).isEqualTo(table(first)).containsEntry("clip-7", "(REFUSAL)");
    }
  }

  @Test
  void another_list_of_labels_or_another_model_or_seed_asks_anew() throws Exception {
    try (var stub = new StubEndpoint(StubEndpoint::well)) {
      LlmHouse.run(stub, PLAN, cache, 8);
      LlmHouse.run(stub, PLAN.withSeed(1), cache, 8);
      labelling(LlmEndpoint.of(stub.address(), "other", KEY), PLAN, cache, new Dream())
          .run(items(8), LlmListener.SILENT);
      var fewer = SchemeFromWords.of(LlmHouse.LABELS.subList(0, 5), List.of());
      new LlmLabelling(
              endpoint(stub),
              fewer,
              PLAN,
              new AddressGuard(Set.of("127.0.0.1")),
              cache,
              new Dream())
          .run(items(8), LlmListener.SILENT);
      assertThat(stub.requests()).isEqualTo(4);

      LlmHouse.run(stub, PLAN, cache, 8);
      assertThat(stub.requests()).isEqualTo(4);
    }
  }

  @Test
  void labels_stand_in_another_order_in_every_request_and_the_order_is_kept() throws Exception {
    try (var stub = new StubEndpoint(StubEndpoint::well)) {
      LlmHouse.run(stub, PLAN, cache, 160);

      assertThat(stub.log().stream().map(Asked::labels).distinct().count()).isGreaterThan(10);
      var orders = new HashSet<List<String>>();
      try (var files = Files.walk(cache)) {
        for (var file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
          var kept = StubEndpoint.JSON.readTree(file);
          orders.add(kept.get("labels").valueStream().map(label -> label.asString()).toList());
        }
      }
      assertThat(orders)
          .isEqualTo(stub.log().stream().map(Asked::labels).collect(Collectors.toSet()));
    }
  }

  @Test
  void clips_that_show_the_same_are_asked_about_once() throws Exception {
    try (var stub = new StubEndpoint(StubEndpoint::well)) {
      var report =
          labelling(endpoint(stub), PLAN, cache, new Dream())
              .run(
                  List.of(
                      LlmItem.said("one", "truth=fear"),
                      LlmItem.said("two", "truth=anger"),
                      LlmItem.said("three", "truth=fear"),
                      LlmItem.said("silent", " ")),
                  LlmListener.SILENT);

      assertThat(stub.log().getFirst().items()).hasSize(2);
      assertThat(table(report))
          .containsEntry("one", "fear")
          .containsEntry("two", "anger")
          .containsEntry("three", "fear")
          .containsEntry("silent", "(UNREADABLE)");
    }
  }

  @Test
  void a_stopped_run_goes_on_without_paying_for_anything_twice() throws Exception {
    try (var stub = new StubEndpoint(StubEndpoint::well)) {
      var plan = PLAN.withConcurrency(3);
      var stopping =
          new LlmListener() {
            private volatile boolean enough = false;

            @Override
            public void advanced(int done, int total, Spending spent) {
              enough = done >= total / 2;
            }

            @Override
            public boolean cancelled() {
              return enough;
            }
          };
      var half = labelling(endpoint(stub), plan, cache, new Dream()).run(items(200), stopping);
      assertThat(half.ending()).isEqualTo(Ending.CANCELLED);
      assertThat(half.verdicts()).hasSizeBetween(100, 140);

      var whole = LlmHouse.run(stub, plan, cache, 200);
      assertThat(table(whole)).isEqualTo(truths(200));
      assertThat(stub.requests()).isEqualTo(25);
      assertThat(whole.spent().requests() + half.spent().requests()).isEqualTo(25);
    }
  }

  /// The run of the next test, in a process of its own.
  static final class Victim {
    private Victim() {}

    public static void main(String[] args) throws Exception {
      var endpoint = LlmEndpoint.of(URI.create(args[0]), "stub-vision", KEY);
      new LlmLabelling(endpoint, LlmHouse.SCHEME, PLAN, Set.of("127.0.0.1"), Path.of(args[1]))
          .run(items(200), LlmListener.SILENT);
    }
  }

  @Test
  void a_killed_run_goes_on_without_paying_for_anything_twice() throws Exception {
    var answered = new AtomicInteger();
    try (var stub = new StubEndpoint(StubEndpoint::well)) {
      var killable = new Process[1];
      stub.behave(asked -> {
        if (answered.incrementAndGet() == 12) { // killed while it waits for the twelfth answer
          killable[0].destroyForcibly();
          killable[0].waitFor(10, TimeUnit.SECONDS);
        }
        return well(asked);
      });
      killable[0] =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-Xmx64m",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Victim.class.getName(),
                  stub.address().toString(),
                  cache.toString())
              .redirectErrorStream(true)
              .redirectOutput(cache.resolve("victim.log").toFile())
              .start();
      assertThat(killable[0].waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(killable[0].exitValue())
          .as(Files.readString(cache.resolve("victim.log")))
          .isNotZero();
      assertThat(stub.requests()).isEqualTo(12);

      var whole = LlmHouse.run(stub, PLAN, cache, 200);
      assertThat(table(whole)).isEqualTo(truths(200));
      assertThat(stub.requests()).isEqualTo(25 + 1); // the twelfth was never heard
      var heard = paid(stub).subList(0, 11);
      assertThat(paid(stub).subList(12, 26)).doesNotContainAnyElementsOf(heard);
    }
  }

  @Test
  void a_run_that_goes_on_has_what_its_caps_left_and_not_all_of_it_again() throws Exception {
    try (var stub = new StubEndpoint(StubEndpoint::well)) {
      var capped = PLAN.withConcurrency(1).withCaps(LlmCaps.NONE.withRequests(10));
      var less = PLAN.withConcurrency(1).withCaps(LlmCaps.NONE.withRequests(4));
      assertThat(LlmHouse.run(stub, less, cache, 200).ending()).isEqualTo(Ending.BUDGET);

      var goesOn =
          LlmHouse.labelling(LlmHouse.endpoint(stub), capped, cache, new Dream())
              .since(Instant.EPOCH)
              .run(LlmHouse.items(200), LlmListener.SILENT);

      assertThat(goesOn.ending()).isEqualTo(Ending.BUDGET);
      assertThat(stub.requests()).isEqualTo(10);
      assertThat(goesOn.spent().requests()).isEqualTo(10);
    }
  }

  @Test
  void half_a_file_in_the_cache_is_as_good_as_none() throws Exception {
    try (var stub = new StubEndpoint(StubEndpoint::well)) {
      LlmHouse.run(stub, PLAN, cache, 16);
      Path torn;
      try (var files = Files.walk(cache)) {
        torn = files.filter(f -> f.toString().endsWith(".json")).sorted().findFirst().orElseThrow();
      }
      Files.writeString(torn, Files.readString(torn).substring(0, 40));
      var again = LlmHouse.run(stub, PLAN, cache, 16);

      assertThat(table(again)).isEqualTo(truths(16));
      assertThat(stub.requests()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8})
  void a_cap_of_requests_is_never_passed(int concurrency) throws Exception {
    try (var stub = new StubEndpoint(StubEndpoint::well)) {
      var capped = PLAN.withConcurrency(concurrency).withCaps(LlmCaps.NONE.withRequests(10));
      var report = LlmHouse.run(stub, capped, cache, 200);

      assertThat(report.ending()).isEqualTo(Ending.BUDGET);
      assertThat(stub.requests()).isEqualTo(10);
      assertThat(report.verdicts()).hasSize(200);
      assertThat(table(report).values().stream().filter("(BUDGET)"::equals)).hasSize(120);

      var rest = LlmHouse.run(stub, PLAN, cache, 200);
      assertThat(table(rest)).isEqualTo(truths(200));
      assertThat(stub.requests()).isEqualTo(25);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void caps_of_tokens_and_money_are_never_passed(int concurrency) throws Exception {
    var plan = PLAN.withConcurrency(concurrency).withTariff(new Tariff(10, 30, 400));
    try (var stub = new StubEndpoint(StubEndpoint::well)) { // 790 tokens a request: 0.0097
      var tokens = LlmHouse.run(stub, plan.withCaps(LlmCaps.NONE.withTokens(9000)), cache, 200);
      assertThat(tokens.ending()).isEqualTo(Ending.BUDGET);
      assertThat(tokens.spent().tokens()).isBetween(7000L, 9000L);

      var money =
          LlmHouse.run(stub, plan.withSeed(5).withCaps(LlmCaps.NONE.withMoney(.1)), cache, 200);
      assertThat(money.ending()).isEqualTo(Ending.BUDGET);
      assertThat(money.spent().money()).isBetween(.05, .1);
    }
  }

  @Test
  void a_cap_of_minutes_ends_the_run() throws Exception {
    try (var stub = new StubEndpoint(StubEndpoint::well)) {
      var time = new Dream();
      var start = time.now();
      var plan = PLAN.withRates(6, 0).withCaps(LlmCaps.NONE.withMinutes(1));
      var report = labelling(endpoint(stub), plan, cache, time).run(items(200), LlmListener.SILENT);

      assertThat(report.ending()).isEqualTo(Ending.BUDGET);
      assertThat(stub.requests()).isBetween(6, 7);
      assertThat(time.since(start)).isBetween(Duration.ofSeconds(58), Duration.ofSeconds(61));
    }
  }

  @Test
  void rates_are_kept() throws Exception {
    try (var stub = new StubEndpoint(StubEndpoint::well)) {
      var time = new Dream();
      var start = time.now();
      labelling(endpoint(stub), PLAN.withRates(30, 0), cache, time)
          .run(items(200), LlmListener.SILENT);
      assertThat(time.since(start)).isBetween(Duration.ofSeconds(46), Duration.ofSeconds(50));

      var asked = time.now();
      labelling(endpoint(stub), PLAN.withSeed(2).withRates(0, 6000), cache, time)
          .run(items(200), LlmListener.SILENT);
      assertThat(time.since(asked)).isGreaterThan(Duration.ofSeconds(60));
    }
  }

  @Test
  void an_estimate_sends_nothing_and_knows_what_is_answered_already() throws Exception {
    try (var stub = new StubEndpoint(StubEndpoint::well)) {
      LlmHouse.run(stub, PLAN, cache, 80);
      var estimate =
          labelling(endpoint(stub), PLAN.withTariff(new Tariff(10, 30, 400)), cache, new Dream())
              .estimate(items(200), 0);

      assertThat(stub.requests()).isEqualTo(10);
      assertThat(estimate.items()).isEqualTo(200);
      assertThat(estimate.known()).isEqualTo(80);
      assertThat(estimate.requests()).isEqualTo(15);
      var bodies =
          stub.log().stream().mapToInt(asked -> asked.body().length()).average().orElseThrow();
      assertThat(estimate.tokensIn() / 15.0).isBetween(bodies / 3 * .7, bodies / 3 * 1.1);
      assertThat(estimate.money())
          .isCloseTo((estimate.tokensIn() * 10 + estimate.tokensOut() * 30) / 1e6, offset(1e-9));
    }
  }

  @Test
  void the_key_is_sent_and_stands_nowhere_else() throws Exception {
    try (var stub =
        new StubEndpoint(
            asked -> // an endpoint that tells everybody
            asked.number() == 1
                    ? said("Your key is " + asked.key() + ". " + entries(asked, ids(asked)))
                    : Answer.of(403, "the key " + asked.key() + " may not do this"))) {
      var endpoint = endpoint(stub);
      var report = LlmHouse.run(stub, PLAN, cache, 16);
      var secret = KEY.reveal();

      assertThat(stub.log())
          .allSatisfy(asked -> {
            assertThat(asked.key()).isEqualTo("Bearer " + secret);
            assertThat(asked.body()).doesNotContain(secret);
          });
      assertThat(report.ending()).isEqualTo(Ending.BARRED);
      assertThat(report.toString()).contains("(key)").doesNotContain(secret);
      assertThat(endpoint.toString()).doesNotContain(secret);
      assertThat(KEY.toString()).doesNotContain(secret);
      var files = new TreeSet<Path>();
      try (var walk = Files.walk(cache)) {
        walk.filter(Files::isRegularFile).forEach(files::add);
      }
      assertThat(files).hasSize(2); // the lock and one reply
      for (var file : files) {
        assertThat(Files.readString(file)).doesNotContain(secret);
      }
    }
  }

  @Test
  void two_runs_never_ask_the_same_at_once() throws Exception {
    try (var stub = new StubEndpoint(StubEndpoint::well)) {
      var labelling = labelling(endpoint(stub), PLAN, cache, new Dream());
      var refused = new AtomicReference<Throwable>();
      stub.behave(asked -> {
        try {
          labelling.run(items(8), LlmListener.SILENT);
        } catch (IllegalStateException | IOException e) {
          refused.set(e);
        }
        return well(asked);
      });
      labelling.run(items(8), LlmListener.SILENT);

      assertThat(refused.get()).hasMessageContaining("Another run");
    }
  }

  @Test
  void an_address_that_must_not_be_asked_is_not_asked() {
    var inside =
        new LlmLabelling(
            LlmEndpoint.of(URI.create("http://127.0.0.1:9/"), "m", KEY),
            LlmHouse.SCHEME,
            PLAN,
            Set.of(),
            cache);

    assertThatThrownBy(() -> inside.run(items(1), LlmListener.SILENT))
        .isInstanceOf(EndpointRefusedException.class);
  }

  @Test
  void pauses_double_and_never_pass_a_minute() {
    assertThat(LlmLabelling.pause(1, 1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(LlmLabelling.pause(4, 1)).isEqualTo(Duration.ofSeconds(8));
    assertThat(LlmLabelling.pause(40, 1)).isEqualTo(Duration.ofSeconds(60));
    assertThat(LlmLabelling.pause(4, 0)).isEqualTo(Duration.ZERO);
  }
}
