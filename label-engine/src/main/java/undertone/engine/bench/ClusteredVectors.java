package undertone.engine.bench;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import undertone.engine.search.UnitVector;

/// Made-up unit vectors in clusters, as sentence encoders give them: a few directions with noise
/// around. The same seed gives the same vectors.
public final class ClusteredVectors {
  private final float[][] centres;
  private final RandomGenerator random;
  private final double noise;

  /// @param noise deviation of each number, where those of a centre deviate by 1
  public ClusteredVectors(int clusters, int dim, double noise, long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.noise = noise;
    centres = new float[clusters][dim];
    for (var centre : centres) {
      for (int d = 0; d < dim; d++) {
        centre[d] = (float) random.nextGaussian();
      }
    }
  }

  /// One of any cluster.
  public UnitVector next() {
    var vector = centres[random.nextInt(centres.length)].clone();
    for (int d = 0; d < vector.length; d++) {
      vector[d] += (float) (noise * random.nextGaussian());
    }
    return UnitVector.along(vector);
  }
}
