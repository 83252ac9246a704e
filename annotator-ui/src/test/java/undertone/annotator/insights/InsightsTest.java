package undertone.annotator.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import undertone.annotator.MovingClock;
import undertone.annotator.OpenHouse;
import undertone.annotator.people.Identity;
import undertone.annotator.people.Rights;
import undertone.corpora.CandidateSet;
import undertone.corpora.CorpusId;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.trace.Traces;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoteScan;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

class InsightsTest extends OpenHouse {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final MovingClock clock = new MovingClock();

  @AfterEach
  void leave() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void what_failed_is_not_tried_again_for_a_minute() {
    var corpus = corpus(2);
    enter(corpus);
    vote(corpus, "ada");
    var insights = insights();
    tally(corpus, "unreadable");
    assertThatThrownBy(() -> insights.ask(corpus, LONG))
        .isInstanceOf(FailedInsightsException.class);

    tally(corpus, null); // would go well now
    clock.pass(Duration.ofSeconds(59));
    assertThatThrownBy(() -> insights.ask(corpus, LONG))
        .isInstanceOf(FailedInsightsException.class);

    clock.pass(Duration.ofSeconds(1));
    assertThat(insights.ask(corpus, LONG).report()).isNotNull();
  }

  @Test
  void what_failed_is_tried_again_as_soon_as_a_vote_has_come() {
    var corpus = corpus(2);
    enter(corpus);
    vote(corpus, "ada");
    var insights = insights();
    tally(corpus, "unreadable");
    assertThatThrownBy(() -> insights.ask(corpus, LONG))
        .isInstanceOf(FailedInsightsException.class);

    tally(corpus, null);
    vote(corpus, "ben");

    assertThat(insights.ask(corpus, LONG).report()).isNotNull();
  }

  private Insights insights() {
    return new Insights(
        get(VoteScan.class),
        get(Traces.class),
        get(Voting.class),
        get(Library.class),
        get(Catalogue.class),
        get(Rights.class),
        clock);
  }

  private void vote(CorpusId corpus, String voter) {
    var voting = get(Voting.class);
    var id = voting.machine(corpus, VoterKind.MACHINE, voter).id();
    var clip = clipsOf(corpus).getFirst();
    voting.cast(Ballot.of(UUID.randomUUID(), clip, id, CandidateSet.of("anger")));
  }

  private void tally(CorpusId corpus, @Nullable String tally) {
    get(JdbcClient.class)
        .sql("update vote set tally = :tally where corpus_id = :corpus")
        .param("tally", tally)
        .param("corpus", corpus.value())
        .update();
  }

  private void enter(CorpusId corpus) {
    var account = member(corpus, CorpusRole.CURATOR);
    SecurityContextHolder.getContext()
        .setAuthentication(new TestingAuthenticationToken(Identity.atBrowser(account), ""));
  }
}
