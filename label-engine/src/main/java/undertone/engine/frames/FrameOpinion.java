package undertone.engine.frames;

import java.util.List;
import undertone.corpora.track.FrameTrack;
import undertone.engine.recognition.Opinion;

/// What a model of frames says of a clip.
///
/// @param opinion of the whole clip
/// @param tracks of what it was taught to follow; none where it saw no face
public record FrameOpinion(Opinion opinion, List<FrameTrack> tracks) {
  public FrameOpinion {
    tracks = List.copyOf(tracks);
  }
}
