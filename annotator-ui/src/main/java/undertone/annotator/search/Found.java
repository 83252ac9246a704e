package undertone.annotator.search;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import undertone.annotator.library.ClipCard;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Region;

/// A clip that was found, and what of it fits.
///
/// @param caption what was written of it that fits best; null = the clip was found by what is said
///   in it
/// @param startMicros where the stretch of a long clip begins that fits better than the whole, in
///   microseconds; null = the whole clip
/// @param endMicros where that stretch ends; null = the whole clip
/// @param sameAs id of a clip that was found before it, of which nearly the same words were
///   written; null = of none
/// @param ranks its place, from 1, by `words`, by each model that reads meanings, and by `seen`,
///   what the clip looks and sounds like; or by the one model that was asked
public record Found(
    ClipCard clip,
    @Nullable Quote caption,
    @Nullable Long startMicros,
    @Nullable Long endMicros,
    @Nullable Long sameAs,
    Map<String, Integer> ranks) {

  public Found {
    ranks = Map.copyOf(ranks);
  }

  /// The same found after a clip of which nearly the same words were written.
  Found after(long clip) {
    return new Found(this.clip, caption, startMicros, endMicros, clip, ranks);
  }

  /// Somebody's words.
  public record Quote(String text, String language, CaptionLevel level, @Nullable Region region) {}
}
