package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.rules.RuleDesk;
import undertone.corpora.CandidateSet;
import undertone.corpora.CorpusId;
import undertone.corpora.rule.Reads;
import undertone.corpora.rule.Rule;

/// Rules that vote. `POST …/runs/rules` lets them.
@RestController
@RequestMapping("/api/v1/corpora/{corpus}/rules")
class RulesController {

  private final RuleDesk rules;

  RulesController(RuleDesk rules) {
    this.rules = rules;
  }

  /// @param unless what speaks against it; null = nothing
  record RuleRequest(
      @NotNull Reads reads,
      @NotNull List<@NotNull String> looksFor,
      @Nullable List<@NotNull String> unless,
      @NotNull List<@NotNull String> labels) {

    Rule rule(String name) {
      return RuleDesk.rule(() ->
          new Rule(
              name,
              reads,
              looksFor,
              unless == null ? List.of() : unless,
              new CandidateSet(labels)));
    }
  }

  /// The rules of a corpus, and what was seen of each when they last voted.
  @GetMapping
  List<RuleDesk.Standing> rules(@PathVariable CorpusId corpus) {
    return rules.of(corpus);
  }

  /// What a rule would say of the first clips of the corpus; nothing is kept.
  @PostMapping("/try")
  RuleDesk.Trial attempt(@PathVariable CorpusId corpus, @Valid @RequestBody RuleRequest request) {
    return rules.attempt(corpus, request.rule("tried"));
  }

  /// Writes a rule down, in place of one of the same name.
  @PutMapping("/{rule}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void write(
      @PathVariable CorpusId corpus,
      @PathVariable String rule,
      @Valid @RequestBody RuleRequest request) {
    rules.write(corpus, request.rule(rule));
  }

  /// Takes a rule back.
  @DeleteMapping("/{rule}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void withdraw(@PathVariable CorpusId corpus, @PathVariable String rule) {
    rules.withdraw(corpus, rule);
  }
}
