package undertone.engine.frames;

import java.util.Locale;

/// What a network of frames learns from, and with what.
public enum FrameCase {
  /// Every task of every frame is told.
  FULL,
  /// A share of the frames lacks each task; what is told counts.
  PARTIAL,
  /// The same share lacks each task; frames that lack any teach nothing, as the authors have it;
  /// they stay in their films.
  COMPLETE,
  /// Every task is told, and all tasks look at the signs alone.
  SIGNS;

  /// As in reports.
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }
}
