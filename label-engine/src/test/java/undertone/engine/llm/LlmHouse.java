package undertone.engine.llm;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import undertone.corpora.LabelScheme;
import undertone.corpora.scheme.SchemeFromWords;

/// What the tests of asking share: six labels, clips whose truth their words tell, a clock that
/// needs no waiting.
final class LlmHouse {
  static final List<String> LABELS =
      List.of("anger", "disgust", "fear", "happiness", "sadness", "surprise");
  static final LabelScheme SCHEME = SchemeFromWords.of(LABELS, List.of("happy", "surprised"));
  static final Secret KEY = Secret.of("sk-9f8e7d6c5b4a-do-not-tell");

  private LlmHouse() {}

  /// Time passes only by being slept through.
  static final class Dream implements Timekeeper {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public synchronized Instant now() {
      return now;
    }

    @Override
    public synchronized void sleep(Duration duration) {
      now = now.plus(duration);
    }

    synchronized Duration since(Instant start) {
      return Duration.between(start, now);
    }
  }

  static String truth(int item) {
    return LABELS.get((item * 7 + item / 5) % LABELS.size());
  }

  static List<LlmItem> items(int count) {
    var items = new ArrayList<LlmItem>();
    for (int i = 0; i < count; i++) {
      items.add(LlmItem.said("clip-" + i, "line %d truth=%s".formatted(i, truth(i))));
    }
    return items;
  }

  static LlmEndpoint endpoint(StubEndpoint stub) {
    return LlmEndpoint.of(stub.address(), "stub-vision", KEY);
  }

  static LlmLabelling labelling(LlmEndpoint endpoint, LlmPlan plan, Path cache, Timekeeper time) {
    return new LlmLabelling(
        endpoint, SCHEME, plan, new AddressGuard(Set.of("127.0.0.1")), cache, time);
  }

  static LlmReport run(StubEndpoint stub, LlmPlan plan, Path cache, int items) throws Exception {
    return labelling(endpoint(stub), plan, cache, new Dream())
        .run(items(items), LlmListener.SILENT);
  }

  /// First labels by item; `(reason)` where there is none.
  static Map<String, String> table(LlmReport report) {
    var table = new LinkedHashMap<String, String>();
    report
        .verdicts()
        .forEach((id, verdict) ->
            table.put(
                id,
                switch (verdict) {
                  case LlmVerdict.Ranked ranked -> ranked.ranking().labels().getFirst();
                  case LlmVerdict.Rejected rejected -> "(" + rejected.reason() + ")";
                }));
    return table;
  }

  /// As if all had been answered rightly.
  static Map<String, String> truths(int items) {
    var truths = new LinkedHashMap<String, String>();
    for (int i = 0; i < items; i++) {
      truths.put("clip-" + i, truth(i));
    }
    return truths;
  }
}
