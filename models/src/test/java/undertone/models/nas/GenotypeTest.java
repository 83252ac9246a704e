package undertone.models.nas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenotypeTest {
  private static final List<Operation> ALL = List.of(Operation.values());

  private static Genotype drawn(int seed) {
    var random = new SplittableRandom(seed);
    return Genotype.of(
        seed,
        15,
        true,
        new Genotype.Streams(
            Derivation.drawnCnn(ALL, 2 + seed % 3, random), Derivation.drawnRnn(3, random)),
        "gate",
        new Genotype.Search(.91, 812));
  }

  @Test
  void what_is_written_is_read_and_written_again_to_the_last_byte() {
    for (int seed = 0; seed < 100; seed++) {
      var genotype = drawn(seed);

      var read = Genotype.read(genotype.json());

      assertThat(read).as("seed %d", seed).isEqualTo(genotype);
      assertThat(read.json()).as("seed %d", seed).isEqualTo(genotype.json());
    }
  }

  @Test
  void a_stream_that_was_not_searched_may_be_absent() {
    var one =
        Genotype.of(
            1,
            2,
            false,
            new Genotype.Streams(null, Derivation.drawnRnn(3, new SplittableRandom(1))),
            "sum",
            new Genotype.Search(1, 2));

    assertThat(Genotype.read(one.json())).isEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tanh|tangens|$.streams.deep.nodes[0].op",
        "\"from\" : 0|\"from\" : 7|$.streams.deep.nodes[0].from",
        "\"node\" : 2|\"node\" : 1|$.streams.deep.nodes[1].from",
        "\"node\" : 3|\"node\" : 4|0 edges lead to node 3",
        "emonas-genotype|genotype|$.format",
        "\"seed\"|\"sead\"|seed"
      })
  void what_cannot_be_built_is_refused_with_its_place(String right, String wrong, String place) {
    var edges =
        List.of(
            new Genotype.Edge(1, 0, "tanh", .4),
            new Genotype.Edge(2, 1, "relu", .3),
            new Genotype.Edge(3, 2, "sigmoid", .3));
    var json =
        Genotype.of(
                1,
                2,
                true,
                new Genotype.Streams(null, new Genotype.Rnn(edges, List.of(1, 2, 3))),
                "gate",
                new Genotype.Search(1, 2))
            .json();
    assertThat(json).contains(right);

    assertThatThrownBy(() -> Genotype.read(json.replace(right, wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(place);
  }
}
