package undertone.engine.llm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import undertone.corpora.LabelScheme;

/// Has a language model put the labels of a scheme in order for every item.
///
/// Items are drawn into batches by the seed. What a reply misses is asked again in another batch of
/// the same size, then in halves, down to one item alone. Every paid reply is kept before it is
/// read, so a run that was stopped or killed asks for nothing twice that was answered; only
/// requests on their way at that moment are lost.
///
/// Source: protocol of Lian et al. 2023, *GPT-4V with Emotion*, arXiv:2312.04293, and its released
/// code; unlike there, replies are aligned by ids and what stays unanswered has a reason.
public final class LlmLabelling {
  private final LlmEndpoint endpoint;
  private final LabelVocabulary vocabulary;
  private final LlmPlan plan;
  private final AddressGuard guard;
  private final Path cache;
  private final Timekeeper time;
  private final Instant begun; // replies from then on were paid for by this run

  /// @param allowed hosts that may be asked by plain http, on this machine or in its network
  /// @param cache folder of paid replies, kept between runs
  public LlmLabelling(
      LlmEndpoint endpoint, LabelScheme scheme, LlmPlan plan, Set<String> allowed, Path cache) {
    this(endpoint, scheme, plan, new AddressGuard(allowed), cache, Timekeeper.SYSTEM);
  }

  LlmLabelling(
      LlmEndpoint endpoint,
      LabelScheme scheme,
      LlmPlan plan,
      AddressGuard guard,
      Path cache,
      Timekeeper time) {
    if (scheme.labels().size() < 2) {
      throw new IllegalArgumentException(
          "Label scheme %s has one label; there is nothing to put in order."
              .formatted(scheme.name()));
    }
    this(endpoint, new LabelVocabulary(scheme), plan, guard, cache, time, Instant.MAX);
  }

  private LlmLabelling(
      LlmEndpoint endpoint,
      LabelVocabulary vocabulary,
      LlmPlan plan,
      AddressGuard guard,
      Path cache,
      Timekeeper time,
      Instant begun) {
    this.endpoint = endpoint;
    this.vocabulary = vocabulary;
    this.plan = plan;
    this.guard = guard;
    this.cache = cache;
    this.time = time;
    this.begun = begun;
  }

  /// The same for a run that may have been interrupted: what it has spent since it began counts
  /// towards its caps.
  public LlmLabelling since(Instant start) {
    return new LlmLabelling(endpoint, vocabulary, plan, guard, cache, time, start);
  }

  /// What a run would take; nothing is sent. Pictures are counted as `stills` an item.
  public LlmEstimate estimate(List<LlmItem> items, int stills) throws IOException {
    try (var kept = ReplyCache.open(cache, settings())) {
      var cases = new Cases(plan, vocabulary, items);
      kept.replay(cases::recall);
      var open = cases.open();
      int requests = Math.ceilDiv(open.size(), plan.batch());
      int pictures = plan.kind().showsFrames() ? stills * open.size() : 0;
      long characters = (long) requests * frame();
      for (var each : open) {
        characters += plan.kind().showsWords() ? each.item.words().length() : 0;
      }
      long in = characters / 3 + (long) pictures * plan.tariff().tokensAnImage();
      long out = Question.tokensOut(open.size(), vocabulary.ids().size());
      return new LlmEstimate(
          cases.size(),
          cases.size() - open.size(),
          requests,
          pictures,
          in,
          out,
          plan.tariff().money(in, out));
    }
  }

  /// Characters of a request beside its items.
  private int frame() {
    var ids = new ArrayList<String>();
    for (int i = 0; i < plan.batch(); i++) {
      ids.add("b2");
    }
    return Prompt.opening(plan.kind(), ids, vocabulary.ids()).length()
        + Prompt.closing(ids).length();
  }

  /// Asks about every item that no earlier reply has answered.
  ///
  /// @throws EndpointRefusedException if the address must not be asked
  /// @throws IOException if the cache cannot be read or written
  public LlmReport run(List<LlmItem> items, LlmListener listener)
      throws IOException, InterruptedException {
    guard.check(endpoint.completions());
    try (var kept = ReplyCache.open(cache, settings());
        var courier = new Courier(endpoint, guard)) {
      var cases = new Cases(plan, vocabulary, items);
      var meter = new Meter(plan.caps(), plan.tariff());
      kept.replay(reply -> {
        cases.recall(reply);
        if (!reply.at().isBefore(begun)) {
          meter.paid(reply.tokensIn(), reply.tokensOut());
        }
      });
      return new Asking(endpoint, vocabulary, plan, courier, kept, time, cases, meter, listener)
          .run();
    }
  }

  /// Everything that shapes a reply but the items.
  private String settings() {
    var parts = new ArrayList<String>();
    parts.add(endpoint.completions().toString());
    parts.add(endpoint.model());
    parts.add(Prompt.VERSION);
    parts.add(plan.kind().name());
    parts.add(Double.toString(endpoint.temperature()));
    parts.add(Integer.toString(endpoint.maxOutputTokens()));
    parts.add(String.valueOf(endpoint.seed()));
    parts.add(Boolean.toString(endpoint.jsonReplies()));
    parts.add(Long.toString(plan.seed()));
    vocabulary.ids().forEach(id -> parts.add(vocabulary.word(id)));
    return Fingerprint.of(parts);
  }

  /// The pause before a request is tried again: full jitter over 1, 2, 4 … seconds, a minute at
  /// most.
  ///
  /// @param share 0..1, drawn
  static Duration pause(int failures, double share) {
    double most = Math.min(60, Math.pow(2, failures - 1.0));
    return Duration.ofNanos((long) (share * most * 1e9));
  }
}
