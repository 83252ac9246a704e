package undertone.engine.architecture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/// What weights learn from, and what the structure is judged by: speakers are never in both, unless
/// there is only one, or one has all clips but one: a clip alone has no batch.
///
/// @param weights places of the larger half
/// @param structure places of the other
record Halves(List<Integer> weights, List<Integer> structure) {

  Halves {
    weights = List.copyOf(weights);
    structure = List.copyOf(structure);
  }

  static Halves of(StreamClips clips, List<Integer> places, long seed) {
    var speakers = new TreeSet<String>();
    places.forEach(place -> speakers.add(clips.speaker(place)));
    var groups = new ArrayList<List<Integer>>();
    if (speakers.size() > 1) {
      speakers.forEach(
          speaker -> groups.add(clips.of(speaker).stream().filter(places::contains).toList()));
    } else {
      places.forEach(place -> groups.add(List.of(place)));
    }
    var halves = halves(groups, seed);
    if (halves.structure.size() > 1) {
      return halves;
    }
    return halves(places.stream().map(List::of).toList(), seed);
  }

  private static Halves halves(List<List<Integer>> speakers, long seed) {
    var groups = new ArrayList<>(speakers);
    Collections.shuffle(groups, new Random(seed));
    groups.sort(Comparator.comparingInt((List<Integer> group) -> group.size()).reversed());
    var halves = List.of(new ArrayList<Integer>(), new ArrayList<Integer>());
    for (var group : groups) {
      var smaller = halves.get(0).size() <= halves.get(1).size() ? halves.get(0) : halves.get(1);
      smaller.addAll(group);
    }
    boolean first = halves.get(0).size() >= halves.get(1).size();
    return new Halves(halves.get(first ? 0 : 1), halves.get(first ? 1 : 0));
  }
}
