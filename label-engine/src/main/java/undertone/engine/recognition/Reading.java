package undertone.engine.recognition;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import undertone.engine.augmentation.FilmAlteration;
import undertone.models.hosting.HostedNetwork;
import undertone.models.hosting.Port;
import undertone.models.video.Targets;

/// How clips become what a network reads: which of its frames and which part of its sound.
///
/// A network reads frames that are as far apart as a film's; of a longer film a window, of a
/// shorter one all frames and the last again. The sound is that of the window. A film that a
/// network of two senses does without is grey, and a sound it does without is what follows the end
/// of one. That is ours, for corpora of which only some clips lack a sense: where all do, there are
/// networks of one.
///
/// @param frames of a film (T), or whose sound is read where no film is
/// @param height of its pictures, pixels (H); 0 = it does not look
/// @param width of its pictures, pixels (W)
/// @param soundFrames of a spectrogram (F); 0 = it does not listen
/// @param bands of a spectrogram (M)
record Reading(int frames, int height, int width, int soundFrames, int bands) {
  private static final float GREY = 0.5f;
  private static final float MEAN = -4.2677393f; // of the logarithms in AudioSet
  private static final float SPREAD = 4.5689974f; // the same

  static Reading of(HostedNetwork network) {
    var film = port(network, "clip").map(Port::shape); // [B,3,T,H,W]
    var sound = port(network, "spectrogram").map(Port::shape); // [B,1,F,M]
    return new Reading(
        network.frames(),
        film.map(shape -> (int) shape.get(3)).orElse(0),
        film.map(shape -> (int) shape.get(4)).orElse(0),
        sound.map(shape -> (int) shape.get(2)).orElse(0),
        sound.map(shape -> (int) shape.get(3)).orElse(0));
  }

  private static Optional<Port> port(HostedNetwork network, String name) {
    return network.inputs().stream().filter(port -> port.name().equals(name)).findFirst();
  }

  boolean looks() {
    return height > 0;
  }

  boolean listens() {
    return soundFrames > 0;
  }

  private Optional<FaceFilm> film(Senses senses) {
    return looks() ? senses.faces() : Optional.empty();
  }

  /// Why nothing can be said of a clip; empty if something can.
  Optional<String> lacking(Senses senses) {
    if (film(senses).isPresent() || (listens() && senses.sound().isPresent())) {
      return Optional.empty();
    }
    return Optional.of(!listens() ? "no face" : looks() ? "no face and no sound" : "no sound");
  }

  /// A part of a clip.
  ///
  /// @param frame where the film's window begins
  /// @param sound where the sound's begins
  /// @param mirrored whether left and right are exchanged
  record Window(int frame, int sound, boolean mirrored) {}

  /// Any.
  Window any(Senses senses, boolean mirrored, RandomGenerator random) {
    int frame = random.nextInt(last(senses) + 1);
    int sound = random.nextInt(lastSound(senses) + 1);
    return new Window(
        frame, soundAt(senses, frame).orElse(sound), mirrored && random.nextBoolean());
  }

  /// The first.
  Window first(Senses senses) {
    return views(senses, TestViews.USUAL).getFirst();
  }

  /// Those by which a clip is judged, in the order of time.
  List<Window> views(Senses senses, TestViews views) {
    int clips = views.clips();
    var looked = TestViews.starts(film(senses).map(FaceFilm::frames).orElse(0), frames, clips);
    int heard = senses.sound().map(MelSound::frames).orElse(0);
    var listened = TestViews.starts(heard, soundInWindow(senses), clips);
    var windows = new ArrayList<Window>();
    for (int i = 0; i < clips; i++) {
      windows.add(new Window(looked[i], soundAt(senses, looked[i]).orElse(listened[i]), false));
    }
    return windows;
  }

  private int last(Senses senses) {
    return Math.max(0, film(senses).map(FaceFilm::frames).orElse(0) - frames);
  }

  private int lastSound(Senses senses) {
    int heard = senses.sound().map(MelSound::frames).orElse(0);
    return Math.max(0, heard - soundInWindow(senses));
  }

  private int soundInWindow(Senses senses) {
    double perFrame =
        film(senses).map(FaceFilm::secondsPerFrame).orElse(MediaSenses.SECONDS_PER_FRAME);
    return (int) Math.max(1, Math.round(frames * perFrame / MelSound.SECONDS_PER_FRAME));
  }

  private Optional<Integer> soundAt(Senses senses, int frame) {
    return film(senses)
        .map(film -> (int) Math.round(film.seconds(frame) / MelSound.SECONDS_PER_FRAME));
  }

  /// What a network reads of a clip.
  static final class Read {
    private final float[] film; // [3,T,H,W], 0..1
    private final float[] sound; // [F,M]

    private Read(float[] film, float[] sound) {
      this.film = film;
      this.sound = sound;
    }
  }

  Read read(Senses senses, Window window) {
    return read(senses, window, null);
  }

  /// @param hidden the frame of the window that is left grey; null = none
  Read read(Senses senses, Window window, @Nullable Integer hidden) {
    var film = new float[3 * frames * height * width];
    Arrays.fill(film, GREY);
    film(senses)
        .ifPresent(faces -> {
          for (int t = 0; t < frames; t++) {
            if (hidden == null || hidden != t) {
              draw(frame(faces, window, t), faces.side(), window.mirrored, film, t);
            }
          }
        });
    return new Read(film, sound(senses, window));
  }

  private static byte[] frame(FaceFilm faces, Window window, int t) {
    return faces.frame(Math.min(window.frame + t, faces.frames() - 1));
  }

  /// The film altered, the sound as it is.
  ///
  /// @param noise of what is erased
  Read read(Senses senses, Window window, FilmAlteration alteration, RandomGenerator noise) {
    var film = new float[3 * frames * height * width];
    Arrays.fill(film, GREY);
    film(senses)
        .ifPresent(faces -> {
          for (int t = 0; t < frames; t++) {
            draw(frame(faces, window, t), faces.side(), false, film, t);
            alter(film, t, alteration, window.mirrored, noise);
          }
        });
    return new Read(film, sound(senses, window));
  }

  private void alter(
      float[] film, int t, FilmAlteration alteration, boolean mirrored, RandomGenerator noise) {
    int plane = height * width;
    var frame = new byte[3 * plane];
    for (int channel = 0; channel < 3; channel++) {
      int from = (channel * frames + t) * plane;
      for (int p = 0; p < plane; p++) {
        frame[3 * p + channel] = (byte) Math.round(255 * film[from + p]);
      }
    }
    var altered = alteration.of(frame);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean erased = alteration.erases(x, y);
        int seen = y * width + (mirrored ? width - 1 - x : x);
        for (int channel = 0; channel < 3; channel++) {
          film[(channel * frames + t) * plane + y * width + x] =
              erased
                  ? Targets.colour(channel, noise.nextGaussian())
                  : Byte.toUnsignedInt(altered[3 * seen + channel]) / 255f;
        }
      }
    }
  }

  private float[] sound(Senses senses, Window window) {
    var sound = new float[soundFrames * bands];
    Arrays.fill(sound, normalised(0));
    if (listens()) {
      senses.sound().ifPresent(heard -> hear(heard, window.sound, soundInWindow(senses), sound));
    }
    return sound;
  }

  /// Brought to the network's size by averaging what falls on a pixel.
  private void draw(byte[] frame, int side, boolean mirrored, float[] film, int t) {
    for (int y = 0; y < height; y++) {
      int top = y * side / height;
      int bottom = Math.max(top + 1, (y + 1) * side / height);
      for (int x = 0; x < width; x++) {
        int left = x * side / width;
        int right = Math.max(left + 1, (x + 1) * side / width);
        int to = y * width + (mirrored ? width - 1 - x : x);
        for (int channel = 0; channel < 3; channel++) {
          int sum = 0;
          for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
              sum += Byte.toUnsignedInt(frame[3 * (row * side + column) + channel]);
            }
          }
          film[(channel * frames + t) * height * width + to] =
              sum / (255f * (bottom - top) * (right - left));
        }
      }
    }
  }

  /// Frames and bands that fall on one number are averaged.
  private void hear(MelSound heard, int from, int window, float[] sound) {
    for (int f = 0; f < soundFrames; f++) {
      int first = from + f * window / soundFrames;
      int after = Math.max(first + 1, from + (f + 1) * window / soundFrames);
      for (int m = 0; m < bands; m++) {
        int low = m * MelSound.BANDS / bands;
        int high = Math.max(low + 1, (m + 1) * MelSound.BANDS / bands);
        float sum = 0;
        for (int t = first; t < after; t++) {
          for (int band = low; band < high; band++) {
            sum += t < heard.frames() ? heard.at(t, band) : 0;
          }
        }
        sound[f * bands + m] = normalised(sum / ((after - first) * (high - low)));
      }
    }
  }

  private static float normalised(float logarithm) {
    return (logarithm - MEAN) / (2 * SPREAD);
  }

  /// Colours `[3,T,H,W]`, 0..1, not to be changed.
  float[] film(Read read) {
    return read.film;
  }

  /// A batch as a network reads it: `clip`, and `spectrogram` if it listens.
  Map<String, NDArray> batch(List<Read> clips, NDManager manager) {
    int film = 3 * frames * height * width;
    var films = new float[clips.size() * film];
    var sounds = new float[clips.size() * soundFrames * bands];
    for (int i = 0; i < clips.size(); i++) {
      System.arraycopy(clips.get(i).film, 0, films, i * film, film);
      System.arraycopy(clips.get(i).sound, 0, sounds, i * soundFrames * bands, soundFrames * bands);
    }
    var inputs = new LinkedHashMap<String, NDArray>();
    if (looks()) {
      var colours = manager.create(films, new Shape(clips.size(), 3, frames, height, width));
      inputs.put("clip", Targets.normalised(colours));
    }
    if (listens()) {
      inputs.put(
          "spectrogram", manager.create(sounds, new Shape(clips.size(), 1, soundFrames, bands)));
    }
    return inputs;
  }
}
