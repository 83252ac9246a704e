package undertone.annotator.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import undertone.annotator.Visitor;
import undertone.annotator.bench.LoadBench;
import undertone.annotator.tour.Ledger;
import undertone.annotator.tour.RunningHouse;

/// Processes die and files vanish in a house that runs as its users start it. Nothing that was
/// confirmed is lost, nothing is doubled, and whatever is wrong is told.
@Tag("tour")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChaosTest {

  private static final String PASSWORD = "violet lantern river";
  private static final List<String> ANNOTATORS = List.of("ada", "ben", "eve");
  private static final int LINES = 40;
  private static final int OVERLAP = 2;

  private Path folder;
  private Path home;
  private RunningHouse house;
  private Ledger ledger;
  private Visitor kim;

  @BeforeAll
  void open(@TempDir Path empty) throws Exception {
    folder = empty;
    home = folder.resolve("home");
    ledger = new Ledger(home);
    house = RunningHouse.start(home);
    join(house.adminLink(), "kim");
    kim = visitor("kim");
    long first = corpus("Foyer");
    for (var name : ANNOTATORS) {
      var invite =
          kim.post(
              "/api/v1/corpora/%d/invites".formatted(first),
              Map.of("role", "ANNOTATOR", "note", name));
      join(house.address() + invite.json().path("path").asString(), name);
    }
  }

  @AfterAll
  void close() {
    house.close();
  }

  @Test
  void an_app_killed_among_busy_annotators_loses_no_confirmed_vote_and_doubles_none()
      throws Exception {
    // given annotators who are all answering
    long corpus = corpus("Lines");
    kim.call(
        "PUT",
        "/api/v1/corpora/%d/plan".formatted(corpus),
        "{\"overlap\": %d, \"leaseMinutes\": 30}".formatted(OVERLAP));
    importInto(corpus, lines());
    var people = new ArrayList<BusyAnnotator>();
    for (var name : ANNOTATORS) {
      join(corpus, name, "ANNOTATOR");
      people.add(new BusyAnnotator(name, corpus, visitor(name)));
    }

    // when the app is killed in the middle of it
    try (var threads = Executors.newFixedThreadPool(people.size())) {
      var work = people.stream().map(p -> threads.submit(p::work)).toList();
      await("some answers", () -> confirmed(people) >= LINES * OVERLAP / 3);
      house.kill();
      for (var one : work) {
        one.get();
      }
    }
    // and the operating system has given its number to somebody else meanwhile
    giveNumberAway(home.resolve("db").resolve("endpoint.json"));
    house = RunningHouse.start(home);
    kim = visitor("kim");

    // then every confirmed vote is there once, and sending votes again adds only what was missing
    assertThat(confirmed(people)).isLessThan(LINES * OVERLAP);
    assertEachIsThereOnce(people);
    for (var person : people) {
      person.sitDownAt(visitor(person.login()));
      person.sendAgain();
      person.work();
    }
    assertEachIsThereOnce(people);
    assertThat(confirmed(people)).isEqualTo(LINES * OVERLAP);
    assertThat(ledger.count("select count(*) from vote where corpus_id = ?", corpus))
        .isEqualTo(LINES * OVERLAP);
    assertThat(
            ledger.column(
                "select count(*) from lease where corpus_id = ? and state = 'DONE' group by clip_id",
                corpus))
        .hasSize(LINES)
        .containsOnly(Integer.toString(OVERLAP));
    assertThat(ledger.column("select distinct open_slots from clip where corpus_id = ?", corpus))
        .containsExactly("0");
  }

  @Test
  void a_second_start_on_the_same_home_or_port_is_refused_in_plain_words() throws Exception {
    var sameHome = refusedStart(home, house.port() + 1);
    var samePort = refusedStart(folder.resolve("other"), house.port());

    assertThat(sameHome.exit()).isNotZero();
    assertThat(sameHome.output())
        .contains("Undertone is running on " + home, "stop it first", "--home")
        .doesNotContain("\tat ");
    assertThat(samePort.exit()).isNotZero();
    assertThat(samePort.output())
        .contains("Port %d of 127.0.0.1 is in use".formatted(house.port()), "--port")
        .doesNotContain("\tat ");
    assertThat(kim.get("/api/v1/corpora").status()).isEqualTo(200);
  }

  @Test
  void a_clip_whose_file_vanished_says_so_and_everything_else_goes_on() throws Exception {
    long corpus = corpus("Pictures");
    importInto(corpus, pictures("pictures"));
    join(corpus, "ada", "ANNOTATOR");
    var clip = "select %s from clip where corpus_id = ? order by position limit 1";
    var lost = ledger.column(clip.formatted("id"), corpus).getFirst();
    var hash = ledger.column(clip.formatted("media_hash"), corpus).getFirst();
    Files.delete(home.resolve("media").resolve(hash.substring(0, 2)).resolve(hash));

    // the others are handed out and answered
    var ada = new BusyAnnotator("ada", corpus, visitor("ada"));
    ada.work();
    assertThat(ada.confirmed()).hasSize(2).noneMatch(ballot -> ballot.clip().equals(lost));

    // the clip itself and its file's address say what is wrong and what to do
    var detail = kim.get("/api/v1/corpora/%d/clips/%s".formatted(corpus, lost)).json().path("clip");
    assertThat(detail.path("state").asString()).isEqualTo("UNREADABLE");
    assertThat(detail.path("reason").asString()).contains(hash, "missing", "backup");
    var media = kim.get("/media/" + lost);
    assertThat(media.status()).isEqualTo(404);
    assertThat(media.detail()).contains("missing from the media store", "backup");

    // review works, and a release is made and says what it leaves out
    assertThat(kim.get("/api/v1/corpora/%d/proposals".formatted(corpus)).status()).isEqualTo(200);
    var release =
        Map.of(
            "name",
            "v1",
            "decisions",
            "CURATOR_ELSE_MAJORITY",
            "minVotes",
            1,
            "labelledOnly",
            false);
    var made = toTheEnd(kim.post("/api/v1/corpora/%d/releases".formatted(corpus), release));
    assertThat(made.path("state").asString()).isEqualTo("DONE");
    assertThat(made.path("message").asString())
        .startsWith("Release v1 with 2 clips.")
        .contains("Left out: 1 ");
  }

  @Test
  void a_house_moves_by_copying_its_folder() throws Exception {
    long corpus = corpus("Moving");
    importInto(corpus, pictures("moving"));
    join(corpus, "eve", "ANNOTATOR");
    var eve = new BusyAnnotator("eve", corpus, visitor("eve"));
    eve.work();
    var clip = eve.confirmed().getFirst().clip();
    var told = "/api/v1/corpora/%d/clips/%s".formatted(corpus, clip);
    var before = kim.get(told).json().path("chain");

    // the folder is copied while the house is closed, and the old one is out of reach
    house.close();
    var moved = folder.resolve("moved");
    FileSystemUtils.copyRecursively(home, moved);
    var left = Files.move(home, folder.resolve("left"));
    house = RunningHouse.start(moved);

    // the same people log in and find all that was said, and the media
    var there = visitor("kim");
    assertThat(before.path("votes")).hasSize(1);
    assertThat(there.get(told).json().path("chain")).isEqualTo(before);
    assertThat(there.get("/media/" + clip).status()).isEqualTo(200);
    assertThat(visitor("eve").get("/api/v1/me").json().path("login").asString()).isEqualTo("eve");

    house.close();
    Files.move(left, home);
    house = RunningHouse.start(home);
    kim = visitor("kim");
  }

  @Test
  void a_run_outlives_its_engine_and_two_curators_at_once_decide_once() throws Exception {
    long corpus = corpus("Moods");
    int clips = 120;
    importInto(corpus, moods(clips));
    join(corpus, "ada", "CURATOR");
    var ada = visitor("ada");

    // when the engine is killed in the middle of a run
    var run =
        kim.post(
            "/api/v1/corpora/%d/runs/refine".formatted(corpus),
            Map.of("epochs", 40, "folds", 3, "seed", 1));
    var journal = "/api/v1/runs/%d/journal".formatted(run.json().path("id").asLong());
    await("training", () -> !kim.get(journal).json().isEmpty());
    var victim = house.engine().orElseThrow();
    victim.destroyForcibly();

    // then the app goes on serving, and the run ends by itself and says everything once
    await(
        "the next engine",
        () -> {
          assertThat(ada.get("/api/v1/corpora").status()).isEqualTo(200);
          return house.engine().filter(e -> !e.equals(victim)).isPresent();
        });
    var ended = toTheEnd(run);
    long id = ended.path("id").asLong();
    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("DONE");
    assertThat(ended.path("attempts").asInt()).isGreaterThan(1);
    assertThat(ledger.count("select count(*) from estimate where run_id = ?", id)).isEqualTo(clips);
    assertThat(
            ledger.count(
                "select count(*) - count(distinct seq) from run_entry where run_id = ?", id))
        .isZero();
    assertThat(
            ledger.count(
                "select count(*) - count(distinct clip_id) from proposal where run_id = ?", id))
        .isZero();

    // and what it says is what a run says that nothing happened to
    var undisturbed =
        toTheEnd(
            kim.post(
                "/api/v1/corpora/%d/runs/refine".formatted(corpus),
                Map.of("epochs", 40, "folds", 3, "seed", 1, "hold", true)));
    assertThat(undisturbed.path("attempts").asInt()).isOne();
    assertThat(said(undisturbed.path("id").asLong())).isNotEmpty().isEqualTo(said(id));

    // and of two curators who decide the same proposal at once one wins and one is told
    for (var proposal : ledger.column("select id from proposal where run_id = ? limit 5", id)) {
      decideAtOnce(corpus, proposal, ada);
    }
  }

  @Test
  void a_command_that_asks_for_what_is_not_there_is_told_in_a_sentence() throws Exception {
    var other = folder.resolve("commands").toString();

    var unknown = RunningHouse.refused("corpus", "stats", "nosuch", "--home", other);

    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.output())
        .contains("undertone: There is no corpus \"nosuch\"; `corpus list` shows those there are.")
        .doesNotContain("\tat ");
  }

  @Test
  void a_running_house_is_put_under_load_and_counted_over_rest() throws Exception {
    // Two answer each clip; it ends when everything is answered, however long that takes.
    int clips = 20;
    var load =
        new LoadBench.Load(4, Duration.ZERO, Duration.ofMinutes(4), Duration.ofMillis(10), 0);

    var metrics =
        LoadBench.at(
            URI.create(house.address()), new LoadBench.Admin.Login("kim", PASSWORD), load, clips);

    assertThat(metrics)
        .containsEntry("failures", 0)
        .containsEntry("votes", 2 * clips)
        .containsEntry("countedFrom", "rest")
        .containsEntry("lost", 0L)
        .containsEntry("doubled", 0L)
        .containsEntry("overAssigned", 0L);
    assertThat(ledger.count("select count(*) from account where login like 'load-%' and disabled"))
        .isEqualTo(4);
  }

  private static RunningHouse.Refusal refusedStart(Path home, int port) throws Exception {
    return RunningHouse.refused(
        "serve", "--home", home.toString(), "--port", Integer.toString(port));
  }

  /// Everything a run says of clips, to the last digit.
  private List<String> said(long run) throws Exception {
    var all = new ArrayList<String>();
    all.addAll(
        ledger.column(
            "select concat_ws(' ', clip_id, noise, flagged, probabilities) from estimate"
                + " where run_id = ? order by clip_id",
            run));
    all.addAll(
        ledger.column(
            "select concat_ws(' ', clip_id, kind, label, from_label, candidates, probability, noise,"
                + " gain, evidence) from proposal where run_id = ? order by clip_id",
            run));
    return all;
  }

  private void decideAtOnce(long corpus, String proposal, Visitor ada) throws Exception {
    var path = "/api/v1/corpora/%d/proposals/%s/decision".formatted(corpus, proposal);
    List<Callable<Visitor.Answer>> both =
        List.of(() -> kim.post(path, decision("ACCEPT")), () -> ada.post(path, decision("REJECT")));
    try (var threads = Executors.newFixedThreadPool(2)) {
      var answers = new ArrayList<Visitor.Answer>();
      for (var answer : threads.invokeAll(both)) {
        answers.add(answer.get());
      }
      assertThat(answers).extracting(Visitor.Answer::status).containsExactlyInAnyOrder(200, 409);
      var told = answers.stream().filter(a -> a.status() == 409).findFirst().orElseThrow();
      assertThat(told.detail()).contains("this proposal already", "undo");
    }
    assertThat(
            ledger.count(
                "select count(*) from decision where proposal_id = ?", Long.valueOf(proposal)))
        .isEqualTo(1);
  }

  private static Map<String, Object> decision(String verdict) {
    return Map.of("clientId", UUID.randomUUID(), "verdict", verdict, "reason", "");
  }

  private void assertEachIsThereOnce(List<BusyAnnotator> people) throws Exception {
    for (var person : people) {
      for (var ballot : person.confirmed()) {
        assertThat(ledger.count("select count(*) from vote where client_id = ?", ballot.clientId()))
            .isEqualTo(1);
      }
    }
  }

  private static int confirmed(List<BusyAnnotator> people) {
    return people.stream().mapToInt(p -> p.confirmed().size()).sum();
  }

  /// A process number is given out again; what the dead app left behind then names a living one.
  private static void giveNumberAway(Path endpoint) throws IOException {
    var left = (ObjectNode) JsonMapper.shared().readTree(Files.readString(endpoint));
    left.put("pid", ProcessHandle.current().pid());
    Files.writeString(endpoint, left.toString());
  }

  // People and corpora ----------------------------------------------------------------------------

  private Visitor visitor(String login) {
    return Visitor.at(house.address()).logIn(login, PASSWORD);
  }

  private void join(String link, String login) {
    var guest = Visitor.at(house.address());
    guest.get("/api/v1/me"); // for the ticket
    var secret = link.substring(link.lastIndexOf('/') + 1);
    var joined =
        guest.post(
            "/api/v1/join/" + secret,
            Map.of("login", login, "name", login, "password", PASSWORD, "language", "en"));
    assertThat(joined.status()).as(joined.text()).isEqualTo(201);
  }

  private void join(long corpus, String login, String role) {
    var added =
        kim.post(
            "/api/v1/corpora/%d/members".formatted(corpus), Map.of("login", login, "role", role));
    assertThat(added.status()).as(added.text()).isBetween(200, 299);
  }

  private long corpus(String name) {
    var made =
        kim.post("/api/v1/corpora", Map.of("name", name, "scheme", "ekman7", "language", "en"));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().path("id").asLong();
  }

  private void importInto(long corpus, Path source) throws Exception {
    var run =
        kim.post(
            "/api/v1/corpora/%d/runs/import".formatted(corpus),
            Map.of("folder", source.toString(), "topK", 2));
    assertThat(toTheEnd(run).path("state").asString()).isEqualTo("DONE");
  }

  private JsonNode toTheEnd(Visitor.Answer run) throws Exception {
    assertThat(run.status()).as(run.text()).isEqualTo(202);
    var path = "/api/v1/runs/%d".formatted(run.json().path("id").asLong());
    var seen = new HashMap<String, JsonNode>();
    await(
        "the end of " + path,
        () -> {
          seen.put(path, kim.get(path).json());
          return !List.of("QUEUED", "RUNNING").contains(seen.get(path).path("state").asString());
        });
    return seen.get(path);
  }

  // Material --------------------------------------------------------------------------------------

  private Path lines() throws IOException {
    var source = Files.createDirectory(folder.resolve("lines"));
    for (int i = 0; i < LINES; i++) {
      Files.writeString(source.resolve("line-%02d.txt".formatted(i)), "Line " + i);
    }
    return source;
  }

  private Path pictures(String name) throws IOException {
    var source = Files.createDirectory(folder.resolve(name));
    for (int i = 0; i < 3; i++) {
      var picture = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
      picture.setRGB(i, i, 0xFF8800);
      ImageIO.write(picture, "png", source.resolve("picture-%d.png".formatted(i)).toFile());
    }
    return source;
  }

  /// Every tenth label is wrong: something to find.
  private Path moods(int clips) throws IOException {
    var source = Files.createDirectory(folder.resolve("moods"));
    var moods = List.of("happiness", "sadness", "anger");
    var texts =
        List.of(
            "What a wonderful day this is and I could sing",
            "I miss her so much that I cannot sleep",
            "Get out of here for I have had enough of your lies");
    var table = new StringBuilder("clip,text,candidates:gpt\n");
    for (int i = 0; i < clips; i++) {
      var label = moods.get(i % 10 == 0 ? (i + 1) % 3 : i % 3);
      table.append("line-%d,%s number %d,%s%n".formatted(i, texts.get(i % 3), i, label));
    }
    Files.writeString(source.resolve("clips.csv"), table);
    return source;
  }

  private static void await(String what, Callable<Boolean> there) throws Exception {
    long patience = System.nanoTime() + Duration.ofMinutes(4).toNanos();
    while (!there.call()) {
      assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(patience);
      Thread.sleep(50); // other processes are at work; there is nothing to wait on
    }
  }
}
