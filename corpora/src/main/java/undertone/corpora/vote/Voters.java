package undertone.corpora.vote;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface Voters extends JpaRepository<Voter, Long> {
  Optional<Voter> findByCorpusIdAndName(long corpus, String name);

  Optional<Voter> findByCorpusIdAndAccountId(long corpus, long account);

  List<Voter> findByCorpusIdOrderByName(long corpus);
}
