package undertone.corpora.view;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.AccountId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;

/// Keeps what a person wants to find again in a room. Nobody else sees it.
@Service
@Transactional
public class SavedViews {

  public static final int LONGEST_NAME = 60;
  public static final int MOST = 30;
  private static final int LONGEST_CONTENT = 2000;

  private final JdbcClient jdbc;
  private final Clock clock;

  SavedViews(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// Keeps something under a name; what had that name before is let go.
  public void keep(AccountId account, CorpusId corpus, String room, String name, String content) {
    var called = name.strip();
    if (called.isEmpty() || called.length() > LONGEST_NAME) {
      throw new InvalidValueException("The name of a filter has 1 to %s characters.", LONGEST_NAME);
    }
    if (content.length() > LONGEST_CONTENT) {
      throw new InvalidValueException("This filter is too long to be kept; choose less.");
    }
    drop(account, corpus, room, called);
    if (of(account, corpus, room).size() >= MOST) {
      throw new InvalidValueException("You keep %s filters already; let one go first.", MOST);
    }
    jdbc.sql(
            """
            insert into saved_view (id, account_id, corpus_id, room, name, content, created_at)
            values (nextval('row_seq'), ?, ?, ?, ?, ?, ?)
            """)
        .params(
            account.value(),
            corpus.value(),
            room,
            called,
            content,
            clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /// Lets something go; nothing happens if there is none of that name.
  public void drop(AccountId account, CorpusId corpus, String room, String name) {
    jdbc.sql(
            "delete from saved_view where account_id = ? and corpus_id = ? and room = ? and name = ?")
        .params(account.value(), corpus.value(), room, name)
        .update();
  }

  /// What a person kept in a room, oldest first.
  @Transactional(readOnly = true)
  public List<SavedView> of(AccountId account, CorpusId corpus, String room) {
    return jdbc.sql(
            """
            select name, content from saved_view
            where account_id = ? and corpus_id = ? and room = ? order by id
            """)
        .params(account.value(), corpus.value(), room)
        .query((row, _) -> new SavedView(row.getString(1), row.getString(2)))
        .list();
  }
}
