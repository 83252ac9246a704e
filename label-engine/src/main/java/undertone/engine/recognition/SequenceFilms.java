package undertone.engine.recognition;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import undertone.corpora.media.MediaDecoder;
import undertone.engine.features.ClipSource;

/// Films of which a corpus kept a few pictures only, each a face already. What was between two is
/// filled in by going evenly from one to the other, so that there is motion to learn.
public final class SequenceFilms implements SensesReader {
  private final MediaDecoder media;
  private final Map<String, List<Path>> pictures;
  private final int frames;
  private final Map<String, FaceFilm> known = new ConcurrentHashMap<>();

  /// @param pictures by the name of the clip, in order of time; square, and of one size within a
  ///   clip
  /// @param frames of each film
  public SequenceFilms(MediaDecoder media, Map<String, List<Path>> pictures, int frames) {
    this.media = media;
    this.pictures = new LinkedHashMap<>(pictures);
    this.frames = frames;
  }

  @Override
  public Senses of(ClipSource clip) throws IOException {
    var film = known.get(clip.clip());
    if (film == null) {
      film = film(pictures.getOrDefault(clip.clip(), List.of()));
      known.put(clip.clip(), film);
    }
    return Senses.of(Optional.of(film), Optional.empty());
  }

  private FaceFilm film(List<Path> files) throws IOException {
    var kept = new ArrayList<byte[]>();
    int side = 0;
    for (var file : files) {
      var picture = media.frames(file, 1, 1, MediaSenses.SIDE).getFirst();
      if (picture.width() != picture.height() || (side != 0 && side != picture.width())) {
        throw new IOException("%s is no square picture like those before it.".formatted(file));
      }
      side = picture.width();
      kept.add(picture.rgb());
    }
    var film = new ArrayList<byte[]>();
    for (int f = 0; f < frames; f++) {
      double place = frames == 1 ? 0 : (double) f * (kept.size() - 1) / (frames - 1);
      int before = Math.min((int) place, kept.size() - 1);
      int after = Math.min(before + 1, kept.size() - 1);
      film.add(between(kept.get(before), kept.get(after), place - before));
    }
    return FaceFilm.even(side, MediaSenses.SECONDS_PER_FRAME, film);
  }

  private static byte[] between(byte[] one, byte[] other, double share) {
    var picture = new byte[one.length];
    for (int i = 0; i < picture.length; i++) {
      picture[i] =
          (byte)
              Math.round(
                  (1 - share) * Byte.toUnsignedInt(one[i]) + share * Byte.toUnsignedInt(other[i]));
    }
    return picture;
  }
}
