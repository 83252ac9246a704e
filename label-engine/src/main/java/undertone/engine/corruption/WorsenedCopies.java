package undertone.engine.corruption;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Modality;
import undertone.corpora.media.MediaDecoder;
import undertone.corpora.media.MediaRemix;
import undertone.corpora.media.PyramidBlur;
import undertone.engine.features.ClipSource;

/// Copies of clips that are as bad as one likes, to measure what that costs. The noise under a clip
/// is the same at every ratio, as the seed and its name draw it.
public final class WorsenedCopies {
  private static final int LARGEST_SIDE = 4096;

  private final NoisePool pool;
  private final MediaDecoder decoder;
  private final MediaRemix remix;
  private final long seed;
  private final Path folder;

  /// How bad a copy is.
  ///
  /// @param snrDb of speech to noise; null = no noise
  /// @param blur 1 = none, 2 or 4
  public record Harm(@Nullable Integer snrDb, int blur) {
    public static final Harm NONE = new Harm(null, 1);

    private static final List<Harm> ALL =
        List.of(
            new Harm(10, 1),
            new Harm(9, 1),
            new Harm(8, 1),
            new Harm(7, 1),
            new Harm(6, 1),
            new Harm(5, 1),
            new Harm(null, 2),
            new Harm(null, 4),
            new Harm(5, 4));

    /// Every harm of the tracks called NOISE that touches what such clips have, mildest first:
    /// noise where something is heard, blur where something is seen, both at once of films alone.
    public static List<Harm> of(Modality modality) {
      return switch (modality) {
        case VIDEO -> ALL;
        case AUDIO -> ALL.stream().filter(harm -> harm.blur == 1).toList();
        case IMAGE -> ALL.stream().filter(harm -> harm.snrDb == null).toList();
        case TEXT -> List.of();
      };
    }

    /// Such as `clean`, `5 dB`, `blur 4` or `5 dB, blur 4`.
    public String written() {
      var blurred = "blur " + blur;
      if (snrDb == null) {
        return blur == 1 ? "clean" : blurred;
      }
      return blur == 1 ? snrDb + " dB" : "%d dB, %s".formatted(snrDb, blurred);
    }
  }

  /// @param folder where copies are kept
  public WorsenedCopies(
      NoisePool pool, MediaDecoder decoder, MediaRemix remix, long seed, Path folder) {
    this.pool = pool;
    this.decoder = decoder;
    this.remix = remix;
    this.seed = seed;
    this.folder = folder;
  }

  /// What the tracks called NOISE draw for a clip.
  public Harm drawn(ClipSource clip) {
    var draw = NoiseDraw.of(seed, clip.clip(), 0, pool.noises()); // its length draws neither
    return new Harm(draw.snrDb(), draw.blur());
  }

  /// A copy; empty where the harm does not touch the clip: noise where nothing is heard, blur where
  /// nothing is seen.
  ///
  /// @throws IOException if the clip cannot be read or the copy not written
  public Optional<ClipSource> of(ClipSource clip, Harm harm) throws IOException {
    return switch (clip.modality()) {
      case TEXT -> Optional.empty();
      case IMAGE -> harm.blur() == 1 ? Optional.empty() : Optional.of(picture(clip, harm));
      case AUDIO -> harm.snrDb() == null ? Optional.empty() : heard(clip, harm);
      case VIDEO -> heard(clip, harm);
    };
  }

  private ClipSource picture(ClipSource clip, Harm harm) throws IOException {
    var frame = decoder.frames(media(clip), 1, 1, LARGEST_SIDE).getFirst();
    var blurred = PyramidBlur.of(frame.rgb(), frame.width(), frame.height(), harm.blur());
    var picture = new BufferedImage(blurred.width(), blurred.height(), BufferedImage.TYPE_INT_RGB);
    var rgb = blurred.rgb();
    for (int i = 0; i < rgb.length / 3; i++) {
      int colour =
          Byte.toUnsignedInt(rgb[3 * i]) << 16
              | Byte.toUnsignedInt(rgb[3 * i + 1]) << 8
              | Byte.toUnsignedInt(rgb[3 * i + 2]);
      picture.setRGB(i % blurred.width(), i / blurred.width(), colour);
    }
    var file = file(clip, harm, ".png");
    ImageIO.write(picture, "png", file.toFile());
    return copy(clip, harm, file);
  }

  private Optional<ClipSource> heard(ClipSource clip, Harm harm) throws IOException {
    var samples = sound(clip);
    if (harm.snrDb() != null) {
      var draw = draw(clip, samples);
      var mix = NoisyMix.of(samples, pool.samples(draw), draw.offset(), harm.snrDb());
      if (mix.isEmpty()) {
        return Optional.empty();
      }
      samples = mix.get().samples();
    }
    var scratch = Files.createDirectories(folder.resolve("unfinished"));
    int rateHz = NoisePool.SAMPLE_RATE_HZ;
    boolean film = clip.modality() == Modality.VIDEO;
    var file = file(clip, harm, film ? ".mp4" : ".wav");
    if (film) {
      remix.film(media(clip), samples, rateHz, harm.blur(), scratch, file);
    } else {
      MediaRemix.sound(samples, rateHz, scratch, file);
    }
    return Optional.of(copy(clip, harm, file));
  }

  private short[] sound(ClipSource clip) throws IOException {
    return NoisePool.decoded(media(clip), decoder);
  }

  private NoiseDraw draw(ClipSource clip, short[] samples) {
    return NoiseDraw.of(seed, clip.clip(), samples.length, pool.noises());
  }

  private static Path media(ClipSource clip) {
    return Objects.requireNonNull(clip.file(), clip.clip());
  }

  private Path file(ClipSource clip, Harm harm, String ending) throws IOException {
    return Files.createDirectories(folder.resolve(harm.written())).resolve(clip.clip() + ending);
  }

  private static ClipSource copy(ClipSource clip, Harm harm, Path file) {
    return new ClipSource(
        clip.clip() + ", " + harm.written(),
        clip.modality(),
        file,
        null,
        clip.text(),
        clip.language());
  }
}
