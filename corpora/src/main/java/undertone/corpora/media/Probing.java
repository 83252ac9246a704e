package undertone.corpora.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FLAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_OPUS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_F32LE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S16LE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S24LE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_U8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VORBIS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The first look at an opened file: one picture and one stretch of sound must really decode.
final class Probing {

  private static final Set<Integer> VIDEO_OF_MP4 =
      Set.of(AV_CODEC_ID_H264, AV_CODEC_ID_VP9, AV_CODEC_ID_AV1);
  private static final Set<Integer> SOUND_OF_MP4 =
      Set.of(AV_CODEC_ID_AAC, AV_CODEC_ID_MP3, AV_CODEC_ID_OPUS, AV_CODEC_ID_FLAC);
  private static final Set<Integer> VIDEO_OF_WEBM =
      Set.of(AV_CODEC_ID_VP8, AV_CODEC_ID_VP9, AV_CODEC_ID_AV1);
  private static final Set<Integer> SOUND_OF_WEBM = Set.of(AV_CODEC_ID_OPUS, AV_CODEC_ID_VORBIS);
  private static final Set<Integer> SOUND_OF_OGG =
      Set.of(AV_CODEC_ID_OPUS, AV_CODEC_ID_VORBIS, AV_CODEC_ID_FLAC);
  private static final Set<Integer> SOUND_OF_WAV =
      Set.of(
          AV_CODEC_ID_PCM_U8, AV_CODEC_ID_PCM_S16LE, AV_CODEC_ID_PCM_S24LE, AV_CODEC_ID_PCM_F32LE);

  private Probing() {}

  static ProbeResult.Readable probe(MediaFile media) throws UndecodableException, IOException {
    var pictures = media.pictures();
    var sound = media.sound();
    if (pictures == null && sound == null) {
      throw new UndecodableException("it holds neither pictures nor sound");
    }
    var size = firstPicture(media, pictures, sound);
    boolean image = media.format().isImage();
    return new ProbeResult.Readable(
        image ? MediaKind.IMAGE : pictures == null ? MediaKind.AUDIO : MediaKind.VIDEO,
        pictures == null ? media.format().soundMime() : media.format().mime(),
        media.claimedDurationMicros(),
        size.width(),
        size.height(),
        image || pictures == null ? null : pictures.codec(),
        sound == null ? null : sound.codec(),
        isBrowserSafe(media));
  }

  /// Whether Chromium plays or shows the file as it is.
  static boolean isBrowserSafe(MediaFile media) {
    var pictures = media.pictures();
    var sound = media.sound();
    return switch (media.format()) {
      case MP4, QUICKTIME -> plays(pictures, VIDEO_OF_MP4) && plays(sound, SOUND_OF_MP4);
      case WEBM -> plays(pictures, VIDEO_OF_WEBM) && plays(sound, SOUND_OF_WEBM);
      case OGG -> pictures == null && plays(sound, SOUND_OF_OGG);
      case WAV -> plays(sound, SOUND_OF_WAV);
      case MP3 -> plays(sound, Set.of(AV_CODEC_ID_MP3));
      case FLAC, PNG, JPEG, GIF, WEBP, BMP, TEXT -> true;
      case MATROSKA, MPEG_PROGRAM, MPEG_VIDEO, AVI -> false;
    };
  }

  private static boolean plays(@Nullable Track track, Set<Integer> codecs) {
    if (track == null) {
      return true;
    }
    var decoder = track.decoder();
    boolean eightBit420 =
        decoder.width() == 0 // sound
            || decoder.pix_fmt() == AV_PIX_FMT_YUV420P
            || decoder.pix_fmt() == AV_PIX_FMT_YUVJ420P;
    return codecs.contains(decoder.codec_id()) && eightBit420;
  }

  private static boolean isUndamaged(MediaFile image) throws IOException {
    return image.faults() == 0 && image.firstPictureIsWhole();
  }

  private static Size firstPicture(MediaFile media, @Nullable Track pictures, @Nullable Track sound)
      throws UndecodableException, IOException {
    var wanted = pictures == null ? sound : pictures;
    if (pictures != null) {
      media.ignore(sound);
    }
    for (var track = media.next(); track != null; track = media.next()) {
      if (track == wanted && (!media.format().isImage() || isUndamaged(media))) {
        return pictures == null ? new Size(0, 0) : pictures.uprightSize(media.frame());
      }
    }
    throw new UndecodableException(
        pictures == null
            ? "not one moment of its sound can be decoded"
            : media.format().isImage()
                ? "its picture cannot be decoded: it is damaged, cut off or larger than %d megapixels"
                    .formatted(MediaFile.MOST_PIXELS / 1_000_000)
                : "not one of its pictures can be decoded");
  }
}
