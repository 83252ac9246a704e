package undertone.engine.recognition;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import undertone.corpora.Modality;
import undertone.corpora.media.Frame;
import undertone.corpora.media.MediaDecoder;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FaceTracks;

/// Decodes clips, and keeps what was seen and heard in files `senses-v1-<parameters>/<2
/// hex>/<content hash>.bin`. Several threads use one.
///
/// A place is named by everything that can change what lies there, so nothing is ever overwritten
/// with something else, and any number of threads and processes may share one folder. A file that
/// is not whole counts as absent.
public final class MediaSenses implements SensesReader {
  /// Of a face, in pixels: what the published networks read.
  static final int SIDE = 160;

  /// As far apart as every fourth frame of the usual 25 a second, which the published networks
  /// read.
  static final double SECONDS_PER_FRAME = 0.16;

  private static final int MOST_FRAMES = 96;
  private static final int LONGEST_SIDE = 480; // pixels; a face of a tenth of it is still found
  private static final int LONGEST_SECONDS = 120; // of sound
  private static final int MAGIC = 0x55545331; // ends a file, so that a torn one is known

  private final MediaDecoder media;
  private final FaceTracks faces;
  private final Path folder;

  /// @param features the home's folder of what was read of clips; made when first needed
  /// @throws IOException if the weights of the face parts are not those that this product was made
  ///   with
  public MediaSenses(MediaDecoder media, Path features) throws IOException {
    this.media = media;
    faces = FaceTracks.open();
    var parameters =
        "secondsPerFrame=%s,mostFrames=%d,longestSide=%d,side=%d,longestSeconds=%d,mel=1,%s"
            .formatted(
                SECONDS_PER_FRAME,
                MOST_FRAMES,
                LONGEST_SIDE,
                SIDE,
                LONGEST_SECONDS,
                faces.parameters());
    var hash = WholeFiles.hash(parameters.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    folder = features.resolve("senses-v1-" + hash);
  }

  @Override
  public Senses of(ClipSource clip) throws IOException, InterruptedException {
    var file = clip.file();
    if (file == null || clip.modality() == Modality.TEXT) {
      return Senses.NONE;
    }
    var given = clip.contentHash();
    var hash = given == null ? WholeFiles.hash(file) : given;
    var place =
        folder
            .resolve(clip.modality().name().toLowerCase(Locale.ROOT))
            .resolve(hash.substring(0, 2))
            .resolve(hash + ".bin");
    var kept = read(place);
    if (kept.isPresent()) {
      return kept.get();
    }
    var senses =
        Senses.of(
            clip.modality() == Modality.AUDIO ? Optional.empty() : film(file),
            clip.modality() == Modality.IMAGE ? Optional.empty() : sound(file));
    WholeFiles.write(place, bytes(senses));
    return senses;
  }

  private Optional<FaceFilm> film(Path file) throws IOException {
    var frames = media.frames(file, 1 / SECONDS_PER_FRAME, MOST_FRAMES, LONGEST_SIDE);
    var found = faces.of(frames, SIDE);
    var seen = new ArrayList<byte[]>();
    var seconds = new ArrayList<Double>();
    for (int f = 0; f < frames.size(); f++) {
      if (found.get(f).isPresent()) {
        seen.add(found.get(f).get());
        seconds.add(frames.get(f).timeMicros() / 1e6);
      }
    }
    return seen.isEmpty()
        ? Optional.empty()
        : Optional.of(new FaceFilm(SIDE, secondsPerFrame(frames), seen, seconds));
  }

  /// Of a long clip, or one of few frames, frames are farther apart than was asked for.
  private static double secondsPerFrame(List<Frame> frames) {
    int steps = frames.size() - 1;
    double seconds = (frames.getLast().timeMicros() - frames.getFirst().timeMicros()) / 1e6;
    return steps == 0 || seconds <= 0 ? SECONDS_PER_FRAME : seconds / steps;
  }

  private Optional<MelSound> sound(Path file) throws IOException {
    var sound = media.mono(file, MelSound.RATE_HZ);
    int most = LONGEST_SECONDS * MelSound.RATE_HZ;
    return MelSound.of(sound.length > most ? Arrays.copyOf(sound, most) : sound);
  }

  private static byte[] bytes(Senses senses) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var deflater = new Deflater(Deflater.BEST_SPEED);
    try (var out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
      var film = senses.faces();
      out.writeInt(film.map(FaceFilm::frames).orElse(0));
      if (film.isPresent()) {
        out.writeInt(film.get().side());
        out.writeDouble(film.get().secondsPerFrame());
        for (int f = 0; f < film.get().frames(); f++) {
          out.writeDouble(film.get().seconds(f));
          out.write(film.get().frame(f));
        }
      }
      var sound = senses.sound();
      out.writeInt(sound.map(MelSound::frames).orElse(0));
      if (sound.isPresent()) {
        for (float value : sound.get().values()) {
          out.writeFloat(value);
        }
      }
      out.writeInt(MAGIC);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static Optional<Senses> read(Path place) throws IOException {
    byte[] file;
    try {
      file = Files.readAllBytes(place);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    try (var in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(file)))) {
      var faces = film(in);
      var sound = sound(in);
      return in.readInt() == MAGIC ? Optional.of(Senses.of(faces, sound)) : Optional.empty();
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty(); // not whole: read the clip again
    }
  }

  private static Optional<FaceFilm> film(DataInputStream in) throws IOException {
    int frames = in.readInt();
    if (frames == 0) {
      return Optional.empty();
    }
    int side = in.readInt();
    double secondsPerFrame = in.readDouble();
    if (side != SIDE || frames < 0 || frames > MOST_FRAMES) {
      throw new IOException("no film of ours");
    }
    var seen = new ArrayList<byte[]>();
    var seconds = new ArrayList<Double>();
    for (int f = 0; f < frames; f++) {
      seconds.add(in.readDouble());
      var face = new byte[3 * side * side];
      in.readFully(face);
      seen.add(face);
    }
    return Optional.of(new FaceFilm(side, secondsPerFrame, seen, seconds));
  }

  private static Optional<MelSound> sound(DataInputStream in) throws IOException {
    int frames = in.readInt();
    if (frames == 0) {
      return Optional.empty();
    }
    if (frames < 0 || frames > LONGEST_SECONDS * 100) {
      throw new IOException("no sound of ours");
    }
    var values = new float[frames * MelSound.BANDS];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return Optional.of(MelSound.kept(values));
  }

  /// Frees the detectors. No clip may be in the middle of being looked at.
  @Override
  public void close() {
    faces.close();
  }
}
