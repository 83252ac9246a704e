package undertone.corpora.track;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import undertone.corpora.VoterId;
import undertone.corpora.captiontext.CueWords;

/// What captions say of a face, held against the action units that machines saw in it.
///
/// A word stands for the units that make it: a smile for AU12, raised brows for AU1 and AU2
/// together. Fillers between its parts do not matter: "her eyebrows are slightly raised" is read as
/// "eyebrows raised". Whether a unit is seen is decided by the middle of three frames, so that one
/// frame that flickers is no smile.
public final class FaceWords {
  private static final CueWords WORDS = CueWords.beside(FaceWords.class, "face-words.txt");
  private static final String NOT = "NOT";
  private static final String FILLER = "FILLER";
  private static final int REACH = 24; // characters from a "not" to the word it is about
  private static final float SEEN = .5f;
  private static final float UNSEEN = .25f;

  private FaceWords() {}

  /// How a track speaks to a word.
  public enum Verdict {
    /// It shows what the word says.
    FITS,
    /// It shows the contrary.
    AGAINST,
    /// It shows a hint and no more.
    UNCLEAR
  }

  /// A word of a caption beside what one voter saw.
  ///
  /// @param word as the caption writes it
  /// @param at its first character in the caption
  /// @param denied whether the caption says that it is not so
  /// @param units that make it
  /// @param clearest how clearly they were seen together at best, 0..1
  /// @param atMicros when that was
  public record Seen(
      String word,
      int at,
      boolean denied,
      List<Integer> units,
      double clearest,
      long atMicros,
      VoterId by,
      Verdict verdict) {
    public Seen {
      units = List.copyOf(units);
    }
  }

  /// Each word of a caption that a voter's tracks can speak to; none where no track knows its
  /// units.
  public static List<Seen> in(String caption, List<FrameTracks.Followed> followed) {
    var all = new ArrayList<Seen>();
    if (followed.isEmpty()) {
      return all;
    }
    int deniedTo = -1;
    var bare = Bare.of(caption);
    for (var found : WORDS.in(bare.text())) {
      if (found.name().equals(NOT)) {
        deniedTo = end(bare.text(), found.end());
        continue;
      }
      if (found.name().equals(FILLER)) {
        continue; // such as one that only stands beside another once that is gone
      }
      boolean denied = found.at() < deniedTo;
      var units = Stream.of(found.name().split("\\+", -1)).map(Integer::valueOf).toList();
      for (var one : followed) {
        var tracks = units.stream().flatMap(unit -> of(one, unit)).toList();
        if (tracks.size() == units.size()) {
          all.add(seen(bare.said(found), bare.at(found.at()), denied, units, tracks, one.voter()));
        }
      }
    }
    return List.copyOf(all);
  }

  /// A caption without its fillers.
  ///
  /// @param caption as it was written
  /// @param text what is left
  /// @param places of its characters in the caption
  private record Bare(String caption, String text, List<Integer> places) {
    static Bare of(String caption) {
      var text = new StringBuilder();
      var places = new ArrayList<Integer>();
      int from = 0;
      for (var found : WORDS.in(caption)) {
        if (found.name().equals(FILLER)) {
          keep(caption, from, found.at(), text, places);
          boolean spaced = found.end() < caption.length() && caption.charAt(found.end()) == ' ';
          from = spaced ? found.end() + 1 : found.end();
        }
      }
      keep(caption, from, caption.length(), text, places);
      return new Bare(caption, text.toString(), places);
    }

    private static void keep(
        String caption, int from, int to, StringBuilder text, List<Integer> places) {
      for (int i = from; i < to; i++) {
        text.append(caption.charAt(i));
        places.add(i);
      }
    }

    int at(int place) {
      return places.get(place);
    }

    /// What was found, with the fillers between its parts.
    String said(CueWords.Found found) {
      return caption.substring(at(found.at()), at(found.end() - 1) + 1);
    }
  }

  /// Where what a "not" denies ends: at the clause's end, and not far off.
  private static int end(String caption, int from) {
    int far = Math.min(caption.length(), from + REACH);
    for (int i = from; i < far; i++) {
      if (",.;:!?，。；：！？、".indexOf(caption.charAt(i)) >= 0) {
        return i;
      }
    }
    return far;
  }

  private static Stream<FrameTrack> of(FrameTracks.Followed followed, int unit) {
    return followed.tracks().stream()
        .filter(track -> track.measure().equals(Measure.unit(unit)) && track.says());
  }

  private static Seen seen(
      String word,
      int place,
      boolean denied,
      List<Integer> units,
      List<FrameTrack> tracks,
      VoterId by) {
    var first = tracks.getFirst();
    float clearest = 0;
    float height = 0; // of that very frame, which decides between frames alike
    long at = 0;
    for (int i = 0; i < first.size(); i++) {
      float together = together(tracks, i);
      float here = 1;
      for (var track : tracks) {
        here = Math.min(here, i < track.size() ? value(track, i) : 0);
      }
      if (together > clearest || (together == clearest && together > 0 && here > height)) {
        clearest = together;
        height = here;
        at = first.micros(i);
      }
    }
    boolean fits = denied ? clearest < UNSEEN : clearest >= SEEN;
    boolean against = denied ? clearest >= SEEN : clearest < UNSEEN;
    return new Seen(
        word,
        place,
        denied,
        units,
        clearest,
        at,
        by,
        fits ? Verdict.FITS : against ? Verdict.AGAINST : Verdict.UNCLEAR);
  }

  /// Whether a voter sees all of these units in one frame of a clip.
  ///
  /// @param units by number
  public static boolean showTogether(FrameTracks.Followed followed, Collection<Integer> units) {
    var tracks = new ArrayList<FrameTrack>();
    for (int unit : units) {
      of(followed, unit).findFirst().ifPresent(tracks::add);
    }
    return tracks.size() == units.size()
        && !tracks.isEmpty()
        && IntStream.range(0, tracks.getFirst().size()).anyMatch(i -> together(tracks, i) >= SEEN);
  }

  /// How clearly all tracks show their units in a frame; 0 where one has no such frame.
  private static float together(List<FrameTrack> tracks, int frame) {
    float together = 1;
    for (var track : tracks) {
      together = Math.min(together, frame < track.size() ? middle(track, frame) : 0);
    }
    return together;
  }

  /// The middle of a frame and its neighbours; where there is no frame or no face is 0.
  private static float middle(FrameTrack track, int at) {
    float here = value(track, at);
    if (track.size() < 3) {
      return here;
    }
    float before = at == 0 ? 0 : value(track, at - 1);
    float after = at == track.size() - 1 ? 0 : value(track, at + 1);
    return Math.max(Math.min(before, here), Math.min(Math.max(before, here), after));
  }

  private static float value(FrameTrack track, int at) {
    float value = track.value(at);
    return Float.isNaN(value) ? 0 : value;
  }
}
