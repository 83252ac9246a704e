package undertone.corpora.rule;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.AccountId;
import undertone.corpora.CandidateSet;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.corpus.SchemeHistory;
import undertone.corpora.scheme.Reading;

/// Keeps the rules of corpora. What a rule was once stays in its earlier revisions, as the votes do
/// that it cast.
@Service
@Transactional
public class Rules {
  private static final int MOST = 200; // a label model compares every rule with every other

  private final Catalogue catalogue;
  private final SchemeHistory history;
  private final JdbcClient jdbc;
  private final Clock clock;

  Rules(Catalogue catalogue, SchemeHistory history, JdbcClient jdbc, Clock clock) {
    this.catalogue = catalogue;
    this.history = history;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// A rule as it stands.
  ///
  /// @param revision counted from 1
  public record Written(Rule rule, int revision) {}

  /// Names of the voters of all rules there ever were.
  @Transactional(readOnly = true)
  public Set<String> voters(CorpusId corpus) {
    return jdbc.sql("select distinct name from voting_rule where corpus_id = ?")
        .param(corpus.value())
        .query((row, _) -> Rule.voter(row.getString(1)))
        .set();
  }

  /// The rules that stand, by name, with labels as they are called today.
  @Transactional(readOnly = true)
  public List<Written> of(CorpusId corpus) {
    var past = history.past(corpus);
    return jdbc.sql(
            """
            select name, revision, source, looks_for, excepting, labels, written_at
            from voting_rule r
            where corpus_id = ? and withdrawn = false and revision =
              (select max(revision) from voting_rule o
                where o.corpus_id = r.corpus_id and o.name = r.name)
            order by name
            """)
        .param(corpus.value())
        .query((row, _) -> {
          var at = row.getObject(7, OffsetDateTime.class).toInstant();
          var rule =
              new Rule(
                  row.getString(1),
                  Reads.valueOf(row.getString(3)),
                  row.getString(4).lines().toList(),
                  row.getString(5).lines().toList(),
                  today(CandidateSet.parse(row.getString(6)), past.at(at)));
          return new Written(rule, row.getInt(2));
        })
        .list();
  }

  /// Labels as they are called today, without those that are gone; if all are, they stay as they
  /// were written, and stand for nothing.
  private static CandidateSet today(CandidateSet written, Reading reading) {
    boolean open = written.contains(Reading.OTHER);
    var labels =
        reading.candidates(written).labels().stream()
            .filter(label -> open || !label.equals(Reading.OTHER))
            .toList();
    return labels.isEmpty() ? written : new CandidateSet(labels);
  }

  /// Writes a rule down, in place of one of the same name.
  ///
  /// @param by null = whoever works at the machine itself
  /// @throws InvalidValueException if it holds a label that the scheme has not, or there are too
  ///   many rules
  public void write(CorpusId corpus, Rule rule, @Nullable AccountId by) {
    var scheme = catalogue.schemeOf(corpus);
    for (var label : rule.labels().labels()) {
      if (scheme.indexOf(label) < 0) {
        throw new InvalidValueException("The label scheme has no label \"%s\".", label);
      }
    }
    lock(corpus);
    var standing = of(corpus);
    var before = named(standing, rule.name());
    if (before.map(Written::rule).filter(rule::equals).isPresent()) {
      return;
    }
    if (before.isEmpty() && standing.size() >= MOST) {
      throw new InvalidValueException("A corpus has %s rules at most; take one back first.", MOST);
    }
    append(corpus, rule, by, false);
  }

  /// Takes a rule back. Its votes stand until the rules vote again.
  ///
  /// @throws InvalidValueException if there is none of this name
  public void withdraw(CorpusId corpus, String name, @Nullable AccountId by) {
    lock(corpus);
    var rule =
        named(of(corpus), name)
            .orElseThrow(() -> new InvalidValueException("There is no rule \"%s\".", name))
            .rule();
    append(corpus, rule, by, true);
  }

  /// Two who write one rule at once wait for each other.
  private void lock(CorpusId corpus) {
    jdbc.sql("select id from corpus where id = ? for update")
        .param(corpus.value())
        .query(Long.class)
        .single();
  }

  private static Optional<Written> named(List<Written> rules, String name) {
    return rules.stream().filter(written -> written.rule().name().equals(name)).findFirst();
  }

  private void append(CorpusId corpus, Rule rule, @Nullable AccountId by, boolean withdrawn) {
    jdbc.sql(
            """
            insert into voting_rule (corpus_id, name, revision, source, looks_for, excepting,
              labels, withdrawn, written_by, written_at)
            select :corpus, :name, coalesce(max(revision), 0) + 1, :source, :looksFor, :excepting,
              :labels, :withdrawn, :by, :at
            from voting_rule where corpus_id = :corpus and name = :name
            """)
        .param("corpus", corpus.value())
        .param("name", rule.name())
        .param("source", rule.reads().name())
        .param("looksFor", String.join("\n", rule.looksFor()))
        .param("excepting", String.join("\n", rule.unless()))
        .param("labels", rule.labels().written())
        .param("withdrawn", withdrawn)
        .param("by", by == null ? null : by.value())
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }
}
