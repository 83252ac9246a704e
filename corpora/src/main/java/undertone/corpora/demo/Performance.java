package undertone.corpora.demo;

import static undertone.corpora.demo.ActionUnit.AU16;
import static undertone.corpora.demo.ActionUnit.AU24;
import static undertone.corpora.demo.ActionUnit.AU25;
import static undertone.corpora.demo.ActionUnit.AU26;
import static undertone.corpora.demo.ActionUnit.AU43;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A take as it is played: expression and pose at every moment, and the line with its timing.
///
/// The emotion rises (onset), stays (apex) and begins to fade (offset). Where the line opens with
/// another emotion, that one is shown first and the felt one breaks through.
final class Performance {

  private static final double LEAD_IN = 0.5; // seconds before the voice
  private static final double TAIL = 0.7; // and after it
  private static final double SHORTEST = 2.6;
  private static final double LONGEST = 4.0;
  private static final double BLINK = 0.19;

  private final Take take;
  private final double lengthSeconds;
  private final VoiceStyle style;
  private final @Nullable Utterance utterance;
  private final List<Key> keys;
  private final List<Double> blinks;
  private final double[] phases; // of the slow sways

  private record Key(double second, Expression face) {}

  Performance(Take take, Lexicon lexicon) {
    this.take = take;
    var random = take.random("performance");
    this.style = take.style();
    this.utterance = take.line().medium().speaks() ? spoken(take.line().text(), lexicon) : null;
    double spoken = utterance == null ? 1.7 + random.nextDouble() : utterance.lengthSeconds();
    double length = Math.clamp(LEAD_IN + spoken + TAIL, SHORTEST, LONGEST);
    this.lengthSeconds = Math.ceil(length * 25) / 25;
    this.phases = random.doubles(8, 0, 2 * Math.PI).toArray();
    this.keys = keys(random.nextDouble(0.85, 1.15));
    this.blinks = new ArrayList<>();
    for (double at = random.nextDouble(0.5, 1.6);
        at < lengthSeconds;
        at += random.nextDouble(1.3, 3)) {
      blinks.add(at);
    }
  }

  // Long lines are spoken a little faster, so that every clip stays short.
  private Utterance spoken(String text, Lexicon lexicon) {
    var line = Utterance.of(text, lexicon, style.rate());
    double room = LONGEST - LEAD_IN - TAIL;
    return line.lengthSeconds() <= room
        ? line
        : Utterance.of(text, lexicon, style.rate() * line.lengthSeconds() / room);
  }

  private List<Key> keys(double tempo) {
    double length = lengthSeconds;
    var apex = take.apex();
    var trace = apex.scaled(0.3);
    var opens = take.line().opens();
    if (opens == null) {
      return List.of(
          new Key(0, trace.scaled(0.5)),
          new Key(0.12 * length * tempo, trace),
          new Key(0.3 * length * tempo, apex),
          new Key(0.6 * length, apex.scaled(0.9)),
          new Key(0.8 * length, apex),
          new Key(length, apex.scaled(0.55)));
    }
    var mask = opens.faces().getFirst().scaled(0.8);
    return List.of(
        new Key(0, mask.scaled(0.5)),
        new Key(0.14 * length, mask),
        new Key(0.3 * length * tempo, mask),
        new Key(0.5 * length * tempo, apex.mixed(mask, 0.2)),
        new Key(0.85 * length, apex),
        new Key(length, apex.scaled(0.7)));
  }

  /// Length of the clip, a whole number of frames.
  double lengthSeconds() {
    return lengthSeconds;
  }

  /// The sound of the clip; empty where nobody speaks.
  short[] sound() {
    return utterance == null
        ? new short[0]
        : new Voice(take.persona().larynx(), style, take.random("voice"))
            .speak(utterance, LEAD_IN, lengthSeconds);
  }

  /// The moment a still picture is taken.
  double apexSecond() {
    return 0.8 * lengthSeconds;
  }

  Expression faceAt(double second) {
    var felt = feltAt(second);
    double flicker = 1 + 0.05 * wave(second, 1.7, 0) + 0.03 * wave(second, 4.1, 1);
    var face = felt.scaled(flicker);
    if (utterance != null) {
      face = speaking(face, utterance, second);
    }
    double closed = face.of(AU43);
    for (double blink : blinks) {
      double away = Math.abs(second - blink) / (BLINK / 2);
      closed = Math.max(closed, away < 1 ? 1 - away * away : 0);
    }
    return face.with(AU43, closed);
  }

  // While somebody speaks, the voice has the lips and the emotion keeps their corners.
  private static Expression speaking(Expression felt, Utterance utterance, double second) {
    double at = second - LEAD_IN;
    double near =
        smoothStep((at + 0.2) / 0.2) * smoothStep((utterance.lengthSeconds() + 0.25 - at) / 0.25);
    if (near <= 0) {
      return felt;
    }
    var mouth = utterance.mouthAt(at);
    double kept = 1 - 0.7 * near;
    var calmer =
        felt.with(AU25, felt.of(AU25) * kept)
            .with(AU26, felt.of(AU26) * kept)
            .with(AU16, felt.of(AU16) * (1 - 0.4 * near))
            .with(AU24, felt.of(AU24) * kept);
    double shut = 1 - 0.9 * mouth.of(AU24);
    var both = calmer.joined(mouth);
    return both.with(AU25, both.of(AU25) * shut).with(AU26, both.of(AU26) * shut);
  }

  private Expression feltAt(double second) {
    for (int i = 1; i < keys.size(); i++) {
      var from = keys.get(i - 1);
      var to = keys.get(i);
      if (second <= to.second()) {
        return from.face()
            .mixed(to.face(), smoothStep((second - from.second()) / (to.second() - from.second())));
      }
    }
    return keys.getLast().face();
  }

  Pose poseAt(double second) {
    double k = take.intensity() * smoothStep(second / (0.4 * lengthSeconds));
    var bearing = bearing(take.line().emotion());
    double lively = 0.6 + 0.5 * Math.abs(take.line().emotion().arousal());
    double nod = 0;
    if (utterance != null) {
      for (var sound : utterance.sounds()) {
        if (sound.stress() == 1) {
          double away = (second - LEAD_IN - sound.middle()) / 0.11;
          nod += 0.028 * Math.exp(-away * away / 2);
        }
      }
    }
    double side = phases[7] < Math.PI ? 1 : -1; // turned aside to the left or to the right
    return new Pose(
        side * bearing.yaw() * k
            + lively * (0.09 * wave(second, 0.31, 2) + 0.03 * wave(second, 0.83, 3)),
        bearing.pitch() * k + lively * 0.035 * wave(second, 0.43, 4) - nod,
        side * bearing.roll() * k + lively * 0.03 * wave(second, 0.37, 5),
        lively * 3.5 * wave(second, 0.29, 6),
        bearing.shiftY() * k + lively * 2.5 * wave(second, 0.51, 0) + 22 * nod,
        side * bearing.gazeX() * k + 0.12 * Math.signum(wave(second, 0.4, 1)),
        bearing.gazeY() * k);
  }

  // How an emotion carries the head and where it looks.
  private static Pose bearing(Emotion emotion) {
    return switch (emotion) {
      case NEUTRAL -> Pose.FRONTAL;
      case HAPPINESS -> new Pose(0.04, 0.05, 0.06, 0, -3, 0, 0);
      case SURPRISE -> new Pose(0, 0.05, 0, 0, -8, 0, 0);
      case SADNESS -> new Pose(0.05, -0.12, 0.07, 0, 10, 0.15, 0.65);
      case ANGER -> new Pose(0, -0.07, 0, 0, 3, 0, 0);
      case DISGUST -> new Pose(0.16, 0.03, 0.04, 0, -2, 0.2, 0.1);
      case FEAR -> new Pose(0.07, 0.03, 0.03, 0, -5, 0.5, -0.05);
      case CONTEMPT -> new Pose(0.12, 0.10, 0.08, 0, -3, -0.45, 0.15);
    };
  }

  private double wave(double second, double hertz, int phase) {
    return Math.sin(2 * Math.PI * hertz * second + phases[phase]);
  }

  private static double smoothStep(double v) {
    double x = Math.clamp(v, 0, 1);
    return x * x * (3 - 2 * x);
  }
}
