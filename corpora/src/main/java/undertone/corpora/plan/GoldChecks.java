package undertone.corpora.plan;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.SchemeHistory;

/// Compares answers to gold clips that were mixed in with their gold labels. The first answer
/// counts: whoever was told the label may have changed it since.
@Service
@Transactional(readOnly = true)
public class GoldChecks {

  private final AnnotationPlans plans;
  private final Library library;
  private final SchemeHistory history;
  private final JdbcClient jdbc;

  GoldChecks(AnnotationPlans plans, Library library, SchemeHistory history, JdbcClient jdbc) {
    this.plans = plans;
    this.library = library;
    this.history = history;
    this.jdbc = jdbc;
  }

  private record Answer(VoterId voter, String name, ClipId clip, CandidateSet candidates) {}

  /// The annotators who have answered gold clips, by name.
  public List<GoldRecord> of(CorpusId corpus) {
    long pool = plans.goldIn(corpus, plans.of(corpus));
    var golds = library.goldsOf(corpus);
    var records = new LinkedHashMap<VoterId, GoldRecord>();
    for (var answer : firstAnswers(corpus)) {
      var gold = golds.get(answer.clip());
      if (gold == null) {
        continue; // its label was split or retired since
      }
      long held = answer.candidates().contains(gold) ? 1 : 0;
      long first = answer.candidates().first().filter(gold::equals).isPresent() ? 1 : 0;
      records.merge(
          answer.voter(),
          new GoldRecord(answer.voter(), answer.name(), 1, pool, held, first),
          GoldChecks::together);
    }
    return new ArrayList<>(records.values());
  }

  private List<Answer> firstAnswers(CorpusId corpus) {
    var past = history.past(corpus);
    return jdbc.sql(
            """
            select v.voter_id, w.name, v.clip_id, v.candidates, v.cast_at
            from gold_label g join vote v on v.corpus_id = g.corpus_id and v.clip_id = g.clip_id
            join voter w on w.id = v.voter_id
            where g.corpus_id = ? and v.gold_check = true
              and not exists (select 1 from vote f where f.clip_id = v.clip_id
                and f.voter_id = v.voter_id and f.cue = v.cue and f.gold_check = true
                and f.revision < v.revision)
            order by w.name, v.id
            """)
        .param(corpus.value())
        .query((row, _) ->
            new Answer(
                new VoterId(row.getLong(1)),
                row.getString(2),
                new ClipId(row.getLong(3)),
                past.at(row.getObject(5, OffsetDateTime.class).toInstant())
                    .candidates(CandidateSet.parse(row.getString(4)))))
        .list();
  }

  private static GoldRecord together(GoldRecord one, GoldRecord other) {
    return new GoldRecord(
        one.voter(),
        one.name(),
        one.clips() + other.clips(),
        one.pool(),
        one.held() + other.held(),
        one.first() + other.first());
  }
}
