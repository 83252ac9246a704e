package undertone.annotator.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.People;
import undertone.corpora.plan.AnnotationPlan;
import undertone.corpora.plan.AnnotationPlans;

/// Many annotators at work at once, over HTTP, on a server of its own or on one that runs already;
/// what was lost, doubled or handed out too often is counted afterwards.
public final class LoadBench {

  private static final String PASSWORD = "an orchard in the rain";
  private static final int OVERLAP = 2;
  private static final Duration LEASE = Duration.ofMinutes(30);

  private LoadBench() {}

  /// What is asked of the server.
  ///
  /// @param arriving time in which the annotators sit down, evenly one after another; what they
  ///   wait for meanwhile, at a server that has just started, stands by itself
  /// @param length how long all of them work
  /// @param thinking mean time an annotator spends on a clip
  /// @param goldEvery one gold clip in so many hand-outs; 0 for none
  public record Load(
      int annotators, Duration arriving, Duration length, Duration thinking, int goldEvery) {}

  /// @param countedFrom `database` or `rest`, which sees answers and no open hand-outs
  /// @param lost votes the server confirmed and does not have
  /// @param doubled annotators with more than one vote on a clip in a pass: the script answers each
  ///   clip once
  /// @param overAssigned clips that more annotators than planned hold or have answered; gold clips
  ///   that were mixed in come beside the plan
  record Losses(String countedFrom, long lost, long doubled, long overAssigned) {}

  /// On a server of its own with a corpus of so many clips.
  public static Map<String, Object> run(Load load, int clips)
      throws IOException, InterruptedException, ExecutionException {
    try (var scratch = ScratchCorpus.of(clips, 0)) {
      scratch.get(Catalogue.class).plan(scratch.corpus(), OVERLAP, LEASE);
      if (load.goldEvery() > 0) {
        scratch.gold();
        scratch
            .get(AnnotationPlans.class)
            .put(scratch.corpus(), new AnnotationPlan(0, 0, 0, load.goldEvery(), false, null));
      }
      var logins = accounts(scratch, load.annotators());
      scratch.leaveHouse();
      var people = new ArrayList<ScriptedAnnotator>();
      long peakRssMb;
      long together;
      try (var server = ScratchServer.on(scratch.folder(), "1g");
          var threads = Executors.newVirtualThreadPerTaskExecutor();
          var http = HttpClient.newBuilder().executor(threads).build()) {
        for (int i = 0; i < logins.size(); i++) {
          var login = logins.get(i);
          var door = Door.ofBrowser(http, server.address(), i + 1).logIn(login, PASSWORD);
          people.add(new ScriptedAnnotator(door, login, scratch.corpus().toString(), i + 1));
        }
        together = work(people, load, threads);
        peakRssMb = server.peakRssMb();
      }
      scratch.enterHouse();
      var metrics = metrics(people, together, losses(scratch, people));
      metrics.put("serverPeakRssMb", peakRssMb);
      return metrics;
    }
  }

  /// Who asks a running server for a corpus: a token, or a login with its password.
  public sealed interface Admin {
    record Token(String secret) implements Admin {}

    record Login(String name, String password) implements Admin {}
  }

  /// On a server that runs already, with a corpus and accounts of its own.
  ///
  /// @param server its address, such as `http://127.0.0.1:8080`
  public static Map<String, Object> at(URI server, Admin admin, Load load, int clips)
      throws IOException, InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var http = HttpClient.newBuilder().executor(threads).build()) {
      var door =
          switch (admin) {
            case Admin.Token token -> Door.ofProgram(http, server, token.secret());
            case Admin.Login login ->
                Door.ofBrowser(http, server, 0).logIn(login.name(), login.password());
          };
      try (var remote =
          RemoteCorpus.on(http, server, door, clips, OVERLAP, LEASE, load.goldEvery())) {
        var people = new ArrayList<ScriptedAnnotator>();
        for (int i = 1; i <= load.annotators(); i++) {
          people.add(remote.annotator(i));
        }
        long together = work(people, load, threads);
        return metrics(people, together, remote.losses(people));
      }
    }
  }

  /// Returns the moment from which on all of them were at work.
  private static long work(List<ScriptedAnnotator> people, Load load, ExecutorService threads)
      throws InterruptedException, ExecutionException {
    long began = System.nanoTime();
    long together = began + load.arriving().toNanos();
    long until = together + load.length().toNanos();
    var work = new ArrayList<Callable<Void>>();
    for (int i = 0; i < people.size(); i++) {
      var one = people.get(i);
      long from = began + load.arriving().toNanos() * i / people.size();
      work.add(() -> {
        one.work(from, until, load.thinking());
        return null;
      });
    }
    for (var done : threads.invokeAll(work)) {
      done.get();
    }
    return together;
  }

  private static List<String> accounts(ScratchCorpus scratch, int annotators) {
    var people = scratch.get(People.class);
    // Logging in is not what is measured: the cheapest hash there is.
    var hash = "{bcrypt}" + new BCryptPasswordEncoder(4).encode(PASSWORD);
    var logins = new ArrayList<String>();
    for (int i = 1; i <= annotators; i++) {
      var login = "annotator-%03d".formatted(i);
      var invite =
          people.invite(
              InstanceRole.MEMBER, scratch.corpus(), CorpusRole.ANNOTATOR, "", null, LEASE);
      people.accept(invite.secret(), login, "Annotator " + i, hash, "en");
      logins.add(login);
    }
    return logins;
  }

  private static Map<String, Object> metrics(
      List<ScriptedAnnotator> people, long together, Losses losses) {
    var nexts = people.stream().flatMap(p -> p.nexts().stream()).toList();
    var saves = people.stream().flatMap(p -> p.saves().stream()).toList();
    var metrics = new LinkedHashMap<String, Object>();
    metrics.put("annotators", people.size());
    metrics.put("requests", nexts.size() + saves.size());
    metrics.put("failures", people.stream().mapToInt(ScriptedAnnotator::failures).sum());
    metrics.put("votes", people.stream().mapToInt(p -> p.confirmed().size()).sum());
    putTimes(metrics, "nextClip", nexts, together);
    putTimes(metrics, "save", saves, together);
    metrics.put("countedFrom", losses.countedFrom());
    metrics.put("lost", losses.lost());
    metrics.put("doubled", losses.doubled());
    metrics.put("overAssigned", losses.overAssigned());
    return metrics;
  }

  private static Losses losses(ScratchCorpus scratch, List<ScriptedAnnotator> people) {
    var jdbc = scratch.get(JdbcClient.class);
    long corpus = scratch.corpus().value();
    var kept =
        jdbc.sql("select client_id from vote where corpus_id = ?")
            .param(corpus)
            .query(UUID.class)
            .set();
    long lost =
        people.stream()
            .flatMap(p -> p.confirmed().stream())
            .filter(c -> !kept.contains(c.id()))
            .count();
    long doubled =
        jdbc.sql(
                """
                select count(*) from
                  (select 1 from vote where corpus_id = ? group by clip_id, voter_id, cue having count(*) > 1) d
                """)
            .param(corpus)
            .query(Long.class)
            .single();
    long overAssigned =
        jdbc.sql(
                """
                select count(*) from
                  (select 1 from lease where corpus_id = ? and state in ('OPEN', 'DONE')
                    and gold = false and cue = 'ALL' group by clip_id having count(*) > ?) o
                """)
            .params(corpus, OVERLAP)
            .query(Long.class)
            .single();
    return new Losses("database", lost, doubled, overAssigned);
  }

  private static void putTimes(
      Map<String, Object> metrics,
      String what,
      List<ScriptedAnnotator.Waited> waits,
      long together) {
    var arriving = waits.stream().filter(w -> w.asked() < together).map(w -> w.millis()).toList();
    var working = waits.stream().filter(w -> w.asked() >= together).toList();
    var whole = working.stream().map(w -> w.millis()).toList();
    var server = working.stream().map(w -> w.server()).filter(ms -> !ms.isNaN()).toList();
    metrics.put(what + "P50Ms", Percentile.of(whole, 0.5));
    metrics.put(what + "P95Ms", Percentile.of(whole, 0.95));
    metrics.put(what + "ServerP50Ms", Percentile.of(server, 0.5));
    metrics.put(what + "ServerP95Ms", Percentile.of(server, 0.95));
    metrics.put(what + "ArrivingP50Ms", Percentile.of(arriving, 0.5));
    metrics.put(what + "ArrivingP95Ms", Percentile.of(arriving, 0.95));
  }
}
