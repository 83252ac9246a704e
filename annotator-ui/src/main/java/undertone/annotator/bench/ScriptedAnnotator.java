package undertone.annotator.bench;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An annotator as the server sees one: keeps three clips at hand as the desk does, thinks,
/// answers.
final class ScriptedAnnotator {

  private static final int AT_HAND = 3; // the clip on the desk and two fetched ahead

  private final Door door;
  private final String login;
  private final String corpus;
  private final SplittableRandom random;
  private final Deque<JsonNode> hand = new ArrayDeque<>();
  private final List<Confirmed> confirmed = new ArrayList<>();
  private final List<Waited> nexts = new ArrayList<>();
  private final List<Waited> saves = new ArrayList<>();
  private int failures;

  /// @param door through which they have logged in
  /// @param corpus number or short name
  ScriptedAnnotator(Door door, String login, String corpus, int number) {
    this.door = door;
    this.login = login;
    this.corpus = corpus;
    this.random = new SplittableRandom(number);
  }

  /// A vote that the server has confirmed.
  ///
  /// @param id made by the annotator
  /// @param clip as the server numbers it
  record Confirmed(UUID id, String clip) {}

  /// How long an answer took.
  ///
  /// @param asked moment of the question, in the clock of [System#nanoTime()]
  /// @param millis until the answer was here
  /// @param server of these what the server says it took itself; NaN where it does not say
  record Waited(long asked, double millis, double server) {
    private static final Pattern SAID = Pattern.compile("app;dur=([0-9.]+)");

    static Waited since(long asked, HttpResponse<?> answer) {
      double millis = (System.nanoTime() - asked) / 1e6;
      var said = SAID.matcher(answer.headers().firstValue("Server-Timing").orElse(""));
      return new Waited(
          asked, millis, said.find() ? Double.parseDouble(said.group(1)) : Double.NaN);
    }
  }

  String login() {
    return login;
  }

  /// Annotates from one moment until another, both in the clock of [System#nanoTime()].
  ///
  /// @param thinking mean time spent on a clip
  void work(long from, long until, Duration thinking) throws IOException, InterruptedException {
    TimeUnit.NANOSECONDS.sleep(from - System.nanoTime());
    while (hand.size() < AT_HAND && fetch()) {}
    while (System.nanoTime() < until && !hand.isEmpty()) {
      // Between half and one and a half of the mean, so that annotators do not march in step.
      Thread.sleep((long) (thinking.toMillis() * (0.5 + random.nextDouble())));
      answer(hand.removeFirst());
      fetch();
    }
  }

  List<Confirmed> confirmed() {
    return confirmed;
  }

  List<Waited> nexts() {
    return nexts;
  }

  List<Waited> saves() {
    return saves;
  }

  int failures() {
    return failures;
  }

  private boolean fetch() throws IOException, InterruptedException {
    var holding = hand.stream().map(h -> h.at("/clip/id").asString()).toList();
    long asked = System.nanoTime();
    var answer = door.post(at("queue/next"), Map.of("holding", holding));
    nexts.add(Waited.since(asked, answer));
    if (answer.statusCode() == 200) {
      hand.addLast(JsonMapper.shared().readTree(answer.body()));
      return true;
    }
    failures += answer.statusCode() == 204 ? 0 : 1;
    return false;
  }

  private void answer(JsonNode handOut) throws IOException, InterruptedException {
    var id = UUID.randomUUID();
    int first = random.nextInt(ScratchCorpus.LABELS.size());
    int second =
        (first + 1 + random.nextInt(ScratchCorpus.LABELS.size() - 1)) % ScratchCorpus.LABELS.size();
    var body = new HashMap<String, Object>();
    body.put("clientId", id);
    body.put("leaseId", handOut.at("/lease/id").asLong());
    body.put("meaning", "ONE_OF");
    body.put(
        "candidates", List.of(ScratchCorpus.LABELS.get(first), ScratchCorpus.LABELS.get(second)));
    body.put("excluded", List.of());
    body.put("certainty", "FAIRLY");
    body.put("intensity", null);
    body.put("caption", Map.of("text", "Written by a script, " + id, "language", "en"));
    long asked = System.nanoTime();
    var clip = handOut.at("/clip/id").asString();
    var answer = door.post(at("clips/" + clip + "/votes"), body);
    saves.add(Waited.since(asked, answer));
    if (answer.statusCode() == 200) {
      confirmed.add(new Confirmed(id, clip));
    } else {
      failures++;
    }
  }

  private String at(String path) {
    return "/api/v1/corpora/" + corpus + "/" + path;
  }
}
