package undertone.annotator.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.People;

/// Many annotators at work at once, over HTTP, on a server of its own; what was lost, doubled or
/// handed out too often is counted from the database afterwards.
public final class LoadBench {

  private static final String PASSWORD = "an orchard in the rain";
  private static final int OVERLAP = 2;
  private static final Duration LEASE = Duration.ofMinutes(30);

  private LoadBench() {}

  /// @param thinking mean time an annotator spends on a clip
  public static Map<String, Object> run(
      int annotators, Duration length, int clips, Duration thinking)
      throws IOException, InterruptedException, ExecutionException {
    try (var scratch = ScratchCorpus.of(clips, 0)) {
      scratch.get(Catalogue.class).plan(scratch.corpus(), OVERLAP, LEASE);
      var logins = accounts(scratch, annotators);
      scratch.leaveHouse();
      var people = new ArrayList<ScriptedAnnotator>();
      long peakRssMb;
      try (var server = ScratchServer.on(scratch.folder(), "1g");
          var threads = Executors.newVirtualThreadPerTaskExecutor();
          var http = HttpClient.newBuilder().executor(threads).build()) {
        for (int i = 0; i < logins.size(); i++) {
          var one =
              new ScriptedAnnotator(http, server.address(), scratch.corpus().toString(), i + 1);
          one.logIn(logins.get(i), PASSWORD);
          people.add(one);
        }
        long until = System.nanoTime() + length.toNanos();
        var work = new ArrayList<Callable<Void>>();
        for (var one : people) {
          work.add(() -> {
            one.work(until, thinking);
            return null;
          });
        }
        for (var done : threads.invokeAll(work)) {
          done.get();
        }
        peakRssMb = server.peakRssMb();
      }
      scratch.enterHouse();
      return metrics(scratch, people, peakRssMb);
    }
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
      ScratchCorpus scratch, List<ScriptedAnnotator> people, long peakRssMb) {
    var next = all(people, ScriptedAnnotator::nextMillis);
    var save = all(people, ScriptedAnnotator::saveMillis);
    var confirmed = people.stream().flatMap(p -> p.confirmed().stream()).toList();
    var metrics = new LinkedHashMap<String, Object>();
    metrics.put("annotators", people.size());
    metrics.put("requests", next.size() + save.size());
    metrics.put("failures", people.stream().mapToInt(ScriptedAnnotator::failures).sum());
    metrics.put("votes", confirmed.size());
    metrics.put("nextClipP50Ms", Percentile.of(next, 0.5));
    metrics.put("nextClipP95Ms", Percentile.of(next, 0.95));
    metrics.put("saveP50Ms", Percentile.of(save, 0.5));
    metrics.put("saveP95Ms", Percentile.of(save, 0.95));
    metrics.put("lost", lost(scratch, confirmed));
    metrics.put("doubled", doubled(scratch));
    metrics.put("overAssigned", overAssigned(scratch));
    metrics.put("serverPeakRssMb", peakRssMb);
    return metrics;
  }

  /// Votes the server confirmed and the database does not have.
  private static long lost(ScratchCorpus scratch, List<UUID> confirmed) {
    var kept =
        scratch
            .get(JdbcClient.class)
            .sql("select client_id from vote where corpus_id = ?")
            .param(scratch.corpus().value())
            .query(UUID.class)
            .set();
    return confirmed.stream().filter(id -> !kept.contains(id)).count();
  }

  /// Annotators with more than one vote on a clip in a pass: the script answers each clip once.
  private static long doubled(ScratchCorpus scratch) {
    return scratch
        .get(JdbcClient.class)
        .sql(
            """
            select count(*) from
              (select 1 from vote where corpus_id = ? group by clip_id, voter_id, cue having count(*) > 1) d
            """)
        .param(scratch.corpus().value())
        .query(Long.class)
        .single();
  }

  /// Clips that more annotators than planned hold or have answered. Gold clips that were mixed in
  /// come beside the plan.
  private static long overAssigned(ScratchCorpus scratch) {
    return scratch
        .get(JdbcClient.class)
        .sql(
            """
            select count(*) from
              (select 1 from lease where corpus_id = ? and state in ('OPEN', 'DONE')
                and gold = false and cue = 'ALL' group by clip_id having count(*) > ?) o
            """)
        .params(scratch.corpus().value(), OVERLAP)
        .query(Long.class)
        .single();
  }

  private static List<Double> all(
      List<ScriptedAnnotator> people, Function<ScriptedAnnotator, List<Double>> figures) {
    return people.stream().flatMap(p -> figures.apply(p).stream()).toList();
  }
}
