package undertone.engine.corruption;

import java.util.Optional;

/// Speech with noise under it, 16 bits a sample.
///
/// What would leave the range of 16 bits makes the whole mix quieter, so nothing is clipped.
/// Samples are cut towards zero, as the reference does.
public final class NoisyMix {
  private final short[] samples;
  private final double noiseScale;
  private final double mixScale;
  private final double achievedSnrDb;

  private NoisyMix(short[] samples, double noiseScale, double mixScale, double achievedSnrDb) {
    this.samples = samples;
    this.noiseScale = noiseScale;
    this.mixScale = mixScale;
    this.achievedSnrDb = achievedSnrDb;
  }

  /// Mixes noise from an offset on; empty where either is silent and no ratio of the two exists.
  ///
  /// @param snrDb ratio of root mean squares, 20·log₁₀(clean/noise)
  public static Optional<NoisyMix> of(short[] clean, short[] noise, int offset, double snrDb) {
    if (offset < 0 || noise.length - offset < clean.length) {
      throw new IllegalArgumentException(
          "%d samples of noise from %d on do not cover a clip of %d."
              .formatted(noise.length, offset, clean.length));
    }
    double cleanRms = rootMeanSquare(clean, 0, clean.length);
    double noiseRms = rootMeanSquare(noise, offset, clean.length);
    if (!(cleanRms > 0 && noiseRms > 0)) {
      return Optional.empty();
    }
    double noiseScale = cleanRms / Math.pow(10, snrDb / 20) / noiseRms;
    var mix = new double[clean.length];
    double most = 0;
    double least = 0;
    for (int i = 0; i < mix.length; i++) {
      mix[i] = clean[i] + noise[offset + i] * noiseScale;
      most = Math.max(most, mix[i]);
      least = Math.min(least, mix[i]);
    }
    double mixScale = scale(most, least);
    var samples = new short[mix.length];
    double rest = 0;
    for (int i = 0; i < mix.length; i++) {
      samples[i] = (short) (int) (mix[i] * mixScale);
      double added = samples[i] / mixScale - clean[i];
      rest += added * added;
    }
    double achieved = 20 * Math.log10(cleanRms / Math.sqrt(rest / mix.length));
    return Optional.of(new NoisyMix(samples, noiseScale, mixScale, achieved));
  }

  private static double rootMeanSquare(short[] samples, int from, int length) {
    double sum = 0;
    for (int i = from; i < from + length; i++) {
      sum += (double) samples[i] * samples[i];
    }
    return Math.sqrt(sum / length);
  }

  private static double scale(double most, double least) {
    if (most <= Short.MAX_VALUE && least >= Short.MIN_VALUE) {
      return 1;
    }
    return most >= -least ? Short.MAX_VALUE / most : Short.MIN_VALUE / least;
  }

  public short[] samples() {
    return samples.clone();
  }

  /// What the noise was multiplied by.
  public double noiseScale() {
    return noiseScale;
  }

  /// What the whole was multiplied by to stay within 16 bits; 1 if it did.
  public double mixScale() {
    return mixScale;
  }

  /// Measured on the samples as they were written.
  public double achievedSnrDb() {
    return achievedSnrDb;
  }
}
