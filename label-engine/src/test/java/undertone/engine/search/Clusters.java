package undertone.engine.search;

import java.util.Random;

/// Unit vectors in clusters, as sentence encoders give them: a few directions with noise around.
final class Clusters {
  private final float[][] centres;
  private final Random random;
  private final double noise;

  Clusters(int clusters, int dim, double noise, long seed) {
    random = new Random(seed);
    this.noise = noise;
    centres = new float[clusters][dim];
    for (var centre : centres) {
      for (int d = 0; d < dim; d++) {
        centre[d] = (float) random.nextGaussian();
      }
    }
  }

  UnitVector next() {
    return near(random.nextInt(centres.length));
  }

  UnitVector near(int cluster) {
    var vector = centres[cluster].clone();
    for (int d = 0; d < vector.length; d++) {
      vector[d] += (float) (noise * random.nextGaussian());
    }
    return UnitVector.along(vector);
  }
}
