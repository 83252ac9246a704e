package undertone.engine.captions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import undertone.engine.refinement.Streams;

/// Drawn faces with five factors, as short films of 48 pixels, and captions of them at three levels
/// from templates with six and more paraphrases.
///
/// The factors, three degrees each: tilt of the brows, opening of the eyes, curve of the mouth, its
/// opening, and how much all of it moves. Skin, place, size, light and noise differ from film to
/// film and are never told.
final class DrawnFaces {
  static final int SIDE = 48;
  static final int FACTORS = 5;
  static final int DEGREES = 3;
  static final int KINDS = 243;

  private static final String[][][] LOCAL = { // [factor][degree][paraphrases]
    {
      {
        "the brows are pulled down and together",
        "lowered brows meet above the nose",
        "a deep frown draws the brows inwards",
        "the forehead is knitted, brows low",
        "the eyebrows are drawn down hard",
        "brows angled downwards in a scowl"
      },
      {
        "the brows are level and at rest",
        "the eyebrows stay flat and relaxed",
        "a smooth forehead with even brows",
        "brows lie straight without tension",
        "nothing moves in the brows",
        "the brow line is calm and horizontal"
      },
      {
        "the inner brows are raised",
        "the eyebrows slant upwards in the middle",
        "inner corners of the brows lift",
        "brows rise towards the centre of the forehead",
        "the brows are arched up at their inner ends",
        "a worried lift of the inner eyebrows"
      }
    },
    {
      {
        "the eyes are narrowed to slits",
        "the lids are almost closed",
        "eyelids droop over the eyes",
        "the eyes are squeezed nearly shut",
        "only a thin line of the eyes is seen",
        "heavy lids hide most of the eyes"
      },
      {
        "the eyes are normally open",
        "the gaze is steady with relaxed lids",
        "lids rest at their usual height",
        "the eyes are neither wide nor narrow",
        "an ordinary opening of the eyes",
        "the eyelids are at ease"
      },
      {
        "the eyes are wide open",
        "the eyelids are raised high",
        "widened eyes show the white all around",
        "the eyes stare, fully opened",
        "the lids are pulled far apart",
        "big round eyes"
      }
    },
    {
      {
        "the lip corners are turned down",
        "the mouth bends downwards",
        "corners of the mouth droop",
        "a downward curve of the lips",
        "the lips sag at both ends",
        "the mouth forms an arch that falls"
      },
      {
        "the lips form a straight line",
        "the mouth is level",
        "lip corners neither rise nor fall",
        "an even mouth without a curve",
        "the corners of the mouth stay where they are",
        "flat lips"
      },
      {
        "the lip corners are raised",
        "the mouth curves upwards",
        "a smile lifts the corners of the mouth",
        "lips bent up at both ends",
        "the mouth is drawn into a smile",
        "corners of the lips turn upwards"
      }
    },
    {
      {
        "the mouth is closed",
        "the lips are pressed together",
        "no gap between the lips",
        "lips shut",
        "the jaw is closed and the lips touch",
        "a sealed mouth"
      },
      {
        "the lips are slightly parted",
        "a small gap between the lips",
        "the mouth is a little open",
        "lips just come apart",
        "the jaw is lowered a bit",
        "the mouth opens slightly"
      },
      {
        "the mouth is wide open",
        "the jaw drops",
        "a gaping mouth",
        "the lips are far apart",
        "the jaw hangs low with an open mouth",
        "the mouth is opened fully"
      }
    },
    {
      {
        "the face hardly moves",
        "a nearly still face",
        "almost no movement is seen",
        "the features stay frozen",
        "the face keeps its shape throughout",
        "very little changes over time"
      },
      {
        "the face moves moderately",
        "some movement passes over the face",
        "the features shift a little",
        "a measured movement of the face",
        "the expression builds gently",
        "there is a modest change over time"
      },
      {
        "the face moves strongly",
        "the features change abruptly",
        "a vivid movement runs over the face",
        "the expression bursts out",
        "much changes from moment to moment",
        "the face is in lively motion"
      }
    }
  };

  private static final String[] GLOBAL = {
    "a person whose face looks %s",
    "the face shows %s",
    "overall the person seems %s",
    "in this clip one sees a face that is %s",
    "the general impression is of someone %s",
    "this is a face which appears %s"
  };

  private static final String[] SUMMARY = {
    "in sum, %s and %s point to this state",
    "the reading rests on %s together with %s",
    "%s, along with %s, carry the expression",
    "taken together, %s and %s tell how the person feels",
    "it is %s as well as %s that give it away",
    "above all %s and %s speak here"
  };

  private static final String[][] MOOD = { // of mouth curve x brows, [9][words]
    {"angry and bitter", "hostile"},
    {"gloomy and low", "downcast"},
    {"sad and hurt", "sorrowful"},
    {"stern and tense", "severe"},
    {"calm and neutral", "composed"},
    {"worried and uneasy", "anxious"},
    {"gleeful with a sly touch", "mischievous"},
    {"happy and content", "cheerful"},
    {"touched and glad", "moved"}
  };

  private static final String[] FORCE = {"faintly ", "", "intensely "};

  /// Expressions as classes: brows, eyes, curve and opening of the mouth, and prompts for them.
  static final Map<String, int[]> CLASSES = classes();

  private static Map<String, int[]> classes() {
    var classes = new LinkedHashMap<String, int[]>();
    classes.put("anger", new int[] {0, 0, 0, 0});
    classes.put("disgust", new int[] {0, 1, 0, 1});
    classes.put("fear", new int[] {2, 2, 0, 1});
    classes.put("happiness", new int[] {1, 1, 2, 1});
    classes.put("neutral", new int[] {1, 1, 1, 0});
    classes.put("sadness", new int[] {2, 0, 0, 0});
    classes.put("surprise", new int[] {2, 2, 1, 2});
    return classes;
  }

  final int frames;
  final int[][] factors; // [N,5]
  final byte[][] films; // [N][F*3*H*W]
  final List<CaptionedClip> captions = new ArrayList<>();
  final List<String> sentences = new ArrayList<>();
  private final Map<String, Integer> known = new HashMap<>();

  /// @param factors of each film `[N,5]`, 0..2
  private DrawnFaces(int[][] factors, int frames, long seed) {
    this.frames = frames;
    this.factors = factors;
    films = new byte[factors.length][];
    var looks = new Streams(seed).of("looks");
    var words = new Streams(seed).of("words");
    for (int i = 0; i < factors.length; i++) {
      films[i] = film(factors[i], frames, looks);
      captions.add(caption(i, factors[i], words));
    }
  }

  /// Films of factors drawn at random.
  static DrawnFaces random(int count, int frames, long seed) {
    var draw = new Streams(seed).of("factors");
    var factors = new int[count][FACTORS];
    for (var one : factors) {
      Arrays.setAll(one, _ -> draw.nextInt(DEGREES));
    }
    return new DrawnFaces(factors, frames, seed);
  }

  /// Films of the seven classes in turn; how much they move is drawn.
  static DrawnFaces ofClasses(int count, int frames, long seed) {
    var draw = new Streams(seed).of("factors");
    var kinds = List.copyOf(new ArrayList<>(CLASSES.values()));
    var factors = new int[count][];
    for (int i = 0; i < count; i++) {
      factors[i] = Arrays.copyOf(kinds.get(i % kinds.size()), FACTORS);
      factors[i][4] = draw.nextInt(DEGREES);
    }
    return new DrawnFaces(factors, frames, seed);
  }

  ClipKind kind() {
    return new ClipKind.Frames(SIDE, frames);
  }

  ClipInputs inputs() {
    return ClipInputs.of(films);
  }

  private static final int EDGES = 6 * 6 * 8;
  static final int FEATURES = 2 * EDGES;

  /// The same films as few numbers: which way edges run, 8 directions in 6 x 6 cells, mean and
  /// spread over frames.
  float[][] features() {
    var features = new float[films.length][];
    for (int i = 0; i < films.length; i++) {
      var mean = new float[EDGES];
      var spread = new float[EDGES];
      for (int t = 0; t < frames; t++) {
        var edges = edges(films[i], (t * 3 + 1) * SIDE * SIDE);
        for (int d = 0; d < EDGES; d++) {
          mean[d] += edges[d] / frames;
          spread[d] += edges[d] * edges[d] / frames;
        }
      }
      features[i] = Arrays.copyOf(mean, FEATURES);
      for (int d = 0; d < EDGES; d++) {
        features[i][EDGES + d] = (float) Math.sqrt(Math.max(0, spread[d] - mean[d] * mean[d]));
      }
    }
    return features;
  }

  private static float[] edges(byte[] film, int green) {
    int cell = SIDE / 6;
    var edges = new float[EDGES];
    for (int y = 1; y < SIDE - 1; y++) {
      for (int x = 1; x < SIDE - 1; x++) {
        int at = green + y * SIDE + x;
        double across = (film[at + 1] & 0xff) - (film[at - 1] & 0xff);
        double down = (film[at + SIDE] & 0xff) - (film[at - SIDE] & 0xff);
        int direction = (int) Math.floor((Math.atan2(down, across) / Math.PI + 1) * 4) % 8;
        edges[(y / cell * 6 + x / cell) * 8 + direction] += (float) Math.hypot(across, down);
      }
    }
    for (int d = 0; d < EDGES; d++) {
      edges[d] = (float) Math.sqrt(edges[d]);
    }
    return Vectors.unit(edges);
  }

  /// All five factors as one number.
  int kindOf(int clip) {
    int kind = 0;
    for (int factor : factors[clip]) {
      kind = kind * DEGREES + factor;
    }
    return kind;
  }

  private int number(String sentence) {
    return known.computeIfAbsent(
        sentence,
        s -> {
          sentences.add(s);
          return sentences.size() - 1;
        });
  }

  private CaptionedClip caption(int clip, int[] f, SplittableRandom words) {
    var local = new String[FACTORS];
    var locals = new ArrayList<CaptionedClip.Local>();
    for (int k = 0; k < FACTORS; k++) {
      local[k] = one(LOCAL[k][f[k]], words);
      locals.add(new CaptionedClip.Local(k, number(one(LOCAL[k][f[k]], words))));
    }
    var mood = FORCE[f[4]] + one(MOOD[f[2] * DEGREES + f[0]], words);
    var global = one(GLOBAL, words).formatted(mood) + ", " + local[1] + " and " + local[3];
    int first = words.nextInt(FACTORS);
    int second = (first + 1 + words.nextInt(FACTORS - 1)) % FACTORS;
    var summary = one(SUMMARY, words).formatted(local[first], local[second]);
    return new CaptionedClip(clip, number(global), number(summary), locals);
  }

  private static String one(String[] of, SplittableRandom random) {
    return of[random.nextInt(of.length)];
  }

  /// Sentences that say each degree of a factor, by degree.
  static List<List<String>> sayings(int factor) {
    return Arrays.stream(LOCAL[factor]).map(List::of).toList();
  }

  private static byte[] film(int[] f, int frames, SplittableRandom random) {
    var film = new byte[frames * 3 * SIDE * SIDE];
    double cx = SIDE / 2.0 + random.nextDouble(-2, 2);
    double cy = SIDE / 2.0 + random.nextDouble(-2, 2);
    double r = SIDE * random.nextDouble(.36, .44);
    double[] skin = {
      random.nextDouble(.55, .9), random.nextDouble(.4, .7), random.nextDouble(.3, .55)
    };
    double light = random.nextDouble(.8, 1.15);
    double wander = f[4] * .9;
    double phase = random.nextDouble(2 * Math.PI);
    for (int t = 0; t < frames; t++) {
      double sway = wander * Math.sin(phase + 2.1 * t);
      // how far the expression is out in this frame; a still face shows it all the time
      double out = 1 - .12 * f[4] * (1 + Math.sin(phase + 1.7 * t)) / 2;
      draw(film, t, f, cx + sway, cy + sway / 2, r, skin, light, out, random);
    }
    return film;
  }

  private static void draw(
      byte[] film,
      int t,
      int[] f,
      double cx,
      double cy,
      double r,
      double[] skin,
      double light,
      double out,
      SplittableRandom random) {
    double tilt = (f[0] - 1) * .14 * out;
    double lids = .03 + .07 * f[1];
    double curve = (f[2] - 1) * .22 * out;
    double gap = .16 * f[3] * out;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double u = (x - cx) / r;
        double v = (y - cy) / r;
        boolean face = u * u / .8 + v * v < 1;
        double side = Math.abs(u);
        double brow = -.42 - tilt * (.55 - side) * 2.2;
        boolean onBrow = side > .15 && side < .6 && Math.abs(v - brow) < .055;
        double ex = (side - .36) / .17;
        double ey = (v + .15) / lids;
        boolean onEye = ex * ex + ey * ey < 1;
        boolean onPupil = onEye && Math.abs(side - .36) < .07 && Math.abs(v + .15) < .09;
        double lip = .45 + curve * (.12 - u * u) * 2.2;
        double open = Math.max(0, gap * (1 - u * u / .1));
        boolean mouth = side < .36 && Math.abs(v - lip) < .05 + open / 2;
        boolean inside = side < .3 && Math.abs(v - lip) < open / 2;
        for (int c = 0; c < 3; c++) {
          double value = face ? skin[c] * light : .25 + .1 * c;
          if (face && onEye) {
            value = onPupil ? .1 : .95;
          }
          if (face && onBrow) {
            value = .15;
          }
          if (face && mouth) {
            value = inside ? .08 : (c == 0 ? .7 : .2);
          }
          value += .05 * random.nextGaussian();
          film[((t * 3 + c) * SIDE + y) * SIDE + x] =
              (byte) Math.clamp(Math.round(255 * value), 0, 255);
        }
      }
    }
  }
}
