package undertone.corpora.run;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

/// Newest by when they were asked for: programs draw the numbers of runs from blocks of their own,
/// so numbers are in no order of time.
interface RunRows extends JpaRepository<Run, Long> {
  List<Run> findTop100ByCorpusIdOrderByCreatedAtDescIdDesc(long corpus);

  List<Run> findByCorpusIdAndKindOrderByCreatedAtDescIdDesc(long corpus, RunKind kind);

  List<Run> findTop100ByOrderByCreatedAtDescIdDesc();
}
