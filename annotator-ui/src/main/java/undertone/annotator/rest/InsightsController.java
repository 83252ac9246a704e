package undertone.annotator.rest;

import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.insights.AgreementCsv;
import undertone.annotator.insights.Insights;
import undertone.corpora.CorpusId;
import undertone.engine.insights.VoterReport;

/// How far voters agree. While it is worked out the answer is 202 and says how far it is; ask
/// again.
@RestController
@RequestMapping("/api/v1/corpora/{corpus}/insights")
class InsightsController {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration PATIENCE_FOR_FILES = Duration.ofSeconds(30);

  private final Insights insights;

  InsightsController(Insights insights) {
    this.insights = insights;
  }

  /// Voters and pairs of voters only for those who review.
  @GetMapping
  ResponseEntity<Insights.Answer> agreement(@PathVariable CorpusId corpus) {
    var answer = insights.ask(corpus, PATIENCE);
    return ResponseEntity.status(answer.report() == null ? HttpStatus.ACCEPTED : HttpStatus.OK)
        .body(answer);
  }

  /// Each voter's confusions, sets, drift and gold; empty with 202 while it is worked out.
  @GetMapping("/voters")
  ResponseEntity<List<VoterReport>> voters(@PathVariable CorpusId corpus) {
    var voters = insights.voters(corpus, PATIENCE);
    return voters == null ? ResponseEntity.accepted().body(List.of()) : ResponseEntity.ok(voters);
  }

  /// One line per figure. Nothing, with 202, if it takes longer than half a minute.
  @GetMapping(path = "/agreement.csv", produces = "text/csv")
  ResponseEntity<String> csv(@PathVariable CorpusId corpus) {
    var report = insights.ask(corpus, PATIENCE_FOR_FILES).report();
    return report == null
        ? ResponseEntity.accepted().body("")
        : ResponseEntity.ok()
            .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
            .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"agreement.csv\"")
            .body(AgreementCsv.of(report));
  }
}
