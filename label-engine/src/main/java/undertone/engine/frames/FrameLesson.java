package undertone.engine.frames;

import java.util.List;
import java.util.Map;
import undertone.corpora.track.FrameTrack;
import undertone.corpora.track.Measure;
import undertone.engine.features.ClipSource;

/// A clip of which something is known that a model of frames can learn.
///
/// @param label place of its class among the classes, from 0, of all its frames; [#UNLABELLED] =
///   unknown
/// @param group clips that belong together, as those of a speaker do: they all teach, all choose,
///   or are all held out
/// @param tracks how valence, arousal and action units go, at most one of each; they may be of
///   other times than the frames that are looked at
/// @param whole valence and arousal of the clip as a whole, which count for every frame that no
///   track tells of
public record FrameLesson(
    ClipSource clip, int label, String group, List<FrameTrack> tracks, Map<Measure, Double> whole) {
  /// In the place of a label that nobody settled.
  public static final int UNLABELLED = -1;

  public FrameLesson {
    tracks = List.copyOf(tracks);
    whole = Map.copyOf(whole);
  }

  /// A lesson of a clip that nobody rated as a whole.
  public FrameLesson(ClipSource clip, int label, String group, List<FrameTrack> tracks) {
    this(clip, label, group, tracks, Map.of());
  }

  boolean labelled() {
    return label != UNLABELLED;
  }
}
