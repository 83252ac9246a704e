package undertone.corpora.decision;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.vote.Voting;

/// Finds the clips voters disagree on and no curator has settled.
///
/// The degrees stand on the clip, kept by [Voting#recount], so that a page is a stretch of an index
/// however many clips disagree.
@Service
@Transactional(readOnly = true)
public class Disagreements {

  private static final int STEP = 500;
  private static final String OPEN =
      " from clip where corpus_id = :corpus and decided_label is null and ";

  private final JdbcClient jdbc;
  private final Voting voting;
  private final TransactionTemplate atOnce;

  Disagreements(JdbcClient jdbc, Voting voting, TransactionTemplate atOnce) {
    this.jdbc = jdbc;
    this.voting = voting;
    this.atOnce = atOnce;
  }

  /// Whose disagreement it is.
  public enum Among {
    /// At least two people hold something, and not all put the same label first. (Sets without a
    /// common label never do.) Machines and crowds do not count.
    PEOPLE("disagreement"),
    /// People together and each machine for itself say different things; see [Council].
    COUNCIL("council");

    private final String degree; // column

    Among(String degree) {
      this.degree = degree;
    }
  }

  /// The worst first, after a place.
  public List<Disagreement> page(CorpusId corpus, Among among, Disagreement.Place after, int size) {
    // Two stretches of the index, each read from its start: the rest of the degree the last page
    // ended in, then what is below. One condition joined by "or" would read from the top.
    var found =
        new ArrayList<>(
            jdbc.sql(
                    "select id, %1$s%2$s%1$s = :degree and %1$s > 0 and id > :clip order by id limit :size"
                        .formatted(among.degree, OPEN))
                .param("corpus", corpus.value())
                .param("degree", after.degree())
                .param("clip", after.clip())
                .param("size", size)
                .query((row, _) -> new Disagreement(new ClipId(row.getLong(1)), row.getInt(2)))
                .list());
    if (found.size() < size) {
      found.addAll(
          jdbc.sql(
                  ("select id, %1$s%2$s%1$s > 0 and %1$s < :degree"
                          + " order by corpus_id, decided_label, %1$s desc, id limit :size")
                      .formatted(among.degree, OPEN))
              .param("corpus", corpus.value())
              .param("degree", after.degree())
              .param("size", size - found.size())
              .query((row, _) -> new Disagreement(new ClipId(row.getLong(1)), row.getInt(2)))
              .list());
    }
    return found;
  }

  public long count(CorpusId corpus, Among among) {
    return jdbc.sql("select count(*)" + OPEN + among.degree + " > 0")
        .param("corpus", corpus.value())
        .query(Long.class)
        .single();
  }

  /// Counts the clips nobody has counted yet, as after an upgrade; a few at a time, so that votes
  /// go on meanwhile.
  @Transactional(propagation = Propagation.NEVER)
  public int countMissing() {
    var missing =
        jdbc.sql("select id from clip where disagreement < 0 or council < 0 order by id")
            .query((row, _) -> new ClipId(row.getLong(1)))
            .list();
    for (int from = 0; from < missing.size(); from += STEP) {
      var step = missing.subList(from, Math.min(missing.size(), from + STEP));
      atOnce.executeWithoutResult(_ -> {
        jdbc.sql("select id from clip where id in (:clips) order by id for update")
            .param("clips", step.stream().map(ClipId::value).toList())
            .query(Long.class)
            .list();
        voting.recount(step);
      });
    }
    return missing.size();
  }
}
