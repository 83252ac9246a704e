package undertone.corpora.corpus;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface SchemeRows extends JpaRepository<SchemeRow, Long> {
  Optional<SchemeRow> findByNameAndVersion(String name, int version);

  Optional<SchemeRow> findFirstByNameOrderByVersionDesc(String name);
}
