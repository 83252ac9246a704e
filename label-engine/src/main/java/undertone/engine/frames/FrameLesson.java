package undertone.engine.frames;

import java.util.List;
import undertone.corpora.track.FrameTrack;
import undertone.engine.features.ClipSource;

/// A clip of which something is known that a model of frames can learn.
///
/// @param label place of its class among the classes, from 0, of all its frames; [#UNLABELLED] =
///   unknown
/// @param group clips that belong together, as those of a speaker do: they all teach, all choose,
///   or are all held out
/// @param tracks how valence, arousal and action units go, at most one of each; they may be of
///   other times than the frames that are looked at
public record FrameLesson(ClipSource clip, int label, String group, List<FrameTrack> tracks) {
  /// In the place of a label that nobody settled.
  public static final int UNLABELLED = -1;

  public FrameLesson {
    tracks = List.copyOf(tracks);
  }

  boolean labelled() {
    return label != UNLABELLED;
  }
}
