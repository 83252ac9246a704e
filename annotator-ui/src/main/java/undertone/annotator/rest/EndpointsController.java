package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
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
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.jobs.LlmRunPlan;
import undertone.annotator.jobs.LlmRunPlan.Manner;
import undertone.annotator.runs.LlmDesk;
import undertone.annotator.runs.RunDesk;
import undertone.corpora.CorpusId;
import undertone.corpora.endpoint.Consent;
import undertone.corpora.endpoint.ModelEndpoint;
import undertone.engine.llm.LlmEstimate;

/// Language models that vote: set up by administrators, allowed and asked by owners. Keys go in and
/// never come out.
@RestController
@RequestMapping("/api/v1")
class EndpointsController {

  private final LlmDesk desk;
  private final RunDesk runs;

  EndpointsController(LlmDesk desk, RunDesk runs) {
    this.desk = desk;
    this.runs = runs;
  }

  /// What is left out is 0: free, and without a cap.
  ///
  /// @param address what stands before `/v1/chat/completions`
  /// @param moneyIn for a million tokens read
  /// @param moneyOut for a million tokens written
  /// @param tokensAnImage what a picture counts as, for estimates; 400 if left out
  /// @param mostMoney of one run, in the currency of the prices
  record EndpointBody(
      @NotBlank String address,
      @NotBlank String model,
      @Nullable Double moneyIn,
      @Nullable Double moneyOut,
      @Nullable Integer tokensAnImage,
      @Nullable Long mostRequests,
      @Nullable Long mostTokens,
      @Nullable Double mostMoney,
      @Nullable Long mostMinutes) {

    private static final int USUAL_TOKENS_AN_IMAGE = 400;

    ModelEndpoint named(String name) {
      try {
        return new ModelEndpoint(
            name,
            address,
            model,
            moneyIn == null ? 0 : moneyIn,
            moneyOut == null ? 0 : moneyOut,
            tokensAnImage == null ? USUAL_TOKENS_AN_IMAGE : tokensAnImage,
            mostRequests == null ? 0 : mostRequests,
            mostTokens == null ? 0 : mostTokens,
            mostMoney == null ? 0 : mostMoney,
            mostMinutes == null ? 0 : mostMinutes);
      } catch (IllegalArgumentException e) {
        throw new InvalidRequestException(e);
      }
    }
  }

  record KeyBody(@NotBlank @Size(max = 2000) String key) {
    @Override
    public String toString() {
      return "KeyBody[]";
    }
  }

  /// An endpoint as owners may choose it.
  record Offered(String name, String address, String model, boolean allowed) {}

  /// @param givenBy number of the account
  record ConsentGiven(
      String endpoint,
      String address,
      long givenBy,
      Instant givenAt,
      @Nullable Long revokedBy,
      @Nullable Instant revokedAt) {

    static ConsentGiven of(Consent consent) {
      var revokedBy = consent.revokedBy();
      return new ConsentGiven(
          consent.endpoint(),
          consent.address(),
          consent.givenBy().value(),
          consent.givenAt(),
          revokedBy == null ? null : revokedBy.value(),
          consent.revokedAt());
    }
  }

  /// @param consents newest first, revoked ones too
  record CorpusEndpoints(List<Offered> endpoints, List<ConsentGiven> consents) {}

  /// What is left out is as usual.
  ///
  /// @param endpoint name
  /// @param ask what is shown: `text`, `video`, `video-and-text`, `face`, `micro` or `evoked`
  /// @param frames of a film
  /// @param fewerVotes only clips on which fewer others hold a vote
  /// @param concurrency requests at a time
  /// @param requestsPerMinute at most; 0 = as many as the endpoint takes
  /// @param tokensPerMinute in and out, at most; 0 = as many as the endpoint takes
  /// @param temperature 0 = the likeliest answer, 2 at most
  /// @param mostTokensOut of one answer
  record LlmRequest(
      @NotNull @Size(max = 40) String endpoint,
      @Nullable String ask,
      @Nullable Integer frames,
      @Nullable Integer fewerVotes,
      @Nullable Integer concurrency,
      @Nullable Integer requestsPerMinute,
      @Nullable Long tokensPerMinute,
      @Nullable Double temperature,
      @Nullable Integer mostTokensOut,
      @Nullable Long seed) {}

  @GetMapping("/endpoints")
  List<LlmDesk.Shown> endpoints() {
    return desk.endpoints();
  }

  @PutMapping("/endpoints/{endpoint}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void put(@PathVariable String endpoint, @Valid @RequestBody EndpointBody body) {
    desk.put(body.named(endpoint));
  }

  @DeleteMapping("/endpoints/{endpoint}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String endpoint) {
    desk.remove(endpoint);
  }

  @PutMapping("/endpoints/{endpoint}/key")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void key(@PathVariable String endpoint, @Valid @RequestBody KeyBody body) {
    desk.key(endpoint, body.key());
  }

  @DeleteMapping("/endpoints/{endpoint}/key")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void forgetKey(@PathVariable String endpoint) {
    desk.forgetKey(endpoint);
  }

  /// Endpoints this corpus' clips may be sent to, and who said so.
  @GetMapping("/corpora/{corpus}/endpoints")
  CorpusEndpoints offered(@PathVariable CorpusId corpus) {
    return new CorpusEndpoints(
        desk.offered(corpus).stream()
            .map(o ->
                new Offered(
                    o.endpoint().name(), o.endpoint().address(), o.endpoint().model(), o.allowed()))
            .toList(),
        desk.consents(corpus).stream().map(ConsentGiven::of).toList());
  }

  /// Agrees that clips of the corpus are sent to the endpoint.
  @PutMapping("/corpora/{corpus}/endpoints/{endpoint}/consent")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void allow(@PathVariable CorpusId corpus, @PathVariable String endpoint) {
    desk.allow(corpus, endpoint);
  }

  @DeleteMapping("/corpora/{corpus}/endpoints/{endpoint}/consent")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(@PathVariable CorpusId corpus, @PathVariable String endpoint) {
    desk.revoke(corpus, endpoint);
  }

  /// What a run would take; nothing is sent.
  @PostMapping("/corpora/{corpus}/runs/llm/estimate")
  LlmEstimate estimate(@PathVariable CorpusId corpus, @Valid @RequestBody LlmRequest request) {
    return desk.estimate(corpus, plan(corpus, request));
  }

  /// Has a language model vote as a machine voter of its name.
  @PostMapping("/corpora/{corpus}/runs/llm")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RunInfo start(@PathVariable CorpusId corpus, @Valid @RequestBody LlmRequest request) {
    var run = desk.start(corpus, plan(corpus, request));
    return RunInfo.of(run, runs.summary(run).orElse(null));
  }

  private LlmRunPlan plan(CorpusId corpus, LlmRequest asked) {
    var usual = LlmRunPlan.of(asked.endpoint(), desk.usual(corpus));
    try {
      return new LlmRunPlan(
          asked.endpoint(),
          asked.ask() == null ? usual.kind() : LlmRunPlan.kindOf(asked.ask()),
          asked.frames() == null ? usual.frames() : asked.frames(),
          asked.fewerVotes() == null ? usual.fewerVotes() : asked.fewerVotes(),
          asked.concurrency() == null ? usual.concurrency() : asked.concurrency(),
          new Manner(
              asked.requestsPerMinute() == null
                  ? Manner.USUAL.requestsPerMinute()
                  : asked.requestsPerMinute(),
              asked.tokensPerMinute() == null
                  ? Manner.USUAL.tokensPerMinute()
                  : asked.tokensPerMinute(),
              asked.temperature() == null ? Manner.USUAL.temperature() : asked.temperature(),
              asked.mostTokensOut() == null ? Manner.USUAL.mostTokensOut() : asked.mostTokensOut()),
          asked.seed() == null ? usual.seed() : asked.seed());
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(e);
    }
  }
}
