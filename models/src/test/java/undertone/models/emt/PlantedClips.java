package undertone.models.emt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.SplittableRandom;
import undertone.models.missing.MissingSimulator;
import undertone.models.missing.SequenceMasks;

/// Clips whose value no modality tells alone: what words show, plus the product of what sound and
/// picture show, each in noise at every step.
///
/// Always saying the mean is wrong by .56; the best possible by .19 where nothing is missing and by
/// .25 where half of all steps are.
final class PlantedClips {
  static final int WIDTH = 8;
  private static final List<String> MODALITIES = List.of("text", "audio", "vision");
  private static final int[] LENGTHS = {20, 40, 30};

  private final SplittableRandom random;
  private final MissingSimulator gaps;
  private final float[][] directions = new float[3][WIDTH];
  private int clips;

  PlantedClips(long seed) {
    random = new SplittableRandom(seed);
    gaps = MissingSimulator.fixed(seed, "planted");
    var fixed = new SplittableRandom(1);
    for (var direction : directions) {
      double square = 0;
      for (int k = 0; k < WIDTH; k++) {
        direction[k] = (float) fixed.nextGaussian();
        square += direction[k] * direction[k];
      }
      for (int k = 0; k < WIDTH; k++) {
        direction[k] /= (float) Math.sqrt(square);
      }
    }
  }

  /// @param missing `[B,T_m]` each, 1 = taken away
  /// @param values `[B]`, what is to be told
  record Batch(Clips complete, Clips incomplete, NDList missing, NDArray values) {}

  /// @param rate share of steps that are taken away
  Batch draw(NDManager manager, int count, double rate) {
    var latent = new float[3][count];
    var values = new float[count];
    for (int c = 0; c < count; c++) {
      for (var modality : latent) {
        modality[c] = (float) random.nextDouble(-1, 1);
      }
      values[c] = latent[0][c] + latent[1][c] * latent[2][c];
    }
    var steps = new NDList();
    var left = new NDList();
    var real = new NDList();
    var missing = new NDList();
    for (int m = 0; m < 3; m++) {
      var masks = new SequenceMasks(count, LENGTHS[m]);
      var features = new float[count * LENGTHS[m] * WIDTH];
      for (int c = 0; c < count; c++) {
        masks.put(c, gaps.steps("clip-" + (clips + c), MODALITIES.get(m), LENGTHS[m], rate));
        for (int i = c * LENGTHS[m] * WIDTH; i < (c + 1) * LENGTHS[m] * WIDTH; i++) {
          features[i] = (float) (latent[m][c] * directions[m][i % WIDTH] + random.nextGaussian());
        }
      }
      var all = manager.create(features, new Shape(count, LENGTHS[m], WIDTH));
      var kept = masks.kept(manager);
      steps.add(all);
      left.add(all.mul(kept.expandDims(2)));
      real.add(masks.real(manager));
      missing.add(masks.real(manager).sub(kept));
    }
    clips += count;
    return new Batch(
        clips(steps, real),
        clips(left, real.get(0).sub(missing.get(0)), real),
        missing,
        manager.create(values));
  }

  private static Clips clips(NDList steps, NDList real) {
    return clips(steps, real.get(0), real);
  }

  private static Clips clips(NDList steps, NDArray keptWords, NDList real) {
    return new Clips(SequenceMasks.mean(steps.get(0), keptWords), steps, real);
  }
}
