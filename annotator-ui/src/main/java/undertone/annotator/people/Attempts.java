package undertone.annotator.people;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import undertone.corpora.people.Account;

/// Counts attempts to guess a password, per account and per address, so that guessing is slow
/// wherever it comes from. It forgets by itself; nobody is ever locked out for good.
@Component
public class Attempts {

  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final int PER_ACCOUNT = 10;
  private static final int PER_ADDRESS = 40;
  private static final int MOST_REMEMBERED = 20_000;

  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };
  private final TimeMeter time;

  Attempts(Clock clock) {
    this.time =
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            var now = clock.instant();
            return Math.addExact(
                Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
          }

          @Override
          public boolean isWallClockBased() {
            return true;
          }
        };
  }

  /// Counts one attempt on an account from an address.
  ///
  /// @return whether it may be made; false = wait up to [#retryAfter]
  public synchronized boolean allow(String login, String address) {
    boolean account = bucket(accountKey(login), PER_ACCOUNT).tryConsume(1);
    boolean place = bucket("address " + address, PER_ADDRESS).tryConsume(1);
    return account && place;
  }

  /// Forgets the attempts on an account once its owner got in.
  public synchronized void succeeded(String login) {
    buckets.remove(accountKey(login));
  }

  /// How long to wait for the next attempt.
  public Duration retryAfter() {
    return WINDOW.dividedBy(PER_ACCOUNT);
  }

  private Bucket bucket(String key, int capacity) {
    return buckets.computeIfAbsent(
        key,
        _ ->
            Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, WINDOW))
                .withCustomTimePrecision(time)
                .build());
  }

  private static String accountKey(String login) {
    return "account " + Account.normalised(login);
  }
}
