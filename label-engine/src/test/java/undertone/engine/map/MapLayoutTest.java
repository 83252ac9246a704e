package undertone.engine.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.engine.search.UnitVector;

class MapLayoutTest {
  private static final int GROUPS = 6, EACH = 60, DIM = 48, NEAR = 10;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void groups_stay_apart_and_neighbours_stay_near(long seed) {
    var vectors = groups(seed);

    var places = MapLayout.of(vectors, _ -> {});

    // whoever is nearest on the map is of the same group
    assertThat(
            IntStream.range(0, places.length)
                .filter(i -> nearest(places, i, 1)[0] / EACH == i / EACH))
        .hasSizeGreaterThan(GROUPS * EACH * 98 / 100);
    // within groups, where vectors differ by chance in 48 directions, much more than chance is kept
    assertThat(kept(vectors, places)).isGreaterThan(5 * kept(vectors, scattered(seed)));
    inTheSquare(places);
  }

  @Test
  void a_curve_is_laid_out_so_that_most_neighbours_are_kept() {
    // given a helix, which two principal axes fold onto itself
    var vectors =
        IntStream.range(0, 400)
            .mapToObj(i -> {
              double t = i / 400.0 * 6 * Math.PI;
              return UnitVector.along(
                  new float[] {(float) Math.cos(t), (float) Math.sin(t), (float) t / 5, 1});
            })
            .toList();

    var places = MapLayout.of(vectors, _ -> {});

    assertThat(kept(vectors, places)).isGreaterThan(.7);
  }

  @Test
  void equal_vectors_are_drawn_equally() {
    assertThat(MapLayout.of(groups(4), _ -> {})).isDeepEqualTo(MapLayout.of(groups(4), _ -> {}));
  }

  @Test
  void what_comes_later_lies_beside_its_like_and_moves_nobody() {
    var vectors = groups(5);
    var places = MapLayout.of(vectors, _ -> {});
    var before = Arrays.stream(places).map(float[]::clone).toArray(float[][]::new);

    for (int group = 0; group < GROUPS; group++) {
      var later = member(group, new Random(100 + group), centres(5));
      var place = MapLayout.beside(later, vectors, places);

      var all = new ArrayList<>(List.of(places));
      all.add(place);
      assertThat(nearest(all.toArray(float[][]::new), places.length, 1)[0] / EACH).isEqualTo(group);
    }
    assertThat(places).isDeepEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5})
  void a_few_vectors_and_equal_ones_have_places_too(int count) {
    var same = UnitVector.along(new float[] {1, 2, 3});

    var places = MapLayout.of(Collections.nCopies(count, same), _ -> {});

    assertThat(places.length).isEqualTo(count);
    inTheSquare(places);
    assertThat(Arrays.stream(places).map(Arrays::toString).distinct()).hasSize(count);
  }

  @Test
  void progress_never_goes_back_and_ends_at_one() {
    var heard = new ArrayList<Double>();

    var _ = MapLayout.of(groups(6), heard::add);

    assertThat(heard).isSorted().last().isEqualTo(1.0);
  }

  // ---

  private static void inTheSquare(float[][] places) {
    assertThat(List.of(places))
        .allSatisfy(place -> {
          assertThat(place).hasSize(2);
          assertThat(place[0]).isBetween(0f, 1f);
          assertThat(place[1]).isBetween(0f, 1f);
        });
  }

  private static float[][] centres(long seed) {
    var random = new Random(seed);
    var centres = new float[GROUPS][DIM];
    for (var centre : centres) {
      for (int d = 0; d < DIM; d++) {
        centre[d] = (float) random.nextGaussian();
      }
    }
    return centres;
  }

  private static UnitVector member(int group, Random random, float[][] centres) {
    var numbers = centres[group].clone();
    for (int d = 0; d < DIM; d++) {
      numbers[d] += (float) random.nextGaussian() * .5f;
    }
    return UnitVector.along(numbers);
  }

  private static List<UnitVector> groups(long seed) {
    var random = new Random(seed);
    var centres = centres(seed);
    return IntStream.range(0, GROUPS * EACH)
        .mapToObj(i -> member(i / EACH, random, centres))
        .toList();
  }

  private static float[][] scattered(long seed) {
    var random = new Random(seed);
    return IntStream.range(0, GROUPS * EACH)
        .mapToObj(_ -> new float[] {random.nextFloat(), random.nextFloat()})
        .toArray(float[][]::new);
  }

  /// The share of the nearest vectors that are among the nearest places.
  private static double kept(List<UnitVector> vectors, float[][] places) {
    int kept = 0;
    for (int i = 0; i < places.length; i++) {
      var self = vectors.get(i);
      int me = i;
      var near =
          IntStream.range(0, places.length)
              .filter(j -> j != me)
              .boxed()
              .sorted(Comparator.comparingDouble(j -> -self.cosine(vectors.get(j))))
              .limit(NEAR)
              .toList();
      for (int j : nearest(places, i, NEAR)) {
        kept += near.contains(j) ? 1 : 0;
      }
    }
    return (double) kept / (places.length * NEAR);
  }

  private static int[] nearest(float[][] places, int i, int count) {
    return IntStream.range(0, places.length)
        .filter(j -> j != i)
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                j -> Math.hypot(places[i][0] - places[j][0], places[i][1] - places[j][1])))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
