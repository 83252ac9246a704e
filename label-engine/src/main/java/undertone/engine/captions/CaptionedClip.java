package undertone.engine.captions;

import java.util.List;

/// One caption of one clip: its sentences by level, as numbers into [Sentences]; a clip with
/// several captions comes several times.
///
/// @param clip row in the inputs
/// @param global the overall state in one sentence, or [#NONE]
/// @param summary the reading and the cues that carry it, or [#NONE]
/// @param locals one for each region described; may be empty
public record CaptionedClip(int clip, int global, int summary, List<Local> locals) {
  /// No sentence of this level.
  public static final int NONE = -1;

  /// @param region of the face or voice, any number that stands for it everywhere
  public record Local(int region, int sentence) {}

  public CaptionedClip {
    locals = List.copyOf(locals);
    if (global < 0 && summary < 0 && locals.isEmpty()) {
      throw new IllegalArgumentException("Clip %d has a caption without words.".formatted(clip));
    }
  }
}
