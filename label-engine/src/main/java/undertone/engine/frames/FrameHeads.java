package undertone.engine.frames;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import undertone.corpora.track.FrameTrack;
import undertone.corpora.track.Measure;

/// What, beside expressions, a network of frames was taught, and so may speak of.
///
/// @param valence whether it was
/// @param arousal whether it was
/// @param units numbers of action units, rising
public record FrameHeads(boolean valence, boolean arousal, List<Integer> units) {
  private static final long REACH_MICROS = 200_000; // from a frame to what tells of it
  private static final double ACTIVE = .5;
  private static final int FEWEST = 8; // frames of either kind
  private static final double LEAST_SPREAD = .02; // of valence or arousal

  public FrameHeads {
    units = List.copyOf(units);
  }

  /// What the films of some lessons teach: a unit that is never seen or always, and an affect that
  /// never changes, teach nothing.
  static FrameHeads of(List<? extends Taught> clips) {
    var all = new FrameHeads(true, true, units(clips));
    var truths = all.truths(clips);
    var units = new ArrayList<Integer>();
    for (int a = 0; a < all.units.size(); a++) {
      if (count(truths, a, 1) >= FEWEST && count(truths, a, 0) >= FEWEST) {
        units.add(all.units.get(a));
      }
    }
    return new FrameHeads(
        changes(truths, FrameTruth::valence), changes(truths, FrameTruth::arousal), units);
  }

  /// The same of a network that has no head for units.
  static FrameHeads ofAffect(List<? extends Taught> clips) {
    var truths = new FrameHeads(true, true, List.of()).truths(clips);
    return new FrameHeads(
        changes(truths, FrameTruth::valence), changes(truths, FrameTruth::arousal), List.of());
  }

  private List<FrameTruth> truths(List<? extends Taught> clips) {
    return clips.stream().flatMap(clip -> truths(clip).stream()).toList();
  }

  private static List<Integer> units(List<? extends Taught> clips) {
    var units = new TreeSet<Integer>();
    clips.stream()
        .flatMap(clip -> clip.lesson().tracks().stream())
        .forEach(track -> track.measure().unit().ifPresent(units::add));
    return List.copyOf(units);
  }

  private static long count(List<FrameTruth> truths, int unit, int state) {
    return truths.stream().filter(truth -> truth.units().get(unit) == state).count();
  }

  private static boolean changes(List<FrameTruth> truths, ToDoubleFunction<FrameTruth> of) {
    var known = truths.stream().mapToDouble(of).filter(value -> value >= -1).toArray();
    double sum = 0;
    double squares = 0;
    for (double value : known) {
      sum += value;
      squares += value * value;
    }
    double mean = sum / known.length;
    return known.length >= 2 * FEWEST
        && squares / known.length - mean * mean > LEAST_SPREAD * LEAST_SPREAD;
  }

  /// Outputs that the network has for units, of which one may be there that nobody hears.
  int outputs() {
    return Math.max(1, units.size());
  }

  /// What is known of every frame of a clip, units in the order of [#units].
  List<FrameTruth> truths(Taught clip) {
    var tracks =
        clip.lesson().tracks().stream()
            .collect(Collectors.toMap(FrameTrack::measure, Function.identity()));
    var truths = new ArrayList<FrameTruth>();
    for (int t = 0; t < clip.size(); t++) {
      long micros = clip.micros(t);
      truths.add(
          new FrameTruth(
              clip.lesson().label(),
              valence ? affect(clip.lesson(), tracks, Measure.VALENCE, micros) : FrameTruth.UNKNOWN,
              arousal ? affect(clip.lesson(), tracks, Measure.AROUSAL, micros) : FrameTruth.UNKNOWN,
              units.stream().map(unit -> state(tracks, unit, micros)).toList()));
    }
    return truths;
  }

  private static double affect(
      FrameLesson lesson, Map<Measure, FrameTrack> tracks, Measure measure, long micros) {
    float value = at(tracks.get(measure), micros);
    return Float.isNaN(value) ? lesson.whole().getOrDefault(measure, FrameTruth.UNKNOWN) : value;
  }

  private static int state(Map<Measure, FrameTrack> tracks, int unit, long micros) {
    float value = at(tracks.get(Measure.unit(unit)), micros);
    return Float.isNaN(value) ? -1 : value >= ACTIVE ? 1 : 0;
  }

  /// The value nearest in time; NaN where there is none.
  private static float at(@Nullable FrameTrack track, long micros) {
    if (track == null) {
      return Float.NaN;
    }
    int low = 0; // the last time that is not later, or the first of all
    int high = track.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (track.micros(middle) <= micros) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    int next = Math.min(low + 1, track.size() - 1);
    int nearest =
        Math.abs(track.micros(next) - micros) < Math.abs(track.micros(low) - micros) ? next : low;
    return Math.abs(track.micros(nearest) - micros) <= REACH_MICROS
        ? track.value(nearest)
        : Float.NaN;
  }
}
