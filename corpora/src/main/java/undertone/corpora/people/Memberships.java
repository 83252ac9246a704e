package undertone.corpora.people;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface Memberships extends JpaRepository<Membership, Long> {
  List<Membership> findByAccountId(long account);

  List<Membership> findByCorpusId(long corpus);

  Optional<Membership> findByCorpusIdAndAccountId(long corpus, long account);
}
