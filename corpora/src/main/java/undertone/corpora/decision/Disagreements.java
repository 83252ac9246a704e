package undertone.corpora.decision;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;

/// Finds the clips people disagree on and no curator has settled: at least two people hold
/// something, and not all put the same label first. (Sets without a common label never do.)
///
/// The degree is the mean of two shares: of the pairs of people whose first choices differ, and of
/// what is left when labels two people share are taken out of their sets (one minus the Dice
/// coefficient pooled over all pairs). Machines and crowds do not count.
@Service
@Transactional(readOnly = true)
public class Disagreements {

  // People's standing sets of clips nobody settled, each with its first choice.
  private static final String HELD =
      """
      with held as (
        select v.clip_id as clip_id, '|' || v.candidates || '|' as labels,
          substring(v.candidates || '|' from 1 for position('|' in v.candidates || '|') - 1) as choice
        from standing_vote v join voter w on w.id = v.voter_id join clip c on c.id = v.clip_id
        where v.corpus_id = :corpus and w.kind = 'PERSON' and v.candidates <> ''
          and c.decided_label is null),
      choices as (select clip_id, choice, count(*) as n from held group by clip_id, choice),
      firsts as (
        select clip_id, sum(n) as people,
          1.0 - sum(n * (n - 1)) * 1.0 / nullif(sum(n) * (sum(n) - 1), 0) as apart
        from choices group by clip_id having count(*) > 1)
      """;

  private final JdbcClient jdbc;

  Disagreements(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The worst first, after a place.
  ///
  /// @param scheme whose labels count when sets are compared
  public List<Disagreement> page(
      CorpusId corpus, LabelScheme scheme, Disagreement.Place after, int size) {
    var labels =
        IntStream.range(0, scheme.labels().size())
            .mapToObj("(cast(:label%d as varchar(100)))"::formatted)
            .collect(Collectors.joining(", "));
    var query =
        jdbc.sql(
                HELD
                    + """
                    , shared as (
                      select h.clip_id as clip_id, l.label as label, count(*) as n
                      from held h join (values %s) as l(label)
                        on position('|' || l.label || '|' in h.labels) > 0
                      where h.clip_id in (select clip_id from firsts)
                      group by h.clip_id, l.label),
                    sets as (
                      select s.clip_id as clip_id,
                        1.0 - sum(s.n * (s.n - 1)) * 1.0 / ((max(f.people) - 1) * sum(s.n)) as apart
                      from shared s join firsts f on f.clip_id = s.clip_id group by s.clip_id),
                    degrees as (
                      select f.clip_id as clip_id, f.people as people,
                        cast(round(500 * (f.apart + coalesce(s.apart, 1.0))) as int) as degree
                      from firsts f left join sets s on s.clip_id = f.clip_id)
                    select clip_id, people, degree from degrees
                    where degree < :degree or (degree = :degree and clip_id > :clip)
                    order by degree desc, clip_id limit :size
                    """
                        .formatted(labels))
            .param("corpus", corpus.value())
            .param("degree", after.degree())
            .param("clip", after.clip())
            .param("size", size);
    int number = 0;
    for (Label label : scheme.labels()) {
      query = query.param("label" + number++, label.id());
    }
    return query
        .query(
            (row, _) -> new Disagreement(new ClipId(row.getLong(1)), row.getInt(2), row.getInt(3)))
        .list();
  }

  public long count(CorpusId corpus) {
    return jdbc.sql(HELD + " select count(*) from firsts")
        .param("corpus", corpus.value())
        .query(Long.class)
        .single();
  }
}
