package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import undertone.engine.parity.ParityNumbers;

/// What a step leaves behind in tables, prototypes and queue is what IRNet's own code leaves there,
/// for every case `pico`, `pico2`, … of the parity folder.
class PicoStepParityTest {
  private final ParityNumbers numbers;

  PicoStepParityTest() throws IOException {
    numbers = ParityNumbers.of("irnet");
  }

  static List<String> cases() throws IOException {
    return ParityNumbers.of("irnet").config().get("cases").propertyNames().stream()
        .filter(kase -> kase.matches("pico\\d*"))
        .sorted()
        .toList();
  }

  private static float[] floats(double[] values) {
    var floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private float[][] rows(String name) {
    return Arrays.stream(numbers.matrix(name))
        .map(PicoStepParityTest::floats)
        .toArray(float[][]::new);
  }

  private static float[] flat(float[][] rows) {
    int columns = rows[0].length;
    var flat = new float[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * columns, columns);
    }
    return flat;
  }

  /// Whole numbers; the noise that stands for "no label yet" becomes -1.
  private int[] labels(String name) {
    return Arrays.stream(numbers.vector(name))
        .mapToInt(label -> label == Math.rint(label) ? (int) label : -1)
        .toArray();
  }

  private CandidateTable table(String kase) {
    var sets =
        Arrays.stream(numbers.matrix(kase + ".S"))
            .map(row -> {
              var set = new boolean[row.length];
              for (int j = 0; j < set.length; j++) {
                set[j] = row[j] > 0;
              }
              return set;
            })
            .toArray(boolean[][]::new);
    return new CandidateTable(sets, rows(kase + ".confidence0"), new boolean[sets.length]);
  }

  private JsonNode settings(String kase) {
    return numbers.config().get("cases").get(kase);
  }

  /// The reference lets a prototype at zero count as one that is at right angles to everything;
  /// ours are told here that all have been touched.
  private Prototypes prototypes(String kase, String array) {
    var centres = rows(kase + "." + array);
    var touched = new boolean[centres.length];
    Arrays.fill(touched, true);
    return new Prototypes(centres, touched, settings(kase).get("proto_m").asDouble());
  }

  private static void near(float[][] ours, float[][] theirs) {
    assertThat(ours.length).isEqualTo(theirs.length);
    for (int i = 0; i < ours.length; i++) {
      assertThat(ours[i]).as("row %d", i).containsExactly(theirs[i], offset(1e-5f));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void working_labels_scores_and_confidences_are_the_references(String kase) {
    var index = numbers.ints(kase + ".step1_index");
    var p = rows(kase + ".step1_p");
    var embeddings = flat(rows(kase + ".step1_pool"));
    var prototypes = prototypes(kase, "prototypes0");
    double phi = settings(kase).get("phi_step1").asDouble();
    var oneHot = table(kase);
    var inProportion = table(kase);
    var scores = new float[index.length][];
    var working = new int[index.length];

    for (int i = 0; i < index.length; i++) {
      scores[i] = prototypes.scores(embeddings, i);
      working[i] = oneHot.best(index[i], p[i]);
      oneHot.believe(index[i], scores[i], phi);
      inProportion.believeInProportion(index[i], scores[i], phi);
    }

    near(scores, rows(kase + ".step1_c"));
    assertThat(working).isEqualTo(numbers.ints(kase + ".step1_working_label"));
    near(confidences(oneHot), rows(kase + ".step1_confidence_after_onehot"));
    near(confidences(inProportion), rows(kase + ".step1_confidence_after_prob"));
  }

  private static float[][] confidences(CandidateTable table) {
    return IntStream.range(0, table.rows()).mapToObj(table::confidence).toArray(float[][]::new);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_second_step_goes_on_from_the_first(String kase) {
    var first = numbers.ints(kase + ".step1_index");
    var second = numbers.ints(kase + ".step2_index");
    var table = table(kase);
    for (int i = 0; i < first.length; i++) {
      table.believe(
          first[i], rows(kase + ".step1_c")[i], settings(kase).get("phi_step1").asDouble());
    }
    for (int i = 0; i < second.length; i++) {
      assertThat(table.best(second[i], rows(kase + ".step2_p")[i]))
          .isEqualTo(numbers.ints(kase + ".step2_working_label")[i]);
      table.believe(
          second[i], rows(kase + ".step2_c")[i], settings(kase).get("phi_step2").asDouble());
    }
    near(confidences(table), rows(kase + ".step2_confidence_after_onehot"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void prototypes_and_queue_move_as_the_references_do(String kase) {
    int batch = settings(kase).get("B").asInt();
    var pool = rows(kase + ".step1_pool");
    var working = numbers.ints(kase + ".step1_working_label");
    var prototypes = prototypes(kase, "prototypes0");
    var queue =
        new EmbeddingQueue(
            flat(rows(kase + ".queue0")),
            labels(kase + ".queue_pseudo0"),
            numbers.ints(kase + ".queue_ptr0")[0]);

    prototypes.follow(flat(Arrays.copyOf(pool, batch)), working);
    queue.enqueue(flat(Arrays.copyOfRange(pool, batch, 2 * batch)), working);

    near(prototypes.centres(), rows(kase + ".step1_prototypes_after"));
    assertThat(queue.keys())
        .containsExactly(flat(rows(kase + ".step1_queue_after")), offset(1e-5f));
    assertThat(queue.labels()).isEqualTo(labels(kase + ".step1_queue_pseudo_after"));
    assertThat(queue.next()).isEqualTo(numbers.ints(kase + ".step1_queue_ptr_after")[0]);
  }
}
