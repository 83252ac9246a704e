package undertone.corpora.clip;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface Clips extends JpaRepository<Clip, Long> {
  Optional<Clip> findByCorpusIdAndName(long corpus, String name);

  List<Clip> findByCorpusIdAndConversationOrderByTurnAscPositionAsc(
      long corpus, String conversation);

  List<Clip> findByIdIn(Collection<Long> ids);
}
