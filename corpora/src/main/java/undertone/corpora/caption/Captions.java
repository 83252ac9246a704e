package undertone.corpora.caption;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface Captions extends JpaRepository<Caption, Long> {
  Optional<Caption> findByClientId(UUID clientId);

  List<Caption> findByClipIdOrderByRevisionDesc(long clip);

  List<Caption> findByClipIdInOrderByRevisionDesc(Collection<Long> clips);
}
