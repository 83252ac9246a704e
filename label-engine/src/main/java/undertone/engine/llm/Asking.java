package undertone.engine.llm;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import undertone.engine.llm.Cases.Case;
import undertone.engine.llm.Courier.Outcome;
import undertone.engine.llm.LlmReport.Ending;
import undertone.engine.refinement.Streams;

/// One run: rounds of requests, several at a time, until every case is settled or the run must end.
final class Asking {
  private static final int TRIES = 5;
  private static final int MOST_FAILURES_IN_A_ROW = 10;
  private static final Duration LONGEST_WISH = Duration.ofMinutes(10); // a Retry-After beyond ends
  private static final Duration LOOK_UP = Duration.ofSeconds(1); // while waiting: is it cancelled?

  private final LlmEndpoint endpoint;
  private final LabelVocabulary vocabulary;
  private final LlmPlan plan;
  private final Courier courier;
  private final ReplyCache cache;
  private final Timekeeper time;
  private final Cases cases;
  private final LlmListener listener;
  private final Pace pace;
  private final Meter meter;
  private final Instant began;
  private final SplittableRandom jitter;
  private final AtomicBoolean jsonReplies;
  private int failuresInARow = 0;
  private Rejection lastFailure = Rejection.HTTP;
  private @Nullable Ending ending;
  private String said = "";

  Asking(
      LlmEndpoint endpoint,
      LabelVocabulary vocabulary,
      LlmPlan plan,
      Courier courier,
      ReplyCache cache,
      Timekeeper time,
      Cases cases,
      Meter meter,
      LlmListener listener) {
    this.endpoint = endpoint;
    this.vocabulary = vocabulary;
    this.plan = plan;
    this.courier = courier;
    this.cache = cache;
    this.time = time;
    this.cases = cases;
    this.listener = listener;
    began = time.now();
    pace = new Pace(plan.requestsPerMinute(), plan.tokensPerMinute(), began);
    this.meter = meter;
    jitter = new Streams(plan.seed()).of("llm pauses");
    jsonReplies = new AtomicBoolean(endpoint.jsonReplies());
  }

  LlmReport run() throws IOException, InterruptedException {
    report();
    for (var round = cases.batches(); !round.isEmpty() && !isOver(); round = cases.batches()) {
      ask(round);
    }
    var how = ending();
    switch (how) {
      case DONE, CANCELLED -> {}
      case BUDGET -> cases.giveUp(Rejection.BUDGET);
      case BARRED, BROKEN -> cases.giveUp(lastFailure);
    }
    return new LlmReport(cases.verdicts(), meter.spent(), cases.recalled(), how, said);
  }

  private void ask(List<List<Case>> round) throws IOException, InterruptedException {
    try (var workers =
        Executors.newFixedThreadPool(plan.concurrency(), Thread.ofVirtual().factory())) {
      var asked = new ArrayList<Future<?>>();
      for (var batch : round) {
        asked.add(
            workers.submit(() -> {
              askOnce(batch);
              return null;
            }));
      }
      try {
        for (var one : asked) {
          one.get();
        }
      } catch (ExecutionException e) {
        workers.shutdownNow();
        rethrow(e.getCause());
      } catch (InterruptedException e) {
        workers.shutdownNow();
        throw e;
      }
    }
  }

  private static void rethrow(@Nullable Throwable cause) throws IOException, InterruptedException {
    switch (cause) {
      case IOException e -> throw e;
      case InterruptedException e -> throw e;
      case RuntimeException e -> throw e;
      case null, default -> throw new IllegalStateException("Bug: a request died.", cause);
    }
  }

  private void askOnce(List<Case> batch) throws IOException, InterruptedException {
    if (isOver()) {
      return;
    }
    var shown = shown(batch);
    if (shown.isEmpty()) {
      return;
    }
    var present = batch.stream().filter(shown::containsKey).toList();
    int attempts = present.stream().mapToInt(Case::attempts).sum();
    var question =
        new Question(
            plan.kind(),
            vocabulary,
            present.stream().map(shown::get).map(Objects::requireNonNull).toList(),
            plan.seed(),
            attempts + " " + present.stream().map(c -> c.key).collect(Collectors.joining(" ")));
    long in = question.tokensIn(plan.tariff().tokensAnImage());
    long likely = in + Question.tokensOut(present.size(), question.labels().size());
    for (int tries = 1; waitForTurn(likely); ) {
      boolean json = jsonReplies.get();
      var outcome = send(question, json, in, tries > 1);
      switch (outcome) {
        case null -> {
          end(Ending.BUDGET, "A cap of the run was reached; raise it and start the run again.");
          return;
        }
        case Outcome.Answered _ -> {
          succeeded();
          return;
        }
        case Outcome.Failed failed -> {
          countFailure(failed);
          if (tries++ == TRIES) {
            giveUp(present, failed.reason());
            return;
          }
          pause(tries - 1, failed);
        }
        case Outcome.NoJson _ -> {
          if (!json) { // said no to what was not asked
            giveUp(present, Rejection.HTTP);
            return;
          }
          jsonReplies.set(false);
        }
        case Outcome.TooLarge _ -> {
          giveUp(present, Rejection.HTTP);
          return;
        }
        case Outcome.Declined declined -> {
          giveUp(present, declined.reason());
          return;
        }
        case Outcome.Barred barred -> {
          end(Ending.BARRED, barred.said());
          return;
        }
      }
    }
  }

  /// Takes the frames; a clip that cannot be read is out.
  private Map<Case, Question.Shown> shown(List<Case> batch) throws InterruptedException {
    var shown = new LinkedHashMap<Case, Question.Shown>();
    for (var each : batch) {
      try {
        var stills = plan.kind().showsFrames() ? each.item.frames().take() : List.<Still>of();
        shown.put(each, new Question.Shown(each.key, each.item.words(), stills));
      } catch (IOException _) { // its verdict says so
        cases.reject(List.of(each), Rejection.UNREADABLE);
        report();
      }
    }
    return shown;
  }

  /// Sends once; what is answered is kept before anything else.
  ///
  /// @return null = a cap forbids it
  private @Nullable Outcome send(Question question, boolean json, long in, boolean retry)
      throws IOException, InterruptedException {
    long out = endpoint.maxOutputTokens();
    if (!meter.begin(in, out, retry)) {
      return null;
    }
    long read = in; // until it is known better
    long wrote = 0;
    try {
      var outcome = courier.post(question.body(endpoint, json));
      switch (outcome) {
        case Outcome.Answered answered -> {
          keep(question, answered);
          read = answered.tokensIn() < 0 ? in : answered.tokensIn();
          wrote =
              answered.tokensOut() < 0 ? Question.tokens(answered.content()) : answered.tokensOut();
        }
        case Outcome.Failed failed -> read = failed.mayHaveCost() ? in : 0;
        case Outcome.TooLarge _, Outcome.NoJson _, Outcome.Declined _, Outcome.Barred _ -> read = 0;
      }
      return outcome;
    } finally {
      meter.settle(in, out, read, wrote);
      report();
    }
  }

  private void keep(Question question, Outcome.Answered answered) throws IOException {
    var named = new ArrayList<String>(question.labels());
    question.keys().forEach((id, key) -> named.addAll(List.of(id, key)));
    var kept =
        new ReplyCache.Kept(
            Fingerprint.of(named),
            question.keys(),
            question.labels(),
            answered.content(),
            answered.finish(),
            answered.refusal(),
            answered.tokensIn(),
            answered.tokensOut(),
            answered.took().toMillis(),
            time.now());
    cache.keep(kept);
    cases.hear(kept);
  }

  private void giveUp(List<Case> batch, Rejection why) {
    cases.failed(batch, why);
    report();
  }

  /// @return false = the run is over
  private boolean waitForTurn(long tokens) throws InterruptedException {
    while (!isOver()) {
      var wait = pace.take(tokens, time.now());
      if (wait.isZero()) {
        return true;
      }
      sleep(wait);
    }
    return false;
  }

  private void pause(int failures, Outcome.Failed failed) throws InterruptedException {
    var pause = LlmLabelling.pause(failures, drawn());
    var wish = failed.wish();
    if (wish != null && wish.compareTo(LONGEST_WISH) > 0) {
      end(
          Ending.BROKEN,
          "The endpoint asks to be left alone for %d minutes; start the run again then."
              .formatted(wish.toMinutes()));
      return;
    }
    if (wish != null && wish.compareTo(pause) > 0) {
      pause = wish;
      pace.leaveAloneUntil(time.now().plus(wish)); // by all workers
    }
    sleep(pause);
  }

  private void sleep(Duration pause) throws InterruptedException {
    var until = time.now().plus(pause);
    while (!isOver() && time.now().isBefore(until)) {
      var left = Duration.between(time.now(), until);
      if (left.isPositive()) {
        time.sleep(left.compareTo(LOOK_UP) > 0 ? LOOK_UP : left);
      }
    }
  }

  private synchronized double drawn() {
    return jitter.nextDouble();
  }

  private synchronized void succeeded() {
    failuresInARow = 0;
  }

  /// Being asked to slow down is no failure.
  private synchronized void countFailure(Outcome.Failed failed) {
    lastFailure = failed.reason();
    if (!failed.busy() && ++failuresInARow >= MOST_FAILURES_IN_A_ROW) {
      end(
          Ending.BROKEN,
          "The endpoint failed %d times in a row, last by %s; see whether it is up and start the run again."
              .formatted(
                  MOST_FAILURES_IN_A_ROW,
                  failed.reason() == Rejection.TIMEOUT ? "not answering in time" : "an error"));
    }
  }

  private synchronized void end(Ending how, String why) {
    if (ending == null) {
      ending = how;
      said = why;
    }
  }

  private synchronized Ending ending() {
    return ending == null ? Ending.DONE : ending;
  }

  private synchronized boolean isOver() {
    if (ending == null && listener.cancelled()) {
      end(Ending.CANCELLED, "");
    }
    long minutes = plan.caps().minutes();
    if (ending == null
        && minutes > 0
        && Duration.between(began, time.now()).compareTo(Duration.ofMinutes(minutes)) >= 0) {
      end(
          Ending.BUDGET,
          "The run has used its %d minutes; start it again to go on.".formatted(minutes));
    }
    return ending != null;
  }

  private synchronized void report() {
    listener.advanced(cases.settled(), cases.size(), meter.spent());
  }
}
