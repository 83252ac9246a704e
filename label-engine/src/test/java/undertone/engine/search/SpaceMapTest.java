package undertone.engine.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpaceMapTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void what_is_turned_into_another_space_is_found_there_though_never_seen(int seed) {
    // given pairs of which one is the other under a fixed linear map, with some noise
    var random = new Random(seed);
    var turn = new double[20][12];
    for (var row : turn) {
      for (int d = 0; d < row.length; d++) {
        row[d] = random.nextGaussian();
      }
    }
    var from = new ArrayList<UnitVector>();
    var to = new ArrayList<UnitVector>();
    for (int i = 0; i < 150; i++) {
      var one = new float[12];
      for (int d = 0; d < one.length; d++) {
        one[d] = (float) random.nextGaussian();
      }
      var vector = UnitVector.along(one);
      var other = new float[20];
      for (int d = 0; d < other.length; d++) {
        for (int e = 0; e < one.length; e++) {
          other[d] += (float) turn[d][e] * vector.numbers()[e];
        }
        other[d] += (float) (0.05 * random.nextGaussian());
      }
      from.add(vector);
      to.add(UnitVector.along(other));
    }

    // when a map learns from the first hundred
    var map = SpaceMap.learn(from.subList(0, 100), to.subList(0, 100));

    // then each of the others lies nearest to its partner
    for (int i = 100; i < 150; i++) {
      var mapped = map.apply(from.get(i));
      int nearest = 100;
      for (int j = 100; j < 150; j++) {
        nearest = mapped.cosine(to.get(j)) > mapped.cosine(to.get(nearest)) ? j : nearest;
      }
      assertThat(nearest).isEqualTo(i);
    }
  }
}
