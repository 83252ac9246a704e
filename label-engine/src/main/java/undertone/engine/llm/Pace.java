package undertone.engine.llm;

import java.time.Duration;
import java.time.Instant;

/// Two token buckets, of requests and of tokens per minute, and the endpoint's own wish to be left
/// alone for a while. A bucket holds three seconds' worth, at least one request; a large request
/// may leave it in debt, which the next ones wait off.
final class Pace {
  private static final double SECONDS_HELD = 3;

  private final double requestsASecond; // 0 = no limit
  private final double tokensASecond;
  private double requests;
  private double tokens;
  private Instant filled;
  private Instant notBefore;

  Pace(int requestsPerMinute, long tokensPerMinute, Instant now) {
    requestsASecond = requestsPerMinute / 60.0;
    tokensASecond = tokensPerMinute / 60.0;
    requests = mostRequests();
    tokens = mostTokens();
    filled = now;
    notBefore = now;
  }

  private double mostRequests() {
    return Math.max(1, requestsASecond * SECONDS_HELD);
  }

  private double mostTokens() {
    return tokensASecond * SECONDS_HELD;
  }

  synchronized void leaveAloneUntil(Instant moment) {
    notBefore = moment.isAfter(notBefore) ? moment : notBefore;
  }

  /// Takes a turn if it is one.
  ///
  /// @return zero if it was taken, else how long to wait before asking again
  synchronized Duration take(long cost, Instant now) {
    if (now.isBefore(notBefore)) {
      return Duration.between(now, notBefore);
    }
    double passed = Math.max(0, Duration.between(filled, now).toNanos() / 1e9);
    filled = now.isAfter(filled) ? now : filled;
    requests = Math.min(mostRequests(), requests + passed * requestsASecond);
    tokens = Math.min(mostTokens(), tokens + passed * tokensASecond);
    double wait = 0;
    if (requestsASecond > 0 && requests < 1) {
      wait = (1 - requests) / requestsASecond;
    }
    if (tokensASecond > 0 && tokens < 0) {
      wait = Math.max(wait, -tokens / tokensASecond);
    }
    if (wait > 0) {
      return Duration.ofNanos(1 + (long) (wait * 1e9));
    }
    requests -= 1;
    tokens -= cost;
    return Duration.ZERO;
  }
}
