package undertone.corpora.proposal;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface ProposalRows extends JpaRepository<Proposal, Long> {
  List<Proposal> findByClipIdOrderByIdDesc(long clip);
}
