package undertone.corpora.queue;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;

/// Hands out clips: each to as many annotators as the corpus wants, to nobody twice, and never to
/// one too many, however many ask at once.
///
/// A clip counts its open slots. Taking one happens under the clip's row lock; whoever finds a row
/// locked moves on to the next clip instead of waiting.
@Service
@Transactional
public class WorkQueue {

  private static final int LOOK_AHEAD = 24;

  private final JdbcClient jdbc;
  private final Clock clock;

  WorkQueue(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// The next clip for an annotator, or none when nothing is left for them.
  ///
  /// @param holding clips the annotator's browser has already; an open lease it does not know of
  ///   (after a reload, say) is handed out again first
  public Optional<Lease> next(
      CorpusId corpus, VoterId voter, Set<ClipId> holding, Duration validFor) {
    var now = clock.instant();
    reclaim(corpus, now);
    var expiresAt = now.plus(validFor);
    var forgotten = forgotten(corpus, voter, holding);
    if (forgotten.isPresent()) {
      renew(voter, forgotten.get(), expiresAt);
      return lease(voter, forgotten.get());
    }
    long cursor = cursor(voter);
    return take(corpus, voter, cursor, Long.MAX_VALUE, expiresAt)
        .or(() -> take(corpus, voter, -1, cursor, expiresAt));
  }

  /// Records that an annotator answered or passed over a clip. An answer that comes after the lease
  /// ran out still counts.
  public void finish(ClipId clip, VoterId voter, LeaseState outcome, String reason) {
    lock(clip);
    var before = state(clip, voter);
    if (before.isEmpty()) {
      insert(corpusOf(clip), clip, voter, outcome, clock.instant(), reason);
    } else {
      jdbc.sql("update lease set state = ?, reason = ? where clip_id = ? and voter_id = ?")
          .params(outcome.name(), reason, clip.value(), voter.value())
          .update();
    }
    moveSlots(clip, occupies(before.orElse(LeaseState.EXPIRED)) - occupies(outcome));
  }

  /// Gives a clip back to the annotator who had answered it, to answer again.
  public void reopen(ClipId clip, VoterId voter, Duration validFor) {
    lock(clip);
    var before = state(clip, voter);
    var expiresAt = clock.instant().plus(validFor);
    if (before.isEmpty()) {
      insert(corpusOf(clip), clip, voter, LeaseState.OPEN, expiresAt, "");
    } else {
      renew(voter, clip, expiresAt);
    }
    moveSlots(clip, occupies(before.orElse(LeaseState.EXPIRED)) - occupies(LeaseState.OPEN));
  }

  /// Where a clip stands with an annotator; empty if it was never handed to them.
  @Transactional(readOnly = true)
  public Optional<LeaseState> stateOf(ClipId clip, VoterId voter) {
    return state(clip, voter);
  }

  /// The lease of a clip an annotator has or had.
  @Transactional(readOnly = true)
  public Optional<Lease> leaseOf(ClipId clip, VoterId voter) {
    return lease(voter, clip);
  }

  /// How many clips an annotator has answered.
  @Transactional(readOnly = true)
  public long answered(VoterId voter) {
    return jdbc.sql("select count(*) from lease where voter_id = ? and state = 'DONE'")
        .param(voter.value())
        .query(Long.class)
        .single();
  }

  /// How many clips an annotator has answered since a moment.
  @Transactional(readOnly = true)
  public long answeredSince(VoterId voter, Instant moment) {
    return jdbc.sql(
            // An answer taken back is in the ledger still, but its clip lies open again.
            """
            select count(distinct v.clip_id) from vote v
            join lease l on l.clip_id = v.clip_id and l.voter_id = v.voter_id
            where v.voter_id = ? and v.cast_at >= ? and v.withdrawn = false and l.state = 'DONE'
            """)
        .params(voter.value(), Timestamp.from(moment))
        .query(Long.class)
        .single();
  }

  /// How many clips could still be handed to an annotator.
  @Transactional(readOnly = true)
  public long waitingFor(CorpusId corpus, VoterId voter) {
    return jdbc.sql(
            """
            select count(*) from clip c where c.corpus_id = ? and c.wanted = true and c.state = 'READY'
            and not exists (select 1 from lease l where l.clip_id = c.id and l.voter_id = ?
              and l.state in ('DONE', 'SKIPPED', 'OPEN'))
            """)
        .params(corpus.value(), voter.value())
        .query(Long.class)
        .single();
  }

  private Optional<Lease> take(
      CorpusId corpus, VoterId voter, long after, long upTo, Instant expiresAt) {
    long from = after;
    while (true) {
      var candidates = candidates(corpus, voter, from, upTo);
      for (var candidate : candidates) {
        if (tryTake(corpus, voter, candidate.clip(), expiresAt)) {
          return lease(voter, candidate.clip());
        }
      }
      if (candidates.size() < LOOK_AHEAD) {
        return Optional.empty();
      }
      from = candidates.getLast().position();
    }
  }

  private record Candidate(ClipId clip, long position) {}

  // Ordered by every column of the index clip_queue, without which H2 would sort the whole corpus
  // for each clip it hands out.
  private List<Candidate> candidates(CorpusId corpus, VoterId voter, long after, long upTo) {
    return jdbc.sql(
            """
            select c.id, c.position from clip c
            where c.corpus_id = ? and c.wanted = true and c.state = 'READY'
              and c.position > ? and c.position <= ?
              and not exists (select 1 from lease l where l.clip_id = c.id and l.voter_id = ?
                and l.state <> 'EXPIRED')
            order by c.corpus_id, c.wanted, c.state, c.position limit ?
            """)
        .params(corpus.value(), after, upTo, voter.value(), LOOK_AHEAD)
        .query((row, _) -> new Candidate(new ClipId(row.getLong(1)), row.getLong(2)))
        .list();
  }

  private boolean tryTake(CorpusId corpus, VoterId voter, ClipId clip, Instant expiresAt) {
    boolean mine =
        jdbc.sql("select open_slots from clip where id = ? for update skip locked")
            .param(clip.value())
            .query(Integer.class)
            .optional()
            .filter(slots -> slots > 0)
            .isPresent();
    if (!mine) {
      return false;
    }
    var before = state(clip, voter);
    if (before.isEmpty()) {
      insert(corpus, clip, voter, LeaseState.OPEN, expiresAt, "");
    } else if (before.get() == LeaseState.EXPIRED) {
      renew(voter, clip, expiresAt);
    } else {
      return false; // the same annotator in a second window was faster
    }
    moveSlots(clip, -1);
    return true;
  }

  private void reclaim(CorpusId corpus, Instant now) {
    var expired =
        jdbc.sql(
                "select id, clip_id from lease where corpus_id = ? and state = 'OPEN' and"
                    + " expires_at < ? order by id limit 50")
            .params(corpus.value(), Timestamp.from(now))
            .query((row, _) -> new long[] {row.getLong(1), row.getLong(2)})
            .list();
    for (var lease : expired) {
      // Skip what somebody else is working on; it is reclaimed by the next one who asks.
      boolean locked =
          jdbc.sql("select id from clip where id = ? for update skip locked")
              .param(lease[1])
              .query(Long.class)
              .optional()
              .isPresent();
      if (locked
          && jdbc.sql(
                      "update lease set state = 'EXPIRED' where id = ? and state = 'OPEN' and"
                          + " expires_at < ?")
                  .params(lease[0], Timestamp.from(now))
                  .update()
              == 1) {
        moveSlots(new ClipId(lease[1]), 1);
      }
    }
  }

  private Optional<ClipId> forgotten(CorpusId corpus, VoterId voter, Collection<ClipId> holding) {
    var held = holding.stream().map(ClipId::value).collect(Collectors.toSet());
    return jdbc
        .sql(
            "select l.clip_id from lease l join clip c on c.id = l.clip_id where l.voter_id = ? and"
                + " l.corpus_id = ? and l.state = 'OPEN' and c.state = 'READY' order by l.id")
        .params(voter.value(), corpus.value())
        .query((row, _) -> row.getLong(1))
        .list()
        .stream()
        .filter(id -> !held.contains(id))
        .findFirst()
        .map(ClipId::new);
  }

  private long cursor(VoterId voter) {
    return jdbc.sql(
            "select c.position from clip c where c.id = (select l.clip_id from lease l where l.id ="
                + " (select max(id) from lease where voter_id = ?))")
        .param(voter.value())
        .query(Long.class)
        .optional()
        .orElse(-1L);
  }

  private Optional<Lease> lease(VoterId voter, ClipId clip) {
    return jdbc.sql("select id, expires_at from lease where clip_id = ? and voter_id = ?")
        .params(clip.value(), voter.value())
        .query((row, _) ->
            new Lease(row.getLong(1), clip, row.getObject(2, OffsetDateTime.class).toInstant()))
        .optional();
  }

  private Optional<LeaseState> state(ClipId clip, VoterId voter) {
    return jdbc.sql("select state from lease where clip_id = ? and voter_id = ?")
        .params(clip.value(), voter.value())
        .query(String.class)
        .optional()
        .map(LeaseState::valueOf);
  }

  private void insert(
      CorpusId corpus,
      ClipId clip,
      VoterId voter,
      LeaseState state,
      Instant expiresAt,
      String reason) {
    jdbc.sql(
            "insert into lease (id, corpus_id, clip_id, voter_id, state, reason, expires_at) values"
                + " (nextval('row_seq'), ?, ?, ?, ?, ?, ?)")
        .params(
            corpus.value(),
            clip.value(),
            voter.value(),
            state.name(),
            reason,
            expiresAt.atOffset(ZoneOffset.UTC))
        .update();
  }

  private void renew(VoterId voter, ClipId clip, Instant expiresAt) {
    jdbc.sql(
            "update lease set state = 'OPEN', reason = '', expires_at = ? where clip_id = ? and"
                + " voter_id = ?")
        .params(expiresAt.atOffset(ZoneOffset.UTC), clip.value(), voter.value())
        .update();
  }

  private void moveSlots(ClipId clip, int by) {
    if (by != 0) {
      jdbc.sql(
              "update clip set open_slots = open_slots + :by, wanted = (open_slots + :by > 0) where"
                  + " id = :id")
          .param("by", by)
          .param("id", clip.value())
          .update();
    }
  }

  private void lock(ClipId clip) {
    jdbc.sql("select id from clip where id = ? for update")
        .param(clip.value())
        .query(Long.class)
        .optional();
  }

  private CorpusId corpusOf(ClipId clip) {
    return new CorpusId(
        jdbc.sql("select corpus_id from clip where id = ?")
            .param(clip.value())
            .query(Long.class)
            .single());
  }

  private static int occupies(LeaseState state) {
    return switch (state) {
      case OPEN, DONE -> 1;
      case SKIPPED, EXPIRED -> 0;
    };
  }
}
