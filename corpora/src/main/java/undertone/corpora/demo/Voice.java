package undertone.corpora.demo;

import java.util.Arrays;
import java.util.SplittableRandom;
import undertone.corpora.demo.Persona.Larynx;
import undertone.corpora.demo.Phone.Manner;
import undertone.corpora.demo.Phone.Noise;
import undertone.corpora.demo.Phone.Shape;

/// Speaks lines by formant synthesis: a glottal source and noise, filtered by the resonances of a
/// vocal tract that moves from sound to sound.
///
/// `StrictMath` keeps the samples equal on every machine.
///
/// Sources: Klatt 1980 (cascade of resonators); Klatt and Klatt 1990 (glottal source KLGLOTT88).
/// What differs: one smoothed target per sound instead of rules per transition.
final class Voice {

  /// Samples per second.
  static final int SAMPLE_RATE_HZ = 24_000;

  private static final int FRAME = SAMPLE_RATE_HZ / 200; // 5 ms
  private static final double FRAME_SECONDS = (double) FRAME / SAMPLE_RATE_HZ;
  private static final double CALM_LEVEL = 0.075; // RMS of speech, full scale = 1
  private static final double OPEN_QUOTIENT = 0.62;
  private static final double[] UPPER_FORMANTS_HZ = {3500, 4400, 5500, 6700};

  private final Larynx larynx;
  private final VoiceStyle style;
  private final SplittableRandom random;

  Voice(Larynx larynx, VoiceStyle style, SplittableRandom random) {
    this.larynx = larynx;
    this.style = style;
    this.random = random;
  }

  /// Speaks a line into a clip.
  ///
  /// @param startSecond when the line begins in the clip
  /// @param lengthSeconds of the clip
  /// @return mono samples, 16 bit
  short[] speak(Utterance line, double startSecond, double lengthSeconds) {
    int samples = (int) Math.round(lengthSeconds * SAMPLE_RATE_HZ);
    var speech = articulate(line);
    var sound = new double[samples];
    int offset = (int) Math.round(startSecond * SAMPLE_RATE_HZ);
    System.arraycopy(speech, 0, sound, offset, Math.min(speech.length, samples - offset));
    level(sound, offset, Math.min(samples, offset + speech.length));
    room(sound);
    var pcm = new short[samples];
    for (int i = 0; i < samples; i++) {
      double hiss = 0.0009 * (random.nextDouble() - 0.5); // a room is never quite silent
      double fade = Math.min(1, Math.min(i, samples - 1 - i) / (0.01 * SAMPLE_RATE_HZ));
      pcm[i] = (short) Math.round(32_000 * StrictMath.tanh((sound[i] + hiss) * fade));
    }
    return pcm;
  }

  /// What the voice is asked to do in each 5 ms.
  private static final class Score {
    final double[] pitchHz;
    final double[][] formantHz; // [formant][frame]
    final double[] voicing;
    final double[] breath;
    final double[] frication;
    final double[] nasality;
    final Noise[] noise;

    Score(int frames) {
      pitchHz = new double[frames];
      formantHz = new double[3][frames];
      voicing = new double[frames];
      breath = new double[frames];
      frication = new double[frames];
      nasality = new double[frames];
      noise = new Noise[frames];
      Arrays.fill(noise, Phone.SILENCE.noise());
    }
  }

  private double[] articulate(Utterance line) {
    int frames = (int) Math.ceil(line.lengthSeconds() / FRAME_SECONDS) + 12;
    var score = new Score(frames);
    for (int i = 0; i < line.sounds().size(); i++) {
      var next = i + 1 < line.sounds().size() ? line.sounds().get(i + 1).phone() : Phone.SILENCE;
      place(score, line.sounds().get(i), next);
    }
    int ended = (int) (line.lengthSeconds() / FRAME_SECONDS);
    for (int frame = ended; frame < frames; frame++) {
      setShape(score, frame, line.sounds().getLast().phone().shapeAt(1));
    }
    for (var formant : score.formantHz) {
      smooth(formant, 5);
    }
    smooth(score.voicing, 2);
    smooth(score.breath, 2);
    smooth(score.frication, 1);
    smooth(score.nasality, 3);
    intone(score, line);
    return render(score);
  }

  private void place(Score score, Utterance.Timed sound, Phone next) {
    var phone = sound.phone();
    int from = (int) Math.round(sound.start() / FRAME_SECONDS);
    int to = (int) Math.round(sound.end() / FRAME_SECONDS);
    double strength = sound.vowel() && sound.stress() == 0 ? 0.8 : 1.0;
    for (int frame = from; frame < to; frame++) {
      double progress = (frame - from) / (double) Math.max(1, to - from);
      setShape(
          score,
          frame,
          phone.manner() == Manner.ASPIRATE ? next.shapeAt(0) : phone.shapeAt(progress));
      score.noise[frame] = phone.noise();
      switch (phone.manner()) {
        case VOWEL -> score.voicing[frame] = strength;
        case SONORANT -> score.voicing[frame] = 0.75;
        case NASAL -> {
          score.voicing[frame] = 0.62;
          score.nasality[frame] = 1;
        }
        case ASPIRATE -> {
          score.breath[frame] = 0.5;
          score.voicing[frame] = progress > 0.6 ? 0.3 : 0;
        }
        case FRICATIVE -> {
          score.frication[frame] = phone.noise().gain();
          score.voicing[frame] = phone.voiced() ? 0.42 : 0;
        }
        case STOP -> release(score, frame, phone, progress, 0.72, 0.88);
        case AFFRICATE -> release(score, frame, phone, progress, 0.42, 0.97);
        case PAUSE -> {}
      }
    }
  }

  // A stop is a closure, a burst when it opens, and a breath when it is voiceless.
  private static void release(
      Score score, int frame, Phone phone, double progress, double opens, double ends) {
    if (progress < opens) {
      score.voicing[frame] = phone.voiced() ? 0.16 : 0;
    } else if (progress < ends) {
      score.frication[frame] = phone.noise().gain();
      score.voicing[frame] = phone.voiced() ? 0.3 : 0;
    } else {
      score.breath[frame] = phone.voiced() ? 0.05 : 0.4;
      score.voicing[frame] = phone.voiced() ? 0.5 : 0.1;
    }
  }

  private void setShape(Score score, int frame, Shape shape) {
    score.formantHz[0][frame] = shape.f1() * larynx.formantScale();
    score.formantHz[1][frame] = shape.f2() * larynx.formantScale();
    score.formantHz[2][frame] = shape.f3() * larynx.formantScale();
  }

  // The melody: a slow fall, a hump on each accent, the largest on the last one, and how it ends.
  private void intone(Score score, Utterance line) {
    double length = Math.max(0.2, line.lengthSeconds());
    double base = larynx.pitchHz() * style.pitch();
    double ending = line.question() ? Math.max(0.55, style.finalRise()) : style.finalRise();
    var accents =
        line.sounds().stream().filter(sound -> sound.vowel() && sound.stress() == 1).toList();
    double shake = random.nextDouble() * 6;
    for (int frame = 0; frame < score.pitchHz.length; frame++) {
      double second = frame * FRAME_SECONDS;
      double tone = 0.07 - 0.14 * Math.min(1, second / length);
      for (int i = 0; i < accents.size(); i++) {
        double away = (second - accents.get(i).middle()) / 0.085;
        double height = i == accents.size() - 1 ? 0.20 : 0.12;
        tone += height * StrictMath.exp(-away * away / 2);
      }
      double close = Math.clamp((second - length + 0.28) / 0.28, 0, 1);
      tone += 0.17 * ending * close * close;
      double tremble =
          style.tremor() * StrictMath.sin(2 * StrictMath.PI * (6.3 * second) + shake)
              + 0.006 * StrictMath.sin(2 * StrictMath.PI * 2.7 * second + 2 * shake);
      score.pitchHz[frame] = base * Math.max(0.6, 1 + style.range() * tone + tremble);
    }
  }

  private double[] render(Score score) {
    int frames = score.pitchHz.length;
    var out = new double[frames * FRAME];
    double k = larynx.formantScale();
    var tract = new Resonator[] {new Resonator(), new Resonator(), new Resonator()};
    double[] bandwidthHz = {70, 95, 150};
    var upper = new Resonator[UPPER_FORMANTS_HZ.length];
    for (int f = 0; f < upper.length; f++) {
      upper[f] = new Resonator();
      upper[f].tune(Math.min(11_000, UPPER_FORMANTS_HZ[f] * k), 200 + 80 * f);
    }
    var hiss = new Resonator();
    var hissAgain = new Resonator();
    double tilt = StrictMath.exp(-2 * StrictMath.PI * style.brightnessHz() / SAMPLE_RATE_HZ);
    double phase = 0;
    double wobble = 1;
    double shimmer = 1;
    double tilted = 0;

    for (int frame = 0; frame < frames; frame++) {
      for (int f = 0; f < 3; f++) {
        // The nose swallows sound: wider resonances, the more so the higher they lie.
        double damping = score.nasality[frame] * (0.6 + 0.9 * f) + 0.6 * style.breath();
        double wide = bandwidthHz[f] * (1 + damping);
        tract[f].tune(score.formantHz[f][frame], wide);
      }
      var noise = score.noise[frame];
      hiss.tune(Math.min(10_500, noise.centreHz() * (0.5 + 0.5 * k)), noise.widthHz());
      hissAgain.tune(Math.min(10_800, noise.centreHz() * (0.52 + 0.52 * k)), noise.widthHz() * 1.5);
      int before = Math.max(0, frame - 1);
      for (int i = 0; i < FRAME; i++) {
        double glide = i / (double) FRAME;
        double pitch = between(score.pitchHz[before], score.pitchHz[frame], glide);
        double voicing = between(score.voicing[before], score.voicing[frame], glide);
        double breath = between(score.breath[before], score.breath[frame], glide);
        double frication = between(score.frication[before], score.frication[frame], glide);

        // Four steps per sample keep the sharp closing of the glottis from ringing as false tones.
        double pulse = 0;
        for (int step = 0; step < 4; step++) {
          phase += pitch * wobble / (4.0 * SAMPLE_RATE_HZ);
          if (phase >= 1) {
            phase -= 1;
            wobble = 1 + style.jitter() * gaussian();
            shimmer = 1 + 2.2 * style.jitter() * gaussian();
          }
          double open = phase / OPEN_QUOTIENT;
          pulse += open < 1 ? (2 * open - 3 * open * open) * shimmer / 4 : 0;
        }
        tilted = (1 - tilt) * pulse + tilt * tilted;
        double gust = random.nextDouble() * 2 - 1;
        double opening = phase < OPEN_QUOTIENT ? 1 : 0.35;
        double source =
            voicing * (tilted * 1.5 + 0.32 * style.breath() * gust * opening)
                + 0.22 * breath * gust;
        double voiced = source;
        for (var resonance : upper) {
          voiced = resonance.pass(voiced);
        }
        for (int f = 2; f >= 0; f--) {
          voiced = tract[f].pass(voiced);
        }
        double rasp = random.nextDouble() * 2 - 1;
        double turbulent =
            hissAgain.pass(hiss.pass(rasp))
                * frication
                * (voicing > 0.25 ? 0.6 + 0.4 * opening : 1);
        out[frame * FRAME + i] = voiced + 0.15 * turbulent;
      }
    }
    return out;
  }

  private double gaussian() {
    double sum = 0;
    for (int i = 0; i < 6; i++) {
      sum += random.nextDouble();
    }
    return (sum - 3) * 1.414;
  }

  // Brings the spoken part to the loudness of the style; soft clipping later keeps peaks in range.
  private void level(double[] sound, int from, int to) {
    double mean = Arrays.stream(sound, from, to).average().orElse(0);
    double energy = 0;
    for (int i = from; i < to; i++) {
      sound[i] -= mean;
      energy += sound[i] * sound[i];
    }
    double wanted = CALM_LEVEL * StrictMath.pow(10, style.loudnessDb() / 20);
    double gain = energy == 0 ? 0 : wanted / StrictMath.sqrt(energy / Math.max(1, to - from));
    for (int i = from; i < to; i++) {
      sound[i] *= gain;
    }
  }

  // A few early echoes, so that the voice stands in a room and not in a wire.
  private static void room(double[] sound) {
    double[][] echoes = {{0.0113, 0.16}, {0.0197, 0.11}, {0.0331, 0.075}, {0.0539, 0.04}};
    var dry = sound.clone();
    for (double[] echo : echoes) {
      int late = (int) Math.round(echo[0] * SAMPLE_RATE_HZ);
      for (int i = late; i < sound.length; i++) {
        sound[i] += echo[1] * dry[i - late];
      }
    }
  }

  private static void smooth(double[] track, int reach) {
    var raw = track.clone();
    for (int i = 0; i < track.length; i++) {
      double sum = 0;
      double weights = 0;
      for (int j = Math.max(0, i - reach); j <= Math.min(track.length - 1, i + reach); j++) {
        double weight = reach + 1 - Math.abs(i - j);
        sum += weight * raw[j];
        weights += weight;
      }
      track[i] = sum / weights;
    }
  }

  private static double between(double from, double to, double weight) {
    return from + (to - from) * weight;
  }

  /// A second-order resonance, Klatt 1980 eq. 1-2.
  private static final class Resonator {
    private double a;
    private double b;
    private double c;
    private double last;
    private double lastButOne;

    void tune(double hertz, double bandwidthHz) {
      double r = StrictMath.exp(-StrictMath.PI * bandwidthHz / SAMPLE_RATE_HZ);
      c = -r * r;
      b = 2 * r * StrictMath.cos(2 * StrictMath.PI * hertz / SAMPLE_RATE_HZ);
      a = 1 - b - c;
    }

    double pass(double in) {
      double out = a * in + b * last + c * lastButOne;
      lastButOne = last;
      last = out;
      return out;
    }
  }
}
