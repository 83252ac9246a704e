package undertone.corpora.corpus;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface Corpora extends JpaRepository<Corpus, Long> {
  Optional<Corpus> findBySlug(String slug);

  List<Corpus> findAllByOrderByName();
}
