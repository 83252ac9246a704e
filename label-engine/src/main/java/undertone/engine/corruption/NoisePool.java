package undertone.engine.corruption;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import undertone.corpora.media.MediaDecoder;
import undertone.corpora.media.UnreadableMediaException;
import undertone.engine.corruption.NoiseDraw.Noise;

/// Files of speech in a folder, to be mixed under clips. Their lengths are known from the start;
/// the sound itself, perhaps dozens of hours, is decoded as it is drawn.
public final class NoisePool {

  /// Of clips and of noise.
  public static final int SAMPLE_RATE_HZ = 16_000;

  private final Path folder;
  private final MediaDecoder decoder;
  private final SequencedMap<String, Integer> lengths; // in samples, by name

  private NoisePool(Path folder, MediaDecoder decoder, SequencedMap<String, Integer> lengths) {
    this.folder = folder;
    this.decoder = decoder;
    this.lengths = lengths;
  }

  /// Looks through a folder and the folders in it, in order of names; what is no sound is passed
  /// over.
  ///
  /// @throws IllegalArgumentException if there is no sound in it
  public static NoisePool open(Path folder, MediaDecoder decoder) throws IOException {
    var lengths = new LinkedHashMap<String, Integer>();
    for (var file : files(folder)) {
      int samples = samples(file, decoder);
      if (samples > 0) {
        lengths.put(folder.relativize(file).toString(), samples);
      }
    }
    if (lengths.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no sound in %s; name a folder with sound files of speech.".formatted(folder));
    }
    return new NoisePool(folder, decoder, lengths);
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static int samples(Path file, MediaDecoder decoder) throws IOException {
    try {
      return decoder.mono(file, SAMPLE_RATE_HZ).length;
    } catch (UnreadableMediaException _) {
      return 0; // a licence or a list of contents
    }
  }

  /// What may be drawn, in an order that stays.
  public List<Noise> noises() {
    var noises = new ArrayList<Noise>();
    lengths.forEach((name, samples) -> noises.add(new Noise(name, samples)));
    return noises;
  }

  /// The sound of a draw: its files one after another.
  short[] samples(NoiseDraw draw) throws IOException {
    var samples = new short[0];
    for (var name : draw.noises()) {
      var next = decoded(folder.resolve(name), decoder);
      int before = samples.length;
      samples = Arrays.copyOf(samples, before + next.length);
      System.arraycopy(next, 0, samples, before, next.length);
    }
    return samples;
  }

  /// The sound of a file as the organisers have it: one channel, 16 bits.
  static short[] decoded(Path file, MediaDecoder decoder) throws IOException {
    var sound = decoder.mono(file, SAMPLE_RATE_HZ);
    var samples = new short[sound.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] =
          (short) Math.clamp(Math.round(sound[i] * 32768), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return samples;
  }
}
