package undertone.corpora.media;

/// A file made from media of the store, under `proxies/`: its name and the type it is served with.
public enum DerivedFile {
  /// What a browser plays where it cannot play the original: H.264 and AAC in mp4, picture times
  /// kept.
  PROXY("proxy.mp4", "video/mp4"),
  /// One still picture, longest side at most 640 pixels.
  POSTER("poster.jpg", "image/jpeg"),
  /// Small pictures side by side, evenly spread over the clip.
  THUMBNAILS("thumbnails.jpg", "image/jpeg"),
  /// When each picture appears: microseconds from the start, int64 little-endian, rising.
  FRAME_TIMES("frame-times.i64", "application/octet-stream"),
  /// Loudest sample of each hundredth of a second: one byte each, 0..127, where 127 is the loudest
  /// of the clip.
  PEAKS("peaks.i8", "application/octet-stream"),
  /// The pictures alone, as H.264 in mp4, their times kept: nothing in it can be heard or read.
  FACE("face.mp4", "video/mp4"),
  /// The sound alone, as AAC in mp4: nothing in it can be seen or read.
  VOICE("voice.m4a", "audio/mp4");

  private final String fileName;
  private final String mime;

  DerivedFile(String fileName, String mime) {
    this.fileName = fileName;
    this.mime = mime;
  }

  public String fileName() {
    return fileName;
  }

  public String mime() {
    return mime;
  }
}
