package undertone.corpora.challenge;

import java.util.regex.Pattern;

/// What clips are called in the files of the challenges: as their media are, without the ending.
public final class ClipNames {
  private static final Pattern ENDING =
      Pattern.compile(
          "\\.(avi|flac|gif|jpe?g|m4a|m4v|mkv|mov|mp3|mp4|mpe?g|ogg|opus|png|txt|wav|webm|webp)$",
          Pattern.CASE_INSENSITIVE);

  private ClipNames() {}

  /// @param clip its name in a corpus, such as `sample_00000000.mp4`
  /// @return such as `sample_00000000`
  public static String of(String clip) {
    return ENDING.matcher(clip).replaceFirst("");
  }
}
