package undertone.corpora.media;

/// The file formats a clip may have: the type each is served with, and the one demuxer that may
/// open it. All others are refused; above all those that name further files (playlists, concat
/// lists) or that a browser would run (HTML, SVG).
public enum MediaFormat {
  MP4("video/mp4", "mov"),
  QUICKTIME("video/quicktime", "mov"),
  WEBM("video/webm", "matroska"),
  MATROSKA("video/x-matroska", "matroska"),
  MPEG_PROGRAM("video/mpeg", "mpeg"),
  MPEG_VIDEO("video/mpeg", "mpegvideo"),
  AVI("video/x-msvideo", "avi"),
  OGG("video/ogg", "ogg"),
  WAV("audio/wav", "wav"),
  MP3("audio/mpeg", "mp3"),
  FLAC("audio/flac", "flac"),
  PNG("image/png", "png_pipe"),
  JPEG("image/jpeg", "jpeg_pipe"),
  GIF("image/gif", "gif"),
  WEBP("image/webp", "webp_pipe"),
  BMP("image/bmp", "bmp_pipe"),
  TEXT("text/plain", "");

  private final String mime;
  private final String demuxer;

  MediaFormat(String mime, String demuxer) {
    this.mime = mime;
    this.demuxer = demuxer;
  }

  public String mime() {
    return mime;
  }

  /// FFmpeg's name of the demuxer; empty for text, which no demuxer ever sees.
  String demuxer() {
    return demuxer;
  }

  boolean isImage() {
    return switch (this) {
      case PNG, JPEG, GIF, WEBP, BMP -> true;
      case MP4, QUICKTIME, WEBM, MATROSKA, MPEG_PROGRAM, MPEG_VIDEO -> false;
      case AVI, OGG, WAV, MP3, FLAC, TEXT -> false;
    };
  }

  /// The type of a container of this format that holds sound only.
  String soundMime() {
    return switch (this) {
      case MP4, QUICKTIME -> "audio/mp4";
      case WEBM -> "audio/webm";
      case MATROSKA -> "audio/x-matroska";
      case OGG -> "audio/ogg";
      case MPEG_PROGRAM, MPEG_VIDEO, AVI, WAV, MP3, FLAC -> mime;
      case PNG, JPEG, GIF, WEBP, BMP, TEXT -> mime;
    };
  }
}
