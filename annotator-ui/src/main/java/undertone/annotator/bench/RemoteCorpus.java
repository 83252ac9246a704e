package undertone.annotator.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// A corpus of made-up text clips and accounts for it on a server that runs already, made and
/// counted over REST. The corpus stays; the accounts are disabled at the end.
final class RemoteCorpus implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String TABLE = "clips.csv";

  private final HttpClient http;
  private final URI server;
  private final Door admin;
  private final int overlap;
  private final String corpus;
  private final String password = UUID.randomUUID().toString(); // the accounts outlive the bench
  private final List<Long> accounts = new ArrayList<>();

  private RemoteCorpus(HttpClient http, URI server, Door admin, int overlap, String corpus) {
    this.http = http;
    this.server = server;
    this.admin = admin;
    this.overlap = overlap;
    this.corpus = corpus;
  }

  /// @param admin an administrator: only they may import a folder from anywhere
  static RemoteCorpus on(
      HttpClient http,
      URI server,
      Door admin,
      int clips,
      int overlap,
      Duration lease,
      int goldEvery)
      throws IOException, InterruptedException {
    var made =
        admin.ask(
            "POST",
            "/api/v1/corpora",
            Map.of("name", "Load " + UUID.randomUUID(), "scheme", "ekman7", "language", "en"));
    var remote =
        new RemoteCorpus(http, server, admin, overlap, Long.toString(made.get("id").asLong()));
    remote.fill(clips, goldEvery > 0);
    admin.ask(
        "PUT", remote.at("plan"), Map.of("overlap", overlap, "leaseMinutes", lease.toMinutes()));
    if (goldEvery > 0) {
      admin.ask(
          "PUT",
          remote.at("annotation-plan"),
          Map.of("face", 0, "voice", 0, "words", 0, "goldEvery", goldEvery, "feedback", false));
    }
    return remote;
  }

  // The server reads the folder itself, so it has to be on the same machine.
  private void fill(int clips, boolean gold) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("undertone-load");
    try {
      write(folder.resolve(TABLE), clips, gold);
      var run =
          admin.ask("POST", at("runs/import"), Map.of("folder", folder.toString(), "topK", 2));
      awaitEnd(run.get("id").asLong());
    } finally {
      Files.deleteIfExists(folder.resolve(TABLE));
      Files.delete(folder);
    }
  }

  private static void write(Path table, int clips, boolean gold) throws IOException {
    try (var out = Files.newBufferedWriter(table)) {
      out.write("clip,text,label\n");
      for (int i = 0; i < clips; i++) {
        var label = gold && i % ScratchCorpus.GOLD_EVERY == 0 ? "anger" : "";
        out.write("line-%d,Made up for a bench: line %d,%s%n".formatted(i, i, label));
      }
    }
  }

  private void awaitEnd(long run) throws IOException, InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    JsonNode seen;
    do {
      Thread.sleep(500); // the engine is at work in another process
      seen = admin.ask("GET", "/api/v1/runs/" + run, null);
    } while (List.of("QUEUED", "RUNNING").contains(seen.get("state").asString())
        && System.nanoTime() < until);
    if (!seen.get("state").asString().equals("DONE")) {
      throw new IllegalStateException("The import did not end well: " + seen);
    }
  }

  /// Somebody with an account of their own, logged in.
  ScriptedAnnotator annotator(int number) throws IOException, InterruptedException {
    var login = "load-%s-%03d".formatted(corpus, number);
    var invite = admin.ask("POST", at("invites"), Map.of("role", "ANNOTATOR", "note", login));
    var path = invite.get("path").asString();
    var door = Door.ofBrowser(http, server, number);
    door.takeTicket();
    var joined =
        door.ask(
            "POST",
            "/api/v1/join/" + path.substring(path.lastIndexOf('/') + 1),
            Map.of("login", login, "name", login, "password", password, "language", "en"));
    accounts.add(joined.get("id").asLong());
    return new ScriptedAnnotator(door.logIn(login, password), login, corpus, number);
  }

  /// What the server holds of the clips that were answered. Clips that were only handed out are not
  /// seen from here.
  LoadBench.Losses losses(List<ScriptedAnnotator> people) throws IOException, InterruptedException {
    var votes = new LinkedHashMap<String, Map<String, Integer>>(); // clip, voter, how many
    long overAssigned = 0;
    long doubled = 0;
    for (var clip :
        people.stream()
            .flatMap(p -> p.confirmed().stream())
            .map(c -> c.clip())
            .distinct()
            .toList()) {
      var byVoter = new HashMap<String, Integer>();
      var planned = new HashSet<String>();
      for (var vote : admin.ask("GET", at("clips/" + clip), null).at("/chain/votes")) {
        var voter = vote.get("voter").asString();
        byVoter.merge(voter, 1, Integer::sum);
        if (!vote.get("goldCheck").asBoolean()) {
          planned.add(voter);
        }
      }
      votes.put(clip, byVoter);
      doubled += byVoter.values().stream().filter(many -> many > 1).count();
      overAssigned += planned.size() > overlap ? 1 : 0;
    }
    long lost =
        people.stream()
            .mapToLong(p ->
                p.confirmed().stream()
                    .filter(c -> !votes.getOrDefault(c.clip(), Map.of()).containsKey(p.login()))
                    .count())
            .sum();
    return new LoadBench.Losses("rest", lost, doubled, overAssigned);
  }

  private String at(String path) {
    return "/api/v1/corpora/" + corpus + "/" + path;
  }

  @Override
  public void close() throws IOException {
    try {
      for (long account : accounts) {
        admin.ask("PUT", "/api/v1/people/" + account + "/disabled", Map.of("disabled", true));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted before all accounts of the bench were disabled.", e);
    }
  }
}
