package undertone.annotator.runs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import undertone.annotator.people.CurrentPerson;
import undertone.corpora.RunId;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;

/// How far the runs are that people have started. However many sessions ask, the database is asked
/// at most once a second, and not at all while nobody asks.
@Service
public class RunWatch {

  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private final JdbcClient jdbc;
  private final CurrentPerson person;
  private final Clock clock;
  private Instant asked = Instant.EPOCH;
  private List<Owned> seen = List.of();

  RunWatch(JdbcClient jdbc, CurrentPerson person, Clock clock) {
    this.jdbc = jdbc;
    this.person = person;
    this.clock = clock;
  }

  /// A run that is under way or has just ended.
  ///
  /// @param corpus short name
  /// @param progress 0..1
  public record Seen(
      RunId id, @Nullable String corpus, RunKind kind, RunState state, double progress) {}

  private record Owned(long owner, Seen run) {}

  /// The runs the person at the screen started, oldest first.
  public List<Seen> mine() {
    if (!person.signedIn()) {
      return List.of();
    }
    long me = person.account().id().value();
    return newest().stream().filter(o -> o.owner() == me).map(Owned::run).toList();
  }

  private synchronized List<Owned> newest() {
    var now = clock.instant();
    if (asked.plus(FRESH).isAfter(now)) {
      return seen;
    }
    seen =
        jdbc.sql(
                """
                select r.id, c.slug, r.kind, r.state, r.progress, r.started_by
                from run r left join corpus c on c.id = r.corpus_id
                where r.started_by is not null
                  and (r.state in ('QUEUED', 'RUNNING') or r.finished_at > :since)
                order by r.id
                """)
            .param("since", now.minus(REMEMBERED).atOffset(ZoneOffset.UTC))
            .query((row, _) ->
                new Owned(
                    row.getLong(6),
                    new Seen(
                        new RunId(row.getLong(1)),
                        row.getString(2),
                        RunKind.valueOf(row.getString(3)),
                        RunState.valueOf(row.getString(4)),
                        row.getDouble(5))))
            .list();
    asked = now;
    return seen;
  }
}
