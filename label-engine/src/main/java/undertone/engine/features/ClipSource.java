package undertone.engine.features;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Modality;

/// One clip as the extractors see it: its bytes and its words, never its name in the corpus.
///
/// @param clip id under which the clip comes back in the table
/// @param modality what the clip is made of
/// @param file the media, absent for a clip that is text only
/// @param contentHash SHA-256 of the media in hex; worked out from the file when absent
/// @param text transcript, or the text itself
/// @param language of the text as a BCP 47 tag such as `en` or `zh`; absent means English
public record ClipSource(
    String clip,
    Modality modality,
    @Nullable Path file,
    @Nullable String contentHash,
    @Nullable String text,
    @Nullable String language) {

  public ClipSource {
    if (file == null && (text == null || text.isBlank())) {
      throw new IllegalArgumentException(
          "Clip %s has neither a media file nor a text; give it one of them.".formatted(clip));
    }
    if (contentHash != null) {
      contentHash = contentHash.toLowerCase(Locale.ROOT);
      if (!contentHash.matches("[0-9a-f]{64}")) {
        // The hash names a file of the cache: nothing but a hash may pass.
        throw new IllegalArgumentException(
            "Clip %s has the content hash \"%s\"; expected 64 hexadecimal digits."
                .formatted(clip, contentHash));
      }
    }
  }

  public static ClipSource ofMedia(String clip, Modality modality, Path file) {
    return new ClipSource(clip, modality, file, null, null, null);
  }

  public static ClipSource ofText(String clip, String text) {
    return new ClipSource(clip, Modality.TEXT, null, null, text, null);
  }
}
