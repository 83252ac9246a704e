package undertone.corpora.run;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface RunRows extends JpaRepository<Run, Long> {
  List<Run> findTop100ByCorpusIdOrderByIdDesc(long corpus);

  List<Run> findTop100ByOrderByIdDesc();
}
