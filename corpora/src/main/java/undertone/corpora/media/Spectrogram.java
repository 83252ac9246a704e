package undertone.corpora.media;

/// How spectrograms are drawn: the same for all clips, so that they can be compared.
///
/// A clip's spectrogram is a row of PNG pictures, grey of varying opacity, each [#TILE_COLUMNS]
/// wide, the last one shorter.
public final class Spectrogram {

  public static final int BINS = 80; // equally wide on the mel scale
  public static final int LOW_HZ = 50;
  public static final int HIGH_HZ = 7600;
  public static final int COLUMNS_PER_SECOND = 100;
  public static final int TILE_COLUMNS = 2000;
  public static final long TILE_MICROS = TILE_COLUMNS * 1_000_000L / COLUMNS_PER_SECOND;
  public static final String MIME = "image/png";

  private Spectrogram() {}

  /// The name of one picture among the derived files of its media.
  ///
  /// @param tile from 0
  public static String fileName(int tile) {
    return "spectrogram-%d.png".formatted(tile);
  }

  /// How many pictures a sound of this length has.
  public static int tiles(long durationMicros) {
    return (int) Math.max(1, (durationMicros + TILE_MICROS - 1) / TILE_MICROS);
  }
}
