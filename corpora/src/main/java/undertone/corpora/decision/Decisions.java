package undertone.corpora.decision;

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

  List<Decision> findTop50ByCorpusIdAndCuratorIdOrderByIdDesc(long corpus, long curator);
}
