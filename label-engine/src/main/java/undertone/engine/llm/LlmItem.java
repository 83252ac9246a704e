package undertone.engine.llm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// One clip as a model may be shown it.
///
/// @param id the caller's; it never leaves this machine
/// @param words what was said; empty = nothing
/// @param media what names the frames beyond doubt, such as a hash of the clip and where its frames
///   are taken; empty = no frames
/// @param frames taken when the clip is asked about, in order of time
public record LlmItem(String id, String words, String media, Frames frames) {

  /// Takes the frames of a clip.
  public interface Frames {
    /// @throws IOException if the clip cannot be read
    List<Still> take() throws IOException, InterruptedException;
  }

  /// Words alone.
  public static LlmItem said(String id, String words) {
    return new LlmItem(id, words, "", List::of);
  }

  /// With frames that are at hand already.
  public static LlmItem shown(String id, String words, List<Still> stills) {
    var kept = List.copyOf(stills);
    var media = kept.isEmpty() ? "" : Fingerprint.of(kept.stream().map(Still::hash).toList());
    return new LlmItem(id, words, media, () -> kept);
  }

  /// What can be told apart of the item when it is asked about in this way.
  String key(AskKind kind) {
    var parts = new ArrayList<String>();
    parts.add(kind.showsFrames() ? media : "");
    parts.add(kind.showsWords() ? words : "");
    return Fingerprint.of(parts);
  }

  /// Whether there is anything to show.
  boolean has(AskKind kind) {
    return (!kind.showsFrames() || !media.isEmpty())
        && (!kind.showsWords() || !words.isBlank() || kind.showsFrames());
  }
}
