package undertone.corpora.media;

import org.jspecify.annotations.Nullable;

/// Media that are ready for annotators. The files are found by [MediaStore#derived].
///
/// @param durationMicros exact: the end of the last picture or sound; 0 for images and text
/// @param frames entries of [DerivedFile#FRAME_TIMES]; 0 where nothing moves
/// @param proxy whether there is a [DerivedFile#PROXY]; otherwise the original plays
/// @param poster whether there is a [DerivedFile#POSTER]
/// @param thumbnails how many pictures [DerivedFile#THUMBNAILS] holds side by side
/// @param thumbnailWidth of each, pixels
/// @param thumbnailHeight of each, pixels
/// @param peaks entries of [DerivedFile#PEAKS], [#PEAKS_PER_SECOND] for each second; 0 for a clip
///   without sound
/// @param loudest sample of the clip, 0..1: what a peak of 127 stands for; 0 without sound
/// @param remark what a curator should know, such as a file that ends early
public record Prepared(
    long durationMicros,
    long frames,
    boolean proxy,
    boolean poster,
    int thumbnails,
    int thumbnailWidth,
    int thumbnailHeight,
    long peaks,
    float loudest,
    @Nullable String remark)
    implements PreparationResult {

  public static final int PEAKS_PER_SECOND = 100;

  /// Media that are served as they are, such as text.
  static final Prepared AS_IT_IS = new Prepared(0, 0, false, false, 0, 0, 0, 0, 0, null);
}
