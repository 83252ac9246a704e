package undertone.engine.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How something is said: melody, loudness, voice, rhythm and pauses of one sound, as 40 figures.
///
/// Much of this is in the eGeMAPS set too, but nothing here claims to equal its numbers.
///
/// Source of the choice: Eyben et al. 2016, *The Geneva Minimalistic Acoustic Parameter Set*, sec.
/// 3.
final class Prosody {
  static final int FIGURES = 40;

  private static final double FRAMES_PER_SECOND = (double) LogMel.RATE_HZ / LogMel.HOP;
  private static final double BASE_HZ = 27.5; // semitones are counted from the lowest A
  private static final float QUIET_DB = -80;
  private static final float PAUSE_DB = 25; // a pause lies so far below the loud parts
  private static final int SHORTEST_PAUSE = 15; // frames: the closure of a plosive is shorter
  private static final float SYLLABLE_DB = 3; // a peak must rise so far above the dip before it
  private static final int SMOOTHING = 4; // frames to each side

  private Prosody() {}

  /// @param sound samples at 16 kHz
  /// @param mel its mel bands `[T,64]`
  /// @return `[40]`
  static float[] of(float[] sound, float[][] mel) {
    var pitch = PitchTrack.of(sound);
    var loudness = loudnessDb(sound);
    var figures = new Figures();
    melody(figures, pitch);
    loudness(figures, loudness, pitch);
    voice(figures, pitch, mel, loudness);
    rhythm(figures, pitch, loudness);
    return figures.array();
  }

  private static void melody(Figures figures, PitchTrack pitch) {
    int voiced = 0;
    int steps = 0;
    var semitones = new float[pitch.hz().length];
    var rises = new float[pitch.hz().length];
    float before = 0;
    for (float hz : pitch.hz()) {
      float semitone = hz > 0 ? (float) (12 * Math.log(hz / BASE_HZ) / Math.log(2)) : 0;
      if (hz > 0) {
        semitones[voiced++] = semitone;
        if (before > 0 && Math.abs(semitone - before) < 3) { // more is an octave error
          rises[steps++] = semitone - before;
        }
      }
      before = semitone;
    }
    semitones = Arrays.copyOf(semitones, voiced);
    var height = Distribution.of(semitones);
    figures.add(height.mean(), height.spread());
    figures.add(height.percentile(0.2), height.percentile(0.5), height.percentile(0.8));
    figures.add(height.percentile(0.95) - height.percentile(0.05));
    var motion = Distribution.of(Arrays.copyOf(rises, steps));
    figures.add(motion.mean(), motion.spread());
    figures.add(motion.percentile(0.1), motion.percentile(0.9));
    figures.add(slope(semitones));
  }

  private static void loudness(Figures figures, float[] loudness, PitchTrack pitch) {
    var all = Distribution.of(loudness);
    figures.add(all.mean(), all.spread());
    figures.add(all.percentile(0.2), all.percentile(0.5), all.percentile(0.8));
    figures.add(all.percentile(0.95) - all.percentile(0.05));
    var changes = Distribution.of(differences(loudness));
    figures.add(changes.spread(), changes.percentile(0.1), changes.percentile(0.9));
    figures.add(slope(loudness));
    var voiced = Distribution.of(where(loudness, pitch, true));
    figures.add(voiced.mean(), voiced.spread());
  }

  private static void voice(Figures figures, PitchTrack pitch, float[][] mel, float[] loudness) {
    var roughness = Distribution.of(where(pitch.aperiodicity(), pitch, true));
    figures.add(roughness.mean(), roughness.spread());
    var tilt = new float[mel.length];
    var flux = new float[mel.length];
    for (int t = 0; t < mel.length; t++) {
      tilt[t] = slope(mel[t]);
      if (t > 0 && Math.max(loudness[t], loudness[t - 1]) > QUIET_DB) {
        double sum = 0;
        for (int m = 0; m < LogMel.BANDS; m++) {
          sum += Math.abs(mel[t][m] - mel[t - 1][m]);
        }
        flux[t] = (float) (sum / LogMel.BANDS);
      }
    }
    var voicedTilt = Distribution.of(where(tilt, pitch, true));
    figures.add(voicedTilt.mean(), voicedTilt.spread());
    figures.add(Distribution.of(where(tilt, pitch, false)).mean());
    var change = Distribution.of(flux);
    figures.add(change.mean(), change.spread());
  }

  private static void rhythm(Figures figures, PitchTrack pitch, float[] loudness) {
    double seconds = loudness.length / FRAMES_PER_SECOND;
    var voiced = new boolean[loudness.length];
    var silent = new boolean[loudness.length];
    float loud = Distribution.of(loudness).percentile(0.95);
    for (int t = 0; t < loudness.length; t++) {
      voiced[t] = pitch.hz()[t] > 0;
      silent[t] = loudness[t] < loud - PAUSE_DB || loudness[t] <= QUIET_DB;
    }
    var stretches = stretches(voiced, 3);
    var pauses = stretches(silent, SHORTEST_PAUSE);
    figures.add(share(voiced));
    figures.add((float) (stretches.size() / seconds));
    var lengths = Distribution.of(seconds(stretches));
    figures.add(lengths.mean(), lengths.spread());
    figures.add(share(silent));
    figures.add((float) (pauses.size() / seconds));
    figures.add(Distribution.of(seconds(pauses)).mean());
    int syllables = syllables(loudness);
    figures.add((float) (syllables / seconds));
    double speaking = seconds * (1 - share(silent));
    figures.add(speaking > 0 ? (float) (syllables / speaking) : 0);
    figures.add((float) Math.log(seconds));
  }

  private static float[] loudnessDb(float[] sound) {
    var loudness = new float[LogMel.frames(sound.length)];
    for (int t = 0; t < loudness.length; t++) {
      double squares = 0;
      int end = Math.min(t * LogMel.HOP + LogMel.WINDOW, sound.length);
      for (int i = t * LogMel.HOP; i < end; i++) {
        squares += (double) sound[i] * sound[i];
      }
      loudness[t] = (float) Math.max(QUIET_DB, 10 * Math.log10(squares / LogMel.WINDOW + 1e-12));
    }
    return loudness;
  }

  // Peaks of the smoothed loudness, each a nucleus of a syllable or nearly so.
  private static int syllables(float[] loudness) {
    var smooth = new float[loudness.length];
    for (int t = 0; t < loudness.length; t++) {
      int from = Math.max(0, t - SMOOTHING);
      int to = Math.min(loudness.length - 1, t + SMOOTHING);
      double sum = 0;
      for (int i = from; i <= to; i++) {
        sum += loudness[i];
      }
      smooth[t] = (float) (sum / (to - from + 1));
    }
    float floor = Distribution.of(smooth).percentile(0.95) - PAUSE_DB;
    int peaks = 0;
    boolean rising = true;
    float turn =
        Float.POSITIVE_INFINITY; // the dip before, while rising; the peak before, while falling
    for (float level : smooth) {
      if (rising) {
        turn = Math.min(turn, level);
        if (level > turn + SYLLABLE_DB && level > floor) {
          peaks++;
          rising = false;
          turn = level;
        }
      } else {
        turn = Math.max(turn, level);
        if (level < turn - SYLLABLE_DB) {
          rising = true;
          turn = level;
        }
      }
    }
    return peaks;
  }

  /// Lengths, in frames, of the unbroken stretches of `true` that are no shorter than asked.
  private static List<Integer> stretches(boolean[] series, int shortest) {
    var lengths = new ArrayList<Integer>();
    int length = 0;
    for (int t = 0; t <= series.length; t++) {
      if (t < series.length && series[t]) {
        length++;
      } else {
        if (length >= shortest) {
          lengths.add(length);
        }
        length = 0;
      }
    }
    return lengths;
  }

  private static float[] seconds(List<Integer> frames) {
    var seconds = new float[frames.size()];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = (float) (frames.get(i) / FRAMES_PER_SECOND);
    }
    return seconds;
  }

  private static float share(boolean[] series) {
    int count = 0;
    for (boolean value : series) {
      count += value ? 1 : 0;
    }
    return (float) count / series.length;
  }

  private static float[] where(float[] series, PitchTrack pitch, boolean voiced) {
    var kept = new float[series.length];
    int count = 0;
    for (int t = 0; t < series.length; t++) {
      if (pitch.hz()[t] > 0 == voiced) {
        kept[count++] = series[t];
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private static float[] differences(float[] series) {
    var steps = new float[series.length - 1];
    for (int t = 0; t < steps.length; t++) {
      steps[t] = series[t + 1] - series[t];
    }
    return steps;
  }

  /// Rise from the first to the last by the straight line that fits best.
  private static float slope(float[] series) {
    if (series.length < 2) {
      return 0;
    }
    double mean = Distribution.of(series).mean();
    double middle = (series.length - 1) / 2.0;
    double rise = 0;
    double run = 0;
    for (int t = 0; t < series.length; t++) {
      rise += (t - middle) * (series[t] - mean);
      run += (t - middle) * (t - middle);
    }
    return (float) (rise / run * (series.length - 1));
  }

  /// Collects the figures one after another.
  private static final class Figures {
    private final float[] figures = new float[FIGURES];
    private int count;

    void add(float... more) {
      System.arraycopy(more, 0, figures, count, more.length);
      count += more.length;
    }

    float[] array() {
      if (count != FIGURES) {
        throw new IllegalStateException("Bug: prosody gave %d figures".formatted(count));
      }
      return figures;
    }
  }
}
