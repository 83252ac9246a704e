package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The numbers of IRNet's own code come out of our candidate generators, schedules and detection.
class IrNetParityTest {
  private static final Path FOLDER =
      Path.of(System.getenv().getOrDefault("UNDERTONE_PARITY", "../../shared/parity"))
          .resolve("irnet");

  private final NDManager manager = NDManager.newBaseManager();
  private NDList input = new NDList();
  private NDList output = new NDList();

  @BeforeEach
  void load() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), "no parity numbers at " + FOLDER.toAbsolutePath());
    input = read("input.npz");
    output = read("output.npz");
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private NDList read(String file) throws IOException {
    try (var stream = Files.newInputStream(FOLDER.resolve(file))) {
      return NDList.decode(manager, stream);
    }
  }

  private static NDArray named(NDList list, String name) {
    return list.stream().filter(array -> name.equals(array.getName())).findFirst().orElseThrow();
  }

  private double[] numbers(NDList list, String name) {
    return named(list, name).toType(DataType.FLOAT64, true).toDoubleArray();
  }

  private boolean[][] sets(NDList list, String name, int classes) {
    var flat = numbers(list, name);
    var sets = new boolean[flat.length / classes][classes];
    for (int i = 0; i < flat.length; i++) {
      sets[i / classes][i % classes] = flat[i] > 0;
    }
    return sets;
  }

  private int[] truths(String kase) {
    return Arrays.stream(numbers(input, kase + ".labels")).mapToInt(label -> (int) label).toArray();
  }

  @ParameterizedTest
  @CsvSource({"gen1,6,.3,.2", "gen2,4,.8,.5", "gen3,5,0,.3"})
  void candidate_sets_are_the_references(String kase, int classes, double q, double eta) {
    var truth = truths(kase);
    var u = numbers(input, kase + ".U");
    var noise = numbers(input, kase + ".noise_u");
    var pick = numbers(input, kase + ".noise_pick");
    var at = new AtomicInteger();

    var sets = CandidateProtocol.ambiguous(truth, classes, q, () -> u[at.getAndIncrement()], null);
    assertThat(sets).isDeepEqualTo(sets(output, kase + ".S_uniform", classes));

    var noiseAt = new AtomicInteger();
    var pickAt = new AtomicInteger();
    CandidateProtocol.swapTruths(
        sets,
        truth,
        eta,
        () -> noise[noiseAt.getAndIncrement()],
        () -> pick[pickAt.getAndIncrement()]);
    assertThat(sets).isDeepEqualTo(sets(output, kase + ".S_noisy", classes));
  }

  @Test
  void kappa_and_confidence_momentum_are_the_references() {
    var kappa = numbers(output, "sched.kappa");
    for (int i = 0; i < kappa.length; i += 4) {
      assertThat(Schedules.kappa(kappa[i], kappa[i + 1], (int) kappa[i + 2]))
          .isCloseTo(kappa[i + 3], offset(1e-9));
    }
    var phi = numbers(output, "sched.phi_used_in_epoch");
    for (int epoch = 1; epoch <= phi.length; epoch++) {
      assertThat(Schedules.confidenceMomentum(epoch, phi.length, .95, .8))
          .isCloseTo(phi[epoch - 1], offset(1e-9));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "case1_cluster_upd3,w1,_c,.08,SCORE",
    "case2_cluster_upd3,w1 s2,_c,.08,SCORE",
    "case3_cluster_upd3,w1 w2,_c,.08,SCORE",
    "case3_classify_upd3,w1 w2,_p,.08,SCORE",
    "case6_cluster_upd3,w1 w2 w3,_c,.08,SCORE",
    "case3_cluster_upcase1,w1 w2,_c,.08,UNIFORM",
    "case3_cluster_upcase2,w1 w2,_c,.08,ONE_OF_K"
  })
  void corrections_are_the_references(
      String run, String views, String kind, double tau, CandidateTable.Admission admission) {
    var start = sets(input, "correct.S", 5);
    var table =
        new CandidateTable(start, rows("correct.confidence", input), new boolean[start.length]);
    var scores =
        Arrays.stream(views.split(" "))
            .map(view -> rows("correct." + view + kind, input))
            .toArray(float[][][]::new);
    var thresholds = new double[5];
    Arrays.fill(thresholds, tau);

    for (int i = 0; i < start.length; i++) {
      int row = i;
      var seen = Arrays.stream(scores).map(view -> view[row]).toArray(float[][]::new);
      int missing = Detection.byMargin(seen, table.set(row), thresholds);
      if (missing != Detection.NONE) {
        table.admit(5, row, missing, admission, seen[0][missing]);
      }
    }

    assertThat(IntStream.range(0, start.length).mapToObj(table::set).toArray(boolean[][]::new))
        .isDeepEqualTo(sets(output, "correct." + run + ".S_after", 5));
    var after = rows("correct." + run + ".confidence_after", output);
    for (int i = 0; i < start.length; i++) {
      assertThat(table.confidence(i)).containsExactly(after[i], offset(1e-5f));
    }
  }

  private float[][] rows(String name, NDList list) {
    var flat = named(list, name).toFloatArray();
    var rows = new float[flat.length / 5][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, 5 * i, 5 * i + 5));
    return rows;
  }
}
