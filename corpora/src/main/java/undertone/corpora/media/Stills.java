package undertone.corpora.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/// Picks a poster and thumbnails out of the pictures that pass by.
final class Stills implements AutoCloseable {

  private static final int THUMBNAILS = 8;
  private static final int THUMBNAIL_HEIGHT = 160;
  private static final int POSTER_SIDE = 640;

  private final Track pictures;
  private final long[] thumbnailMoments;
  private final long posterMoment;
  private final List<Frame> thumbnails = new ArrayList<>();
  private @Nullable Frame poster;
  private @Nullable PictureScaler thumbnailScaler;
  private @Nullable PictureScaler posterScaler;

  private Stills(Track pictures, long[] thumbnailMoments, long posterMoment) {
    this.pictures = pictures;
    this.thumbnailMoments = thumbnailMoments;
    this.posterMoment = posterMoment;
  }

  static Stills ofImage(Track pictures) {
    return new Stills(pictures, new long[1], 0);
  }

  static Stills ofVideo(Track pictures, long lastPictureMicros) {
    return new Stills(
        pictures,
        PictureSampling.moments(lastPictureMicros, Double.MAX_VALUE, THUMBNAILS),
        lastPictureMicros / 2); // where an expression is usually at its height
  }

  void see(AVFrame picture, long timeMicros) throws UndecodableException {
    var size = pictures.uprightSize(picture);
    int next = thumbnails.size();
    if (next < thumbnailMoments.length && timeMicros >= thumbnailMoments[next]) {
      if (thumbnailScaler == null) {
        thumbnailScaler =
            PictureScaler.toRgb(size.notHigherThan(THUMBNAIL_HEIGHT), pictures.quarterTurns());
      }
      thumbnails.add(thumbnailScaler.still(picture, timeMicros));
    }
    if (poster == null && timeMicros >= posterMoment) {
      posterScaler = PictureScaler.toRgb(size.within(POSTER_SIDE), pictures.quarterTurns());
      poster = posterScaler.still(picture, timeMicros);
    }
  }

  /// Writes both files; nothing where no picture passed by.
  void write(Path folder) throws IOException {
    if (poster != null) {
      Jpeg.write(folder.resolve(DerivedFile.POSTER.fileName()), List.of(poster));
    }
    if (!thumbnails.isEmpty()) {
      Jpeg.write(folder.resolve(DerivedFile.THUMBNAILS.fileName()), thumbnails);
    }
  }

  boolean hasPoster() {
    return poster != null;
  }

  int thumbnails() {
    return thumbnails.size();
  }

  Size thumbnailSize() {
    return thumbnailScaler == null ? new Size(0, 0) : thumbnailScaler.size();
  }

  @Override
  public void close() {
    if (thumbnailScaler != null) {
      thumbnailScaler.close();
    }
    if (posterScaler != null) {
      posterScaler.close();
    }
  }
}
