package undertone.annotator.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import undertone.annotator.MovingClock;
import undertone.annotator.OpenHouse;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Identity;
import undertone.corpora.CorpusId;
import undertone.corpora.RunId;
import undertone.corpora.people.Account;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;

class RunWatchTest extends OpenHouse {

  private final MovingClock clock = new MovingClock();

  @AfterEach
  void leave() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void everybody_sees_the_runs_they_started_and_nobody_elses() {
    var corpus = corpus(1);
    var ada = newcomer();
    var ben = newcomer();
    var hers = started(corpus, ada);
    var his = started(corpus, ben);
    var watch = watch();

    enter(ada);
    assertThat(watch.mine()).extracting(RunWatch.Seen::id).containsExactly(hers);
    enter(ben);
    assertThat(watch.mine()).extracting(RunWatch.Seen::id).containsExactly(his);
    SecurityContextHolder.clearContext();
    assertThat(watch.mine()).isEmpty();
  }

  @Test
  void the_database_is_asked_once_a_second_at_most() {
    var corpus = corpus(1);
    var ada = newcomer();
    var watch = watch();
    enter(ada);
    assertThat(watch.mine()).isEmpty();

    var run = started(corpus, ada);
    clock.pass(Duration.ofMillis(999));
    assertThat(watch.mine()).isEmpty();
    clock.pass(Duration.ofMillis(1));
    assertThat(watch.mine()).extracting(RunWatch.Seen::id).containsExactly(run);
  }

  @Test
  void a_run_that_ended_is_remembered_for_ten_minutes() {
    var ada = newcomer();
    var run = started(corpus(1), ada);
    get(JdbcClient.class)
        .sql("update run set state = 'DONE', finished_at = ? where id = ?")
        .params(clock.instant().atOffset(ZoneOffset.UTC), run.value())
        .update();
    var watch = watch();
    enter(ada);

    clock.pass(Duration.ofMinutes(9));
    assertThat(watch.mine()).extracting(RunWatch.Seen::id).containsExactly(run);
    clock.pass(Duration.ofMinutes(1));
    assertThat(watch.mine()).isEmpty();
  }

  private RunWatch watch() {
    return new RunWatch(get(JdbcClient.class), get(CurrentPerson.class), clock);
  }

  private RunId started(CorpusId corpus, Account by) {
    return get(Runs.class).queue(RunKind.REFINE, corpus, "{}", 1, "test", by.id()).id();
  }

  private static void enter(Account account) {
    SecurityContextHolder.getContext()
        .setAuthentication(new TestingAuthenticationToken(Identity.atBrowser(account), ""));
  }
}
