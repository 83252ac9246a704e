package undertone.annotator.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import undertone.annotator.Visitor;

/// Somebody who answers clip after clip and remembers, as our desk does, which answers were
/// confirmed and which went out without one.
final class BusyAnnotator {

  private final String login;
  private final long corpus;
  private final List<Ballot> confirmed = new CopyOnWriteArrayList<>();
  private @Nullable Ballot unconfirmed;
  private Visitor browser;

  BusyAnnotator(String login, long corpus, Visitor browser) {
    this.login = login;
    this.corpus = corpus;
    this.browser = browser;
  }

  /// One answer, to be sent as often as it takes.
  record Ballot(UUID clientId, String clip, long lease) {}

  String login() {
    return login;
  }

  List<Ballot> confirmed() {
    return new ArrayList<>(confirmed);
  }

  Optional<Ballot> unconfirmed() {
    return Optional.ofNullable(unconfirmed);
  }

  void sitDownAt(Visitor other) {
    browser = other;
  }

  /// Answers until nothing is left or nobody answers any more.
  void work() {
    try {
      while (true) {
        var next =
            browser.post(
                "/api/v1/corpora/%d/queue/next".formatted(corpus), Map.of("holding", List.of()));
        if (next.status() == 204) {
          return;
        }
        assertThat(next.status()).as(next.text()).isEqualTo(200);
        send(
            new Ballot(
                UUID.randomUUID(),
                next.json().path("clip").path("id").asString(),
                next.json().path("lease").path("id").asLong()));
      }
    } catch (UncheckedIOException _) {
      // The house is gone; what was not confirmed is sent again when it is back.
    }
  }

  /// Sends what was not confirmed, and the last confirmed answer as well: its confirmation may have
  /// been lost on the way.
  void sendAgain() {
    var lost = unconfirmed;
    if (lost != null) {
      send(lost);
    }
    var last = confirmed.getLast();
    send(last);
    confirmed.removeLast(); // it stands in the list already
  }

  private void send(Ballot ballot) {
    unconfirmed = ballot;
    var vote = new LinkedHashMap<String, @Nullable Object>();
    vote.put("clientId", ballot.clientId());
    vote.put("leaseId", ballot.lease());
    vote.put("meaning", "ONE_OF");
    vote.put("candidates", List.of("happiness"));
    vote.put("excluded", List.of());
    vote.put("certainty", null);
    vote.put("intensity", null);
    vote.put("caption", null);
    var answer =
        browser.post("/api/v1/corpora/%d/clips/%s/votes".formatted(corpus, ballot.clip()), vote);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    confirmed.add(ballot);
    unconfirmed = null;
  }
}
