package undertone.models.video;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.random.RandomGenerator;

/// Clips made of two, with labels to match, so that a network cannot learn clips by heart. Each
/// batch is either blended (mixup) or cut together (cutmix), by the toss of a coin; a clip's
/// partner is its mirror in the order of the batch.
///
/// Source: Zhang et al. 2018, *mixup*, arXiv:1710.09412; Yun et al. 2019, *CutMix*,
/// arXiv:1905.04899, as `timm` mixes.
///
/// @param blend both parameters of the beta distribution that a blend's share is drawn from
/// @param cut the same of a cut's
/// @param smoothing 0..1, what every label gives up to all classes alike
public record Mixing(double blend, double cut, double smoothing) {
  /// As all three papers fine-tune.
  public static final Mixing PUBLISHED = new Mixing(0.8, 1, 0.1);

  public Mixing {
    if (!(blend > 0 && cut > 0 && smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException(
          "Clips are mixed by positive parameters and a smoothing in 0..1, not blend=%s, cut=%s, smoothing=%s."
              .formatted(blend, cut, smoothing));
    }
  }

  /// @param clips `[B,3,T,H,W]`
  /// @param labels shares of classes `[B,K]`, each row of sum 1
  public record Mixed(NDArray clips, NDArray labels) {}

  /// @param clips `[B,3,T,H,W]`, B even
  /// @param classes true classes `[B]`, whole numbers from 0
  /// @param count of classes (K)
  public Mixed of(NDArray clips, NDArray classes, int count, RandomGenerator random) {
    var labels = smoothed(classes, count);
    if (clips.getShape().get(0) % 2 != 0) {
      throw new IllegalArgumentException(
          "Clips are mixed in pairs, but there are %d.".formatted(clips.getShape().get(0)));
    }
    return random.nextBoolean()
        ? blended(clips, labels, beta(blend, random))
        : cutTogether(clips, labels, beta(cut, random), random);
  }

  /// Labels that leave a little to every class.
  public NDArray smoothed(NDArray classes, int count) {
    return classes.oneHot(count).mul(1 - smoothing).add(smoothing / count);
  }

  private static Mixed blended(NDArray clips, NDArray labels, double own) {
    return new Mixed(shared(clips, own), shared(labels, own));
  }

  private static NDArray shared(NDArray rows, double own) {
    return rows.mul(own).add(rows.flip(0).mul(1 - own));
  }

  /// A box of the partner's picture, the same in all frames; labels go by what the frame's edge has
  /// left of it.
  private static Mixed cutTogether(
      NDArray clips, NDArray labels, double own, RandomGenerator random) {
    int height = (int) clips.getShape().get(3);
    int width = (int) clips.getShape().get(4);
    double side = Math.sqrt(1 - own);
    var rows = stretch(height, side, random);
    var columns = stretch(width, side, random);
    var inside = clips.getManager().zeros(new Shape(1, 1, 1, height, width));
    if (!rows.isEmpty() && !columns.isEmpty()) {
      inside.set(
          new NDIndex(
              ":,:,:,%d:%d,%d:%d".formatted(rows.from(), rows.to(), columns.from(), columns.to())),
          1);
    }
    var mixed = clips.add(clips.flip(0).sub(clips).mul(inside));
    double left = 1 - (double) rows.length() * columns.length() / ((long) height * width);
    return new Mixed(mixed, shared(labels, left));
  }

  private record Stretch(int from, int to) {
    int length() {
      return to - from;
    }

    boolean isEmpty() {
      return length() == 0;
    }
  }

  private static Stretch stretch(int all, double share, RandomGenerator random) {
    int half = (int) (all * share) / 2;
    int middle = random.nextInt(all);
    return new Stretch(Math.max(0, middle - half), Math.min(all, middle + half));
  }

  /// A number of 0..1 from the beta distribution with both parameters alike.
  ///
  /// Source: Jöhnk 1964.
  private static double beta(double parameter, RandomGenerator random) {
    while (true) {
      double x = Math.pow(random.nextDouble(), 1 / parameter);
      double y = Math.pow(random.nextDouble(), 1 / parameter);
      if (x + y > 0 && x + y <= 1) {
        return x / (x + y);
      }
    }
  }
}
