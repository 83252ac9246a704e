package undertone.corpora.decision;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.NativeQuery;

interface Decisions extends JpaRepository<Decision, Long> {
  Optional<Decision> findByClientId(UUID clientId);

  List<Decision> findByClipIdOrderByRevision(long clip);

  List<Decision> findByBatchOrderById(UUID batch);

  boolean existsByReverts(long decision);

  @NativeQuery("select * from standing_decision where clip_id = ?1")
  Optional<Decision> standing(long clip);

  @NativeQuery(
      "select d.* from standing_decision d join decision s on s.id = d.settling_id"
          + " where d.corpus_id = ?1 and s.decided_at > ?2"
          + " and d.label is not null and d.verdict <> 'REJECT'"
          + " order by s.decided_at desc, s.id desc fetch first ?3 rows only")
  List<Decision> newestSince(long corpus, OffsetDateTime moment, int most);

  List<Decision> findTop50ByCorpusIdAndCuratorIdOrderByIdDesc(long corpus, long curator);
}
