package undertone.engine.llm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import undertone.engine.refinement.Streams;

/// Where each item stands. Items that show the same are one case.
final class Cases {
  // said instead of an answer; only asked where no ranking was found
  private static final Pattern UNWILLING =
      Pattern.compile(
          "(?is)(can'?t|can’t|cannot|could not|unable|not able|won'?t|won’t|not comfortable|decline)"
              + ".{0,80}(identif|analy[sz]|assist|help|determin|comply|provide|infer|judge|assess|do that)"
              + "|polic(y|ies)|against my guidelines|as an ai\\b"
              + "|(无法|不能|抱歉).{0,20}(识别|分析|判断|协助|提供)");

  private static final int MOST_ATTEMPTS = 6; // at an item that replies leave out

  private final LlmPlan plan;
  private final ReplyReader reader;
  private final Map<String, Case> byKey = new LinkedHashMap<>(); // in the order they are asked
  private final Map<String, String> keys = new LinkedHashMap<>(); // by item id, in the items' order
  private int recalled = 0;

  Cases(LlmPlan plan, LabelVocabulary vocabulary, List<LlmItem> items) {
    this.plan = plan;
    reader = new ReplyReader(vocabulary);
    var order = new int[items.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
      var item = items.get(i);
      if (keys.put(item.id(), item.key(plan.kind())) != null) {
        throw new IllegalArgumentException("Item %s is listed twice.".formatted(item.id()));
      }
    }
    Streams.shuffle(order, new Streams(plan.seed()).of("llm batches"));
    for (int i : order) {
      var item = items.get(i);
      byKey.computeIfAbsent(item.key(plan.kind()), key -> new Case(key, item));
    }
    for (var each : byKey.values()) {
      if (!each.item.has(plan.kind())) {
        each.reject(Rejection.UNREADABLE);
      }
    }
  }

  /// One thing to be judged.
  static final class Case {
    final String key;
    final LlmItem item;
    private int attempts = 0;
    private int size = Integer.MAX_VALUE; // of the smallest request it was in
    private boolean tooMuch = false; // that request was too large
    private Rejection reason = Rejection.PARSE; // if it has to be given up
    private List<String> offList = List.of();
    private @Nullable LlmVerdict verdict;

    private Case(String key, LlmItem item) {
      this.key = key;
      this.item = item;
    }

    private void ranked(Ranking ranking, String request) {
      verdict = new LlmVerdict.Ranked(ranking, request);
    }

    private void reject(Rejection why) {
      verdict = new LlmVerdict.Rejected(why, offList);
    }

    /// How many items the request has that asks about it next; 0 = it is given up. Who refuses an
    /// item alone will refuse it again; a reply that only lacks it may have it next time.
    private int next(int full) {
      if (attempts == 0) {
        return full;
      }
      if (tooMuch) {
        return size / 2;
      }
      if (attempts == 1) {
        return full; // among other items, with labels in another order
      }
      return size == 1 && reason == Rejection.PARSE && attempts < MOST_ATTEMPTS ? 1 : size / 2;
    }

    /// The smallest request counts, so that the order in which old replies are recalled does not.
    private void missed(int ofItems, Rejection why, boolean large) {
      attempts++;
      if (ofItems <= size) {
        size = ofItems;
        reason = why;
        tooMuch = large;
      }
    }

    int attempts() {
      return attempts;
    }
  }

  int size() {
    return byKey.size();
  }

  /// How many an earlier run had answered.
  int recalled() {
    return recalled;
  }

  /// Those to ask about, in order.
  synchronized List<Case> open() {
    return byKey.values().stream().filter(c -> c.verdict == null && c.next(1) > 0).toList();
  }

  synchronized int settled() {
    return (int) byKey.values().stream().filter(c -> c.verdict != null).count();
  }

  /// The next requests; those of many items first. Whoever was asked about in every way is given up
  /// first.
  synchronized List<List<Case>> batches() {
    var bySize = new HashMap<Integer, List<Case>>();
    for (var each : byKey.values()) {
      if (each.verdict == null) {
        int next = each.next(plan.batch());
        if (next == 0) {
          each.reject(each.reason);
        } else {
          bySize.computeIfAbsent(next, _ -> new ArrayList<>()).add(each);
        }
      }
    }
    var batches = new ArrayList<List<Case>>();
    bySize.keySet().stream()
        .sorted((a, b) -> b - a)
        .forEach(size -> {
          var cases = Objects.requireNonNull(bySize.get(size));
          for (int from = 0; from < cases.size(); from += size) {
            batches.add(List.copyOf(cases.subList(from, Math.min(cases.size(), from + size))));
          }
        });
    return batches;
  }

  /// Takes in a reply of an earlier run.
  synchronized void recall(ReplyCache.Kept kept) {
    int before = answered();
    hear(kept);
    recalled += answered() - before;
  }

  private int answered() {
    return (int)
        byKey.values().stream().filter(c -> c.verdict instanceof LlmVerdict.Ranked).count();
  }

  /// Takes in what a model said.
  synchronized void hear(ReplyCache.Kept kept) {
    var found = reader.read(kept.content(), kept.items().keySet());
    boolean unwilling =
        kept.finish().equals("content_filter")
            || !kept.refusal().isBlank()
            || UNWILLING.matcher(kept.content()).find();
    boolean cut = kept.finish().equals("length");
    boolean nothing = kept.content().isBlank();
    kept.items()
        .forEach((id, key) -> {
          var each = byKey.get(key);
          if (each == null || each.verdict != null) {
            return; // of a clip that is not asked about today, or answered before
          }
          var ranking = found.get(id);
          if (ranking != null && !ranking.labels().isEmpty()) {
            each.ranked(ranking, kept.request());
            return;
          }
          each.offList = ranking == null ? List.of() : ranking.offList();
          var why =
              unwilling
                  ? Rejection.REFUSAL
                  : nothing || ranking != null ? Rejection.EMPTY : Rejection.PARSE;
          each.missed(kept.items().size(), why, cut && ranking == null);
        });
  }

  /// A request came to nothing, though it was tried as often as it may be.
  synchronized void failed(List<Case> batch, Rejection why) {
    batch.forEach(c -> c.missed(batch.size(), why, true));
  }

  synchronized void reject(Collection<Case> cases, Rejection why) {
    cases.stream().filter(c -> c.verdict == null).forEach(c -> c.reject(why));
  }

  /// Verdicts of all items that have one.
  synchronized Map<String, LlmVerdict> verdicts() {
    var verdicts = new LinkedHashMap<String, LlmVerdict>();
    keys.forEach((id, key) -> {
      var verdict = Objects.requireNonNull(byKey.get(key)).verdict;
      if (verdict != null) {
        verdicts.put(id, verdict);
      }
    });
    return verdicts;
  }

  /// What is left without a verdict after a run that could not go on.
  synchronized void giveUp(Rejection why) {
    reject(byKey.values(), why);
  }
}
