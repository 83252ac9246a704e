package undertone.annotator.releases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import undertone.annotator.OpenHouse;
import undertone.annotator.people.Identity;
import undertone.annotator.releases.ReleaseShelf.RunReport;
import undertone.corpora.CorpusId;
import undertone.corpora.RunId;
import undertone.corpora.Sentence;
import undertone.corpora.decision.Curation;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;
import undertone.exports.ReleasePolicy;
import undertone.exports.Releases;

/// The runs behind a release, as their reports in it say.
class ReleaseReportsTest extends OpenHouse {

  @AfterEach
  void leave() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void a_release_names_its_runs_with_the_precision_their_reports_estimate() {
    var corpus = corpus(2);
    var run =
        released(corpus, "{\"report\":{\"precision\":{\"value\":0.83,\"low\":0.71},\"moves\":[]}}");

    assertThat(get(ReleaseShelf.class).reports(corpus, "v1"))
        .containsExactly(new RunReport(run, RunKind.REFINE, .83, .71));
  }

  @Test
  void a_run_that_could_not_prove_itself_has_no_precision() {
    var corpus = corpus(2);
    var run = released(corpus, "{\"report\":{\"precision\":null,\"moves\":[]}}");

    assertThat(get(ReleaseShelf.class).reports(corpus, "v1"))
        .containsExactly(new RunReport(run, RunKind.REFINE, null, null));
  }

  @Test
  void a_run_that_said_nothing_is_not_named() {
    var corpus = corpus(2);
    released(corpus, null);

    assertThat(get(ReleaseShelf.class).reports(corpus, "v1")).isEmpty();
  }

  /// A release with one decision on a run's proposal.
  private RunId released(CorpusId corpus, @Nullable String summary) {
    var proposal = proposals(corpus, clipsOf(corpus)).getFirst();
    var kim = member(corpus, CorpusRole.CURATOR);
    SecurityContextHolder.getContext()
        .setAuthentication(new TestingAuthenticationToken(Identity.atBrowser(kim), ""));
    var run = get(Proposals.class).find(proposal).orElseThrow().run();
    get(Runs.class).end(run, RunState.DONE, Sentence.of("Done."), summary);
    get(Curation.class).accept(UUID.randomUUID(), proposal, kim.id(), "");
    get(Releases.class).create(corpus, "v1", ReleasePolicy.DEFAULT, null, (_, _) -> {});
    return run;
  }
}
