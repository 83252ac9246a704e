package undertone.engine.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.QuadCurve2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import undertone.corpora.Modality;
import undertone.engine.features.ClipSource;
import undertone.engine.recognition.FaceFilm;
import undertone.engine.recognition.Lesson;
import undertone.engine.recognition.MelSound;
import undertone.engine.recognition.Senses;
import undertone.engine.recognition.SensesReader;

/// Films of faces that are drawn, and of whose label no single frame tells anything: every face
/// begins anywhere in every way, and the label is which of its five parts moves. What it sounds
/// like follows the face: the wider the mouth the louder, the higher the brows the higher.
final class DrawnFaces implements SensesReader {
  static final List<String> MOVES = List.of("mouth", "brows", "eyes", "smile", "head");

  private static final int SIDE = 32;
  private static final int FRAMES = 12;
  private static final double SECONDS_PER_FRAME = 0.16;
  private static final int PERIOD = 8; // frames
  private static final int PEOPLE = 64;
  private static final double STEP = 0.6; // of what a part can do, there and back
  private static final int GRAIN = 6; // of 255

  private final Map<String, Senses> known = new ConcurrentHashMap<>(); // some 130 kB each

  /// @param first number of the first clip; other numbers, other clips
  static List<Lesson> lessons(int first, int clips) {
    return IntStream.range(first, first + clips)
        .mapToObj(i -> {
          int move = i % MOVES.size();
          var name = "face-%d-%d".formatted(move, i);
          return new Lesson(
              ClipSource.ofMedia(name, Modality.VIDEO, Path.of("drawn")),
              move,
              "person " + i / MOVES.size() % PEOPLE);
        })
        .toList();
  }

  @Override
  public Senses of(ClipSource clip) {
    return known.computeIfAbsent(clip.clip(), _ -> drawn(clip));
  }

  private static Senses drawn(ClipSource clip) {
    var name = clip.clip().split("-", -1);
    int move = Integer.parseInt(name[1]);
    int number = Integer.parseInt(name[2]);
    var person = new SplittableRandom(number / MOVES.size() % PEOPLE);
    var random = new SplittableRandom(1_000_003L * number);
    var colours = new Colours(person);
    var from = random.doubles(MOVES.size()).toArray();
    double to = from[move] < 0.5 ? from[move] + STEP : from[move] - STEP;
    var grain = random.ints(3L * SIDE * SIDE, -GRAIN, GRAIN + 1).toArray();
    var frames = new ArrayList<byte[]>();
    var states = new ArrayList<double[]>();
    for (int t = 0; t < FRAMES; t++) {
      var state = from.clone();
      state[move] += (to - from[move]) * (1 - Math.cos(2 * Math.PI * t / PERIOD)) / 2;
      states.add(state);
      frames.add(drawn(state, colours, grain));
    }
    return Senses.of(
        Optional.of(FaceFilm.even(SIDE, SECONDS_PER_FRAME, frames)), sound(states, random));
  }

  private record Colours(Color ground, Color skin, Color line) {
    Colours(SplittableRandom random) {
      this(any(random, 0.1f, 0.4f), any(random, 0.55f, 0.9f), any(random, 0, 0.2f));
    }

    private static Color any(SplittableRandom random, float dark, float light) {
      return Color.getHSBColor(
          (float) random.nextDouble(), 0.4f, dark + (light - dark) * (float) random.nextDouble());
    }
  }

  private static byte[] drawn(double[] state, Colours colours, int[] grain) {
    var picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
    var pen = picture.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(colours.ground());
    pen.fillRect(0, 0, SIDE, SIDE);
    double x = 13 + 6 * state[4]; // the middle of the face
    pen.setColor(colours.skin());
    pen.fill(new Ellipse2D.Double(x - 11, 3, 22, 27));
    pen.setColor(colours.line());
    pen.setStroke(new BasicStroke(1.6f));
    double brows = 11 - 4 * state[1];
    double eyes = 0.8 + 3.2 * state[2]; // how far open
    for (int half = -1; half <= 1; half += 2) {
      double eye = x + 5 * half;
      pen.draw(new Line2D.Double(eye - 3, brows, eye + 3, brows - half * 0.5));
      pen.fill(new Ellipse2D.Double(eye - 2, 14 - eyes / 2, 4, eyes));
    }
    double bend = 5 * (state[3] - 0.5);
    double open = 5 * state[0];
    pen.draw(new QuadCurve2D.Double(x - 6, 23 - bend, x, 23 + bend, x + 6, 23 - bend));
    pen.draw(new QuadCurve2D.Double(x - 6, 23 - bend, x, 23 + bend + 2 * open, x + 6, 23 - bend));
    pen.dispose();
    var bytes = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    var frame = new byte[bytes.length]; // red first
    for (int p = 0; p < bytes.length; p += 3) {
      for (int channel = 0; channel < 3; channel++) {
        int value = Byte.toUnsignedInt(bytes[p + 2 - channel]);
        frame[p + channel] = (byte) Math.clamp(value + grain[p + channel], 0, 255);
      }
    }
    return frame;
  }

  private static Optional<MelSound> sound(List<double[]> states, SplittableRandom random) {
    int perFrame = (int) (MelSound.RATE_HZ * SECONDS_PER_FRAME);
    var sound = new float[perFrame * states.size()];
    double phase = 0;
    for (int i = 0; i < sound.length; i++) {
      var state = states.get(i / perFrame);
      phase += 2 * Math.PI * 250 * Math.pow(4, state[1]) / MelSound.RATE_HZ;
      sound[i] =
          (float) ((0.02 + 0.4 * state[0]) * Math.sin(phase) + 0.002 * random.nextDouble(-1, 1));
    }
    return MelSound.of(sound);
  }
}
