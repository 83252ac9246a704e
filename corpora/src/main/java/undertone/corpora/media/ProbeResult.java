package undertone.corpora.media;

import org.jspecify.annotations.Nullable;

/// What a first look at a file found.
public sealed interface ProbeResult permits ProbeResult.Readable, Unreadable {

  /// A file that plays, shows or reads.
  ///
  /// @param mime the type it is served with; from its content, never from the uploader
  /// @param durationMicros as the file claims; 0 for images and text. [MediaPreparation] finds the
  ///   exact one
  /// @param width of the upright picture in square pixels; 0 without a picture
  /// @param height of the upright picture in square pixels; 0 without a picture
  /// @param videoCodec FFmpeg's name, such as `h264`
  /// @param audioCodec FFmpeg's name, such as `aac`
  /// @param browserSafe Chromium plays the file as it is; otherwise it needs a proxy
  @SuppressWarnings("AvoidCommonTypeNames") // always said as ProbeResult.Readable
  record Readable(
      MediaKind kind,
      String mime,
      long durationMicros,
      int width,
      int height,
      @Nullable String videoCodec,
      @Nullable String audioCodec,
      boolean browserSafe)
      implements ProbeResult {

    public boolean hasAudio() {
      return audioCodec != null;
    }
  }
}
