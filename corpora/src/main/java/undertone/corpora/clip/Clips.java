package undertone.corpora.clip;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface Clips extends JpaRepository<Clip, Long> {
  Optional<Clip> findByCorpusIdAndName(long corpus, String name);

  @Query(
      """
      select c from Clip c where c.corpusId = :corpus and c.conversation = :conversation
      order by c.turn asc nulls last, c.startMicros asc nulls last, c.position
      """)
  List<Clip> inConversation(long corpus, String conversation);

  List<Clip> findByIdIn(Collection<Long> ids);
}
