package undertone.engine.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import undertone.engine.refinement.EpochReport;
import undertone.engine.refinement.RunListener;

/// How much memory the process holds as epochs go by, all folds and networks in a row.
final class EpochMemory implements RunListener {
  private static final int POINTS = 10;

  private final List<Long> resident = new ArrayList<>(); // MiB after each epoch

  @Override
  public void epoch(EpochReport report) {
    resident.add(ProcessMemory.residentMb());
  }

  /// MiB after each tenth of all epochs; fewer where there were fewer, none where nothing trained.
  List<Long> overEpochs() {
    int points = Math.min(POINTS, resident.size());
    return IntStream.rangeClosed(1, points)
        .mapToObj(p -> resident.get(resident.size() * p / points - 1))
        .toList();
  }
}
