package undertone.corpora.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Makes everything annotators need of one file: the time of every picture, the peaks of its sound,
/// stills, and a proxy where browsers cannot play the original.
final class Preparing {

  private static final double ENDS_EARLY = 0.8; // of the length the file claims

  private Preparing() {}

  /// @param media just opened
  /// @param folder takes the files the answer names
  static Prepared prepare(MediaFile media, Path folder) throws UndecodableException, IOException {
    var pictures = media.pictures();
    if (pictures == null) {
      return playable(media, folder, 0);
    }
    if (media.format().isImage()) {
      return image(media, pictures, folder);
    }
    long lastPictureMicros = media.lastPictureMicros(); // which reads the file to its end
    try (var fromStart = media.again()) {
      return playable(fromStart, folder, lastPictureMicros);
    }
  }

  private static Prepared image(MediaFile media, Track pictures, Path folder)
      throws UndecodableException, IOException {
    try (var stills = Stills.ofImage(pictures)) {
      if (media.next() == pictures) {
        stills.see(media.frame(), 0);
      }
      stills.write(folder);
      return prepared(media, 0, null, stills, null, null);
    }
  }

  private static Prepared playable(MediaFile media, Path folder, long lastPictureMicros)
      throws UndecodableException, IOException {
    var pictures = media.pictures();
    var sound = media.sound();
    try (var reader = sound == null ? null : SoundReader.of(sound);
        var times =
            pictures == null ? null : new FrameTimes(place(folder, DerivedFile.FRAME_TIMES));
        var stills = pictures == null ? null : Stills.ofVideo(pictures, lastPictureMicros);
        var proxy =
            Probing.isBrowserSafe(media)
                ? null
                : ProxyWriter.open(place(folder, DerivedFile.PROXY), pictures, reader)) {
      var peaks = reader == null ? null : new PeakMeter(reader);
      var pitches =
          reader == null ? null : new SpectrogramMeter(reader.rateHz(), reader.channels());
      long endMicros = 0;
      for (var track = media.next(); track != null; track = media.next()) {
        long time = media.timeMicros(track);
        if (times != null && stills != null && track == pictures) {
          times.add(time);
          stills.see(media.frame(), time);
          long lasts = track.durationMicros(media.frame());
          endMicros = time + lasts;
          if (proxy != null) {
            proxy.picture(media.frame(), time, lasts);
          }
        } else if (reader != null && peaks != null && pitches != null && track == sound) {
          var samples = reader.read(media.frame(), time);
          peaks.hear(samples);
          pitches.hear(samples);
          if (proxy != null) {
            proxy.sound(samples);
          }
        }
      }
      if (reader != null && peaks != null && pitches != null) {
        var samples = reader.drain();
        peaks.hear(samples);
        peaks.write(place(folder, DerivedFile.PEAKS));
        pitches.hear(samples);
        pitches.write(folder);
        if (proxy != null) {
          proxy.sound(samples);
        }
        endMicros = Math.max(endMicros, reader.producedMicros());
      }
      if (proxy != null) {
        proxy.finish();
      }
      if (stills != null) {
        stills.write(folder);
      }
      return prepared(media, endMicros, times, stills, peaks, proxy);
    }
  }

  private static Prepared prepared(
      MediaFile media,
      long endMicros,
      @Nullable FrameTimes times,
      @Nullable Stills stills,
      @Nullable PeakMeter peaks,
      @Nullable ProxyWriter proxy)
      throws UndecodableException, IOException {
    boolean nothingSeen = stills == null || !stills.hasPoster();
    boolean nothingHeard = peaks == null || peaks.count() == 0;
    if (nothingSeen && nothingHeard) {
      throw new UndecodableException("neither a picture nor a sound of it can be decoded");
    }
    var thumbnailSize = stills == null ? new Size(0, 0) : stills.thumbnailSize();
    return new Prepared(
        endMicros,
        times == null ? 0 : times.count(),
        proxy != null,
        !nothingSeen,
        stills == null ? 0 : stills.thumbnails(),
        thumbnailSize.width(),
        thumbnailSize.height(),
        peaks == null ? 0 : peaks.count(),
        peaks == null ? 0 : peaks.loudest(),
        remark(media, endMicros));
  }

  private static @Nullable String remark(MediaFile media, long endMicros) throws IOException {
    if (media.format().isImage()) {
      return media.missing();
    }
    long claimedMicros = media.claimedDurationMicros();
    if (endMicros < claimedMicros * ENDS_EARLY) {
      return String.format(
          Locale.ROOT,
          "The file ends after %.1f of the %.1f seconds it claims.",
          endMicros / 1e6,
          claimedMicros / 1e6);
    }
    int faults = media.faults();
    return faults == 0 ? null : "%d damaged pieces of the file were left out.".formatted(faults);
  }

  private static Path place(Path folder, DerivedFile file) {
    return folder.resolve(file.fileName());
  }
}
