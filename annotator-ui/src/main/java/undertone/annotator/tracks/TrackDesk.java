package undertone.annotator.tracks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;
import undertone.corpora.caption.Captioning;
import undertone.corpora.clip.Library;
import undertone.corpora.track.FrameTrack;
import undertone.corpora.track.FrameTracks;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.Voting;

/// Shows curators what machines follow in a face. Annotators see none of it, so that they judge by
/// the clip.
@Service
public class TrackDesk {
  private final Rights rights;
  private final Library library;
  private final FrameTracks tracks;
  private final Voting voting;
  private final Captioning captioning;

  TrackDesk(
      Rights rights, Library library, FrameTracks tracks, Voting voting, Captioning captioning) {
    this.rights = rights;
    this.library = library;
    this.tracks = tracks;
    this.voting = voting;
    this.captioning = captioning;
  }

  /// What is followed in a clip, and how its captions stand to it.
  public record Face(List<Follower> followers, List<CaptionHeld> captions) {}

  /// @param name of the machine
  public record Follower(String name, List<TrackSaid> tracks) {}

  /// @param measure `valence`, `arousal` or an action unit such as `AU12`
  /// @param micros media times of the frames, rising
  /// @param values -1..1 of valence and arousal, 0..1 of a unit; null where no face was seen
  public record TrackSaid(String measure, List<Long> micros, List<@Nullable Float> values) {
    static TrackSaid of(FrameTrack track) {
      var micros = new ArrayList<Long>();
      var values = new ArrayList<@Nullable Float>();
      for (int i = 0; i < track.size(); i++) {
        micros.add(track.micros(i));
        values.add(Float.isNaN(track.value(i)) ? null : (Float) track.value(i));
      }
      return new TrackSaid(track.measure().name(), micros, values);
    }
  }

  /// @param by name of who wrote it
  /// @param signs words of it on which the face has something to say
  public record CaptionHeld(
      String by, String language, String text, List<FaceReading.Sign> signs) {}

  /// Everything that is followed in a clip.
  @Transactional(readOnly = true)
  public Face face(CorpusId corpus, ClipId clip) {
    rights.require(corpus, Right.REVIEW);
    library.require(corpus, clip);
    var names = names(corpus);
    var followed = tracks.of(clip);
    var reading = new FaceReading(followed, names);
    return new Face(
        followed.stream()
            .map(one ->
                new Follower(
                    names.getOrDefault(one.voter(), "?"),
                    one.tracks().stream().map(TrackSaid::of).toList()))
            .toList(),
        captioning.standing(clip).stream()
            .map(caption ->
                new CaptionHeld(
                    names.getOrDefault(caption.voter(), "?"),
                    caption.language(),
                    caption.text(),
                    reading.of(caption.text())))
            .toList());
  }

  /// Where a player finds the tracks of a clip; nothing where there are none, or for whoever does
  /// not review.
  @Transactional(readOnly = true)
  public Optional<String> address(CorpusId corpus, ClipId clip) {
    return rights.may(corpus, Right.REVIEW) && tracks.any(clip)
        ? Optional.of("/api/v1/corpora/%s/clips/%s/tracks".formatted(corpus, clip))
        : Optional.empty();
  }

  /// By which captions of a clip can be held against its face.
  @Transactional(readOnly = true)
  public FaceReading reading(CorpusId corpus, ClipId clip) {
    if (!rights.may(corpus, Right.REVIEW) || !tracks.any(clip)) {
      return FaceReading.NONE;
    }
    return new FaceReading(tracks.of(clip), names(corpus));
  }

  private Map<VoterId, String> names(CorpusId corpus) {
    return voting.votersOf(corpus).stream().collect(Collectors.toMap(Voter::id, Voter::name));
  }
}
