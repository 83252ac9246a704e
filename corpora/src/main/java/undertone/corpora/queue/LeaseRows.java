package undertone.corpora.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import undertone.corpora.ClipId;
import undertone.corpora.Context;
import undertone.corpora.CorpusId;
import undertone.corpora.Cue;
import undertone.corpora.VoterId;

/// The leases as the table holds them: one for each annotator, clip and cue.
@Component
class LeaseRows {

  private static final String COLUMNS = "id, clip_id, cue, gold, state, expires_at, context";

  private final JdbcClient jdbc;

  LeaseRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Lease> find(ClipId clip, VoterId voter, Cue cue) {
    return jdbc.sql(
            "select " + COLUMNS + " from lease where clip_id = ? and voter_id = ? and cue = ?")
        .params(clip.value(), voter.value(), cue.name())
        .query(LeaseRows::read)
        .optional();
  }

  /// Everything an annotator was ever handed of a clip, the newest first.
  List<Lease> of(ClipId clip, VoterId voter) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from lease where clip_id = ? and voter_id = ? order by touched_at desc, id"
                + " desc")
        .params(clip.value(), voter.value())
        .query(LeaseRows::read)
        .list();
  }

  /// An open lease the annotator's browser does not hold.
  ///
  /// @param touchedAt when it was handed out last
  record Forgotten(Lease lease, boolean distressing, Instant touchedAt) {}

  /// Open leases of readable clips the annotator's browser does not hold, the oldest first.
  List<Forgotten> forgotten(CorpusId corpus, VoterId voter, Set<ClipId> holding) {
    var held = holding.stream().map(ClipId::value).collect(Collectors.toSet());
    return jdbc
        .sql(
            "select l.id, l.clip_id, l.cue, l.gold, l.state, l.expires_at, l.context,"
                + " c.distressing, l.touched_at from lease l join clip c on c.id = l.clip_id where"
                + " l.voter_id = ? and l.corpus_id = ? and l.state = 'OPEN' and c.state = 'READY'"
                + " order by l.id")
        .params(voter.value(), corpus.value())
        .query((row, number) ->
            new Forgotten(
                read(row, number),
                row.getBoolean(8),
                row.getObject(9, OffsetDateTime.class).toInstant()))
        .list()
        .stream()
        .filter(one -> !held.contains(one.lease().clip().value()))
        .toList();
  }

  void insert(
      CorpusId corpus,
      VoterId voter,
      ClipId clip,
      Cue cue,
      boolean gold,
      LeaseState state,
      Instant expiresAt,
      Instant now) {
    jdbc.sql(
            """
            insert into lease (id, corpus_id, clip_id, voter_id, cue, gold, state, reason,
              expires_at, touched_at)
            values (nextval('row_seq'), ?, ?, ?, ?, ?, ?, '', ?, ?)
            """)
        .params(
            corpus.value(),
            clip.value(),
            voter.value(),
            cue.name(),
            gold,
            state.name(),
            expiresAt.atOffset(ZoneOffset.UTC),
            now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// Hands a lease out again.
  void renew(Lease lease, boolean gold, Instant expiresAt, Instant now) {
    jdbc.sql(
            "update lease set state = 'OPEN', gold = ?, reason = '', expires_at = ?, touched_at = ?"
                + " where id = ?")
        .params(gold, expiresAt.atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC), lease.id())
        .update();
  }

  /// Keeps what is shown of the conversation around a lease's clip.
  void show(Lease lease, Context context) {
    jdbc.sql("update lease set context = ? where id = ?")
        .params(context.name(), lease.id())
        .update();
  }

  void end(Lease lease, LeaseState outcome, String reason, Instant now) {
    jdbc.sql("update lease set state = ?, reason = ?, touched_at = ? where id = ?")
        .params(outcome.name(), reason, now.atOffset(ZoneOffset.UTC), lease.id())
        .update();
  }

  /// Open leases that have run out, the oldest first.
  List<Lease> overdue(CorpusId corpus, Instant now, int most) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from lease where corpus_id = ? and state = 'OPEN' and expires_at < ? order by"
                + " id limit ?")
        .params(corpus.value(), now.atOffset(ZoneOffset.UTC), most)
        .query(LeaseRows::read)
        .list();
  }

  /// Lets a lease run out, unless it was answered or renewed meanwhile.
  boolean expire(Lease lease, Instant now) {
    return jdbc.sql(
                "update lease set state = 'EXPIRED' where id = ? and state = 'OPEN' and expires_at"
                    + " < ?")
            .params(lease.id(), now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /// Where in the corpus the annotator got their last clip of a pass; -1 before the first.
  long cursor(VoterId voter, Cue cue) {
    return jdbc.sql(
            "select c.position from clip c where c.id = (select l.clip_id from lease l where l.id ="
                + " (select max(id) from lease where voter_id = ? and cue = ?))")
        .params(voter.value(), cue.name())
        .query(Long.class)
        .optional()
        .orElse(-1L);
  }

  /// How many clips of a pass an annotator was ever handed.
  long handedOut(VoterId voter, Cue cue) {
    return jdbc.sql("select count(*) from lease where voter_id = ? and cue = ?")
        .params(voter.value(), cue.name())
        .query(Long.class)
        .single();
  }

  private static Lease read(ResultSet row, int number) throws SQLException {
    var context = row.getString(7);
    return new Lease(
        row.getLong(1),
        new ClipId(row.getLong(2)),
        Cue.valueOf(row.getString(3)),
        row.getBoolean(4),
        LeaseState.valueOf(row.getString(5)),
        row.getObject(6, OffsetDateTime.class).toInstant(),
        context == null ? null : Context.valueOf(context));
  }
}
