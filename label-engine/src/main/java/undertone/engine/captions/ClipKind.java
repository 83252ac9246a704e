package undertone.engine.captions;

import java.util.SplittableRandom;
import undertone.models.EncoderConfig;
import undertone.models.pico.FeatureEncoderConfig;
import undertone.models.vision.FrameNetConfig;

/// What a space is told of its clips.
public sealed interface ClipKind {

  /// The network that looks at clips of this kind.
  EncoderConfig encoder();

  /// Numbers that are scaled alike: the colours of frames, or each feature for itself.
  int channels();

  /// How many numbers of one channel lie one after the other.
  int plane();

  /// A view that says the same, drawn anew each time; may change and return what it is given.
  float[] augmented(float[] values, SplittableRandom random);

  /// The kind in one line, as [#written] reads it.
  String write();

  /// Numbers of one clip.
  default int numbers() {
    return (int) encoder().input().size();
  }

  /// The numbers of one clip, which must be as many as this kind has.
  default float[] values(ClipInputs clips, int row) {
    var values = clips.values(row);
    if (values.length != numbers()) {
      throw new IllegalArgumentException(
          "Clip %d has %d numbers; \"%s\" has %d."
              .formatted(row, values.length, write(), numbers()));
    }
    return values;
  }

  /// @throws IllegalArgumentException if the line names no kind
  static ClipKind written(String line) {
    var words = line.split(" ", -1);
    try {
      if (words.length == 3 && words[0].equals("frames")) {
        return new Frames(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      }
      if (words.length == 3 && words[0].equals("features")) {
        return new Features(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      }
    } catch (NumberFormatException _) {
      // told below with the whole line
    }
    throw new IllegalArgumentException("\"%s\" is no kind of clip.".formatted(line));
  }

  /// Square pictures, evenly spaced over the clip: red, green, blue, 0..1, `[F,3,H,W]`. A still
  /// picture is one frame or repeats itself.
  record Frames(int side, int count) implements ClipKind {
    private static final int MOST = 512;
    private static final int SHIFT = 2; // pixels to each side
    private static final double GAIN = .15;

    public Frames {
      if (side < 8 || side > MOST || count < 1 || count > MOST) {
        throw new IllegalArgumentException(
            "Frames are 8 to %d pixels wide and 1 to %d per clip, not %d and %d."
                .formatted(MOST, MOST, side, count));
      }
    }

    @Override
    public EncoderConfig encoder() {
      return FrameNetConfig.compact(side, count);
    }

    @Override
    public int channels() {
      return 3;
    }

    @Override
    public int plane() {
      return side * side;
    }

    /// Moved by up to two pixels, a little brighter or darker. Never mirrored: captions say left
    /// and right.
    @Override
    public float[] augmented(float[] values, SplittableRandom random) {
      int dx = random.nextInt(-SHIFT, SHIFT + 1);
      int dy = random.nextInt(-SHIFT, SHIFT + 1);
      float gain = (float) (1 + random.nextDouble(-GAIN, GAIN));
      float lift = (float) random.nextDouble(-GAIN / 2, GAIN / 2);
      var moved = new float[values.length];
      for (int at = 0; at < values.length; at++) {
        int x = Math.clamp(at % side + dx, 0, side - 1);
        int y = Math.clamp(at / side % side + dy, 0, side - 1);
        moved[at] = values[at / plane() * plane() + y * side + x] * gain + lift;
      }
      return moved;
    }

    @Override
    public String write() {
      return "frames %d %d".formatted(side, count);
    }
  }

  /// Numbers that something else has computed, of voice, words or a larger network.
  ///
  /// @param hidden width of the two layers that read them
  record Features(int count, int hidden) implements ClipKind {
    private static final int MOST = 1 << 16;

    public Features {
      if (count < 1 || count > MOST || hidden < 1 || hidden > MOST) {
        throw new IllegalArgumentException(
            "Features are 1 to %d, as is the width of their layers, not %d and %d."
                .formatted(MOST, count, hidden));
      }
    }

    @Override
    public EncoderConfig encoder() {
      return new FeatureEncoderConfig(count, hidden);
    }

    @Override
    public int channels() {
      return count;
    }

    @Override
    public int plane() {
      return 1;
    }

    @Override
    public float[] augmented(float[] values, SplittableRandom random) {
      return values;
    }

    @Override
    public String write() {
      return "features %d %d".formatted(count, hidden);
    }
  }
}
