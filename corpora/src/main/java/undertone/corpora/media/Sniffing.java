package undertone.corpora.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;
import undertone.corpora.media.SniffedType.Refused;
import undertone.corpora.media.SniffedType.Served;

/// Tells formats apart by their first bytes: Tika's patterns, and a closer look where they are
/// wider than what we take in.
final class Sniffing {

  /// As much as the widest of Tika's patterns looks at.
  static final int HEAD_BYTES = 64 * 1024;

  private static final byte PACK_HEADER = (byte) 0xBA; // of an MPEG program stream: 00 00 01 BA
  private static final String PNG_SIGNATURE = "\u0089PNG\r\n\u001a\n";
  private static final String JPEG_SIGNATURE = "\u00ff\u00d8\u00ff";
  private static final int EARLY = 64; // bytes in which DocTypes and playlist words stand
  private static final String PLAYLIST =
      "it is a playlist, which only names other files; import those files themselves";

  private Sniffing() {}

  static SniffedType sniff(byte[] head) {
    if (head.length == 0) {
      return new Refused("it is empty");
    }
    // Most files of a corpus are pictures of two formats; their signatures decide alone.
    if (early(head).startsWith(PNG_SIGNATURE)) {
      return new Served(MediaFormat.PNG);
    }
    if (early(head).startsWith(JPEG_SIGNATURE)) {
      return new Served(MediaFormat.JPEG);
    }
    var type = detect(head);
    return switch (type) {
      case "video/mp4", "video/x-m4v", "audio/mp4", "application/mp4" -> boxed(head);
      case "video/quicktime", "application/quicktime" -> boxed(head);
      case "application/x-matroska", "video/x-matroska", "video/webm" ->
          new Served(early(head).contains("webm") ? MediaFormat.WEBM : MediaFormat.MATROSKA);
      case "video/mpeg" ->
          new Served(head[3] == PACK_HEADER ? MediaFormat.MPEG_PROGRAM : MediaFormat.MPEG_VIDEO);
      case "video/x-msvideo" -> new Served(MediaFormat.AVI);
      case "audio/vnd.wave" -> new Served(MediaFormat.WAV);
      case "audio/mpeg" -> new Served(MediaFormat.MP3);
      case "audio/x-flac" -> new Served(MediaFormat.FLAC);
      case "image/gif" -> new Served(MediaFormat.GIF);
      case "image/webp" -> new Served(MediaFormat.WEBP);
      case "image/bmp" -> new Served(MediaFormat.BMP);
      case "text/plain" -> text(head);
      case "application/vnd.apple.mpegurl", "audio/x-mpegurl" -> new Refused(PLAYLIST);
      case "application/octet-stream" -> new Refused("its content is of no format we know");
      default ->
          early(head).startsWith("OggS")
              ? new Served(MediaFormat.OGG)
              : new Refused("its content is %s, which is not taken in".formatted(type));
    };
  }

  private static String detect(byte[] head) {
    try (var in = new ByteArrayInputStream(head)) {
      return MimeTypes.getDefaultMimeTypes().detect(in, new Metadata()).getBaseType().toString();
    } catch (IOException e) {
      throw new IllegalStateException("Bug: reading from memory failed.", e);
    }
  }

  /// The mp4 family. A `ftyp` box is a few bytes long; where its length is huge, four letters of
  /// something else stand in its place.
  private static SniffedType boxed(byte[] head) {
    var early = early(head);
    if (!early.startsWith("ftyp", 4)) {
      return new Served(MediaFormat.QUICKTIME);
    }
    if (head[0] != 0 || head[1] != 0) {
      return new Refused("it is marked as mp4 but starts with something else");
    }
    return new Served(early.startsWith("qt  ", 8) ? MediaFormat.QUICKTIME : MediaFormat.MP4);
  }

  private static SniffedType text(byte[] head) {
    var start = early(head).toLowerCase(Locale.ROOT);
    return start.contains("ffconcat") || start.contains("#extm3u") || start.contains("[playlist]")
        ? new Refused(PLAYLIST)
        : new Served(MediaFormat.TEXT);
  }

  private static String early(byte[] head) {
    return new String(head, 0, Math.min(head.length, EARLY), StandardCharsets.ISO_8859_1);
  }
}
