package undertone.models.video;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Map;

/// What a masked autoencoder is to fill the gaps with, and how far off it is.
///
/// Colours of a cube are normalised channel by channel over all its frames, because then contrast
/// and brightness, which the surroundings give away, teach nothing. The spread is the unbiased one;
/// of a cube of one colour it is 0, and its target is rounding noise, as in the authors' code.
///
/// Source: He et al. 2022, *MAE*, sec. 3; Sun et al. 2023, *MAE-DFER*, sec. 3.3 (motion).
public final class Targets {
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] SPREAD = {0.229f, 0.224f, 0.225f};
  private static final float LEAST_SPREAD = 1e-6f;

  private Targets() {}

  /// Clips of 0..1 as the networks take them, by the mean and spread of ImageNet's colours.
  ///
  /// @param clips `[B,3,T,H,W]`
  public static NDArray normalised(NDArray clips) {
    return clips.sub(perChannel(clips, MEAN)).div(perChannel(clips, SPREAD));
  }

  /// The value of a colour channel, 0..1 if it can be seen, of which a number is made by
  /// [#normalised].
  ///
  /// @param channel 0 = red, 1 = green, 2 = blue
  public static float colour(int channel, double normalised) {
    return (float) (MEAN[channel] + SPREAD[channel] * normalised);
  }

  /// What [#normalised] was made of.
  static NDArray colours(NDArray clips) {
    return clips.mul(perChannel(clips, SPREAD)).add(perChannel(clips, MEAN));
  }

  private static NDArray perChannel(NDArray clips, float[] values) {
    return clips.getManager().create(values, new Shape(1, values.length, 1, 1, 1));
  }

  /// Normalised colours of every cube `[B,N,P]`, frame by frame, row by row, channels innermost.
  ///
  /// @param clips as [#normalised] makes them
  public static NDArray pixels(NDArray clips, Cubes cubes) {
    return standardised(cubes.cut(colours(clips))) // [B,N,3,P/3]
        .transpose(0, 1, 3, 2)
        .reshape(clips.getShape().get(0), cubes.grid().tokens(), cubes.numbers());
  }

  /// As [#pixels], but in place of the second frame of each cube how it differs from the first.
  public static NDArray motion(NDArray clips, Cubes cubes) {
    if (cubes.deep() != 2) {
      throw new IllegalArgumentException(
          "Motion is a target of cubes of 2 frames, not of %d.".formatted(cubes.deep()));
    }
    var frames = pixels(clips, cubes).split(2, 2);
    return frames.get(0).concat(frames.get(1).sub(frames.get(0)), 2);
  }

  /// Normalised numbers of every patch of spectrograms `[B,1,F,M]`, `[B,Na,side·side]`.
  public static NDArray patches(NDArray spectrograms, int side) {
    return standardised(cut(spectrograms, side));
  }

  /// Patches of spectrograms, along time first.
  ///
  /// @param spectrograms `[B,1,F,M]`, frames and bands
  /// @return `[B,Na,side·side]`
  public static NDArray cut(NDArray spectrograms, int side) {
    var shape = spectrograms.getShape();
    long rows = shape.get(2) / side;
    long columns = shape.get(3) / side;
    if (shape.get(1) != 1 || shape.get(2) % side + shape.get(3) % side != 0) {
      throw new IllegalArgumentException(
          "Patches of %d × %d do not fill spectrograms of shape %s.".formatted(side, side, shape));
    }
    return spectrograms
        .reshape(-1, rows, side, columns, side)
        .transpose(0, 1, 3, 2, 4)
        .reshape(-1, rows * columns, (long) side * side);
  }

  private static NDArray standardised(NDArray rows) {
    int last = rows.getShape().dimension() - 1;
    long numbers = rows.getShape().get(last);
    var centred = rows.sub(rows.mean(new int[] {last}, true));
    var spread = centred.square().sum(new int[] {last}, true).div(numbers - 1).sqrt();
    return centred.div(spread.add(LEAST_SPREAD));
  }

  /// Mean squared error over all numbers, without axes.
  public static NDArray error(NDArray prediction, NDArray target) {
    return prediction.sub(target).square().mean();
  }

  /// Mean squared error of one half of each cube's numbers: the first is what its first frame looks
  /// like, the second what its second does, or the motion between them.
  public static NDArray errorOfHalf(NDArray prediction, NDArray target, int half) {
    return error(prediction.split(2, 2).get(half), target.split(2, 2).get(half));
  }

  /// Mean cross entropy against soft labels, nats, without axes.
  ///
  /// @param logits `[B,K]`
  /// @param labels shares of classes `[B,K]`, each row of sum 1
  public static NDArray crossEntropy(NDArray logits, NDArray labels) {
    return logits.logSoftmax(1).mul(labels).sum(new int[] {1}).mean().neg();
  }

  /// One array of a batch.
  ///
  /// @throws IllegalArgumentException if it is not there
  public static NDArray input(Map<String, NDArray> inputs, String name) {
    var array = inputs.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          "The network reads %s, but the batch has only %s."
              .formatted(name, String.join(", ", inputs.keySet())));
    }
    return array;
  }
}
