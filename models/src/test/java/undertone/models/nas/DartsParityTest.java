package undertone.models.nas;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import undertone.models.ReferenceArrays;
import undertone.models.TrainingTurn;

/// What mixtures come to is exactly what the DARTS code derives of them. Its outputs and gradients
/// are held by [undertone.models.hosting.SearchedModelTest].
class DartsParityTest {
  private static final List<Operation> ALL = List.of(Operation.values());

  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();
  private final ReferenceArrays reference;

  DartsParityTest() throws IOException {
    reference = ReferenceArrays.of("darts", manager);
  }

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void what_convolutional_mixtures_come_to_is_the_references(int k) throws IOException {
    var expected = reference.setting("genotypes_cnn").get(k);

    var found =
        Derivation.cnn(
            ALL,
            expected.get("steps").asInt(),
            reference.input("geno%d.alphas_normal".formatted(k)).softmax(1),
            reference.input("geno%d.alphas_reduce".formatted(k)).softmax(1));

    assertThat(listed(found.normal())).isEqualTo(listed(expected.get("normal")));
    assertThat(listed(found.reduce())).isEqualTo(listed(expected.get("reduce")));
    assertThat(found.concat()).isEqualTo(numbers(expected.get("concat")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void what_recurrent_mixtures_come_to_is_the_references(int k) throws IOException {
    var expected = reference.setting("genotypes_rnn").get(k);

    int nodes = expected.get("recurrent").size();
    var found = Derivation.rnn(nodes, reference.input("rnn_geno%d.alpha".formatted(k)).softmax(1));

    assertThat(listed(found.nodes())).isEqualTo(listed(expected.get("recurrent")));
    assertThat(found.mean()).isEqualTo(numbers(expected.get("concat")));
  }

  private static List<String> listed(List<Genotype.Edge> edges) {
    return edges.stream().map(edge -> edge.op() + " " + edge.from()).toList();
  }

  private static List<String> listed(JsonNode edges) {
    return StreamSupport.stream(edges.spliterator(), false)
        .map(edge -> edge.get(0).asString() + " " + edge.get(1).asInt())
        .toList();
  }

  private static List<Integer> numbers(JsonNode numbers) {
    return IntStream.range(0, numbers.size()).mapToObj(i -> numbers.get(i).asInt()).toList();
  }
}
