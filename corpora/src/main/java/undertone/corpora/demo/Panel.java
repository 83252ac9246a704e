package undertone.corpora.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;

/// What the simulated annotators say about the takes.
///
/// A fifth of the clips has no votes yet, so that the queue has work; the others have two to five.
/// Of the voted clips a fixed share is *misread*: everybody sees the emotion a clip opens with, or
/// its nearest lookalike, and nobody holds the truth possible. Real label noise is like that:
/// people who look at the same face err together. Which clips are misread is drawn, the subtle and
/// the mixed ones first. In all other clips at least one annotator holds the truth possible.
final class Panel {

  /// Share of voted clips whose truth is in nobody's candidate set.
  static final double MISREAD = 0.18;

  private static final double WITHOUT_VOTES = 0.19;
  private static final int[] PANEL_SIZES = {2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 5};

  private Panel() {}

  /// The votes on each take, in the order of the takes; empty where nobody has voted.
  static List<Map<SimulatedAnnotator, CandidateSet>> votes(List<Take> takes, long seed) {
    var random = new SplittableRandom(seed ^ 0x70616E656CL);
    var shuffled = new ArrayList<>(takes);
    Collections.shuffle(shuffled, Random.from(random));
    int waiting = (int) Math.round(WITHOUT_VOTES * takes.size());
    var voted = shuffled.subList(waiting, shuffled.size());
    var misread = misread(voted, random);

    var ballots = new LinkedHashMap<Take, Map<SimulatedAnnotator, CandidateSet>>();
    for (var take : voted) {
      ballots.put(take, ballot(take, misread.contains(take), take.random("panel")));
    }
    return takes.stream().map(take -> ballots.getOrDefault(take, Map.of())).toList();
  }

  private static Set<Take> misread(List<Take> voted, SplittableRandom random) {
    var left = new ArrayList<>(voted);
    var misread = new HashSet<Take>();
    int wanted = (int) Math.round(MISREAD * voted.size());
    while (misread.size() < wanted) {
      double draw = random.nextDouble() * left.stream().mapToDouble(Panel::difficulty).sum();
      int at = 0;
      while (at < left.size() - 1 && (draw -= difficulty(left.get(at))) > 0) {
        at++;
      }
      misread.add(left.remove(at));
    }
    return misread;
  }

  // How easily a clip is misread: mixed feelings, faint ones, and a face without words.
  private static double difficulty(Take take) {
    double easy = take.line().emotion() == Emotion.HAPPINESS ? 0.1 : 0.3;
    return easy
        + (take.line().opens() == null ? 0 : 1.2)
        + 1.5 * (1 - take.intensity())
        + (take.line().text().isEmpty() ? 0.3 : 0);
  }

  private static Map<SimulatedAnnotator, CandidateSet> ballot(
      Take take, boolean misread, SplittableRandom random) {
    var truth = take.line().emotion();
    var apparent = misread ? seeming(take) : truth;
    var unseen = misread ? truth : null;
    var present = new ArrayList<>(Arrays.asList(SimulatedAnnotator.values()));
    Collections.shuffle(present, Random.from(random));
    int size = PANEL_SIZES[random.nextInt(PANEL_SIZES.length)];
    var votes = new EnumMap<SimulatedAnnotator, CandidateSet>(SimulatedAnnotator.class);
    for (var annotator : present.subList(0, size)) {
      votes.put(annotator, annotator.vote(apparent, unseen, random));
    }
    boolean found = votes.values().stream().anyMatch(set -> set.contains(truth.id()));
    if (!misread && !found) {
      // Habits alone must not decide what is misread: the last to come looks again.
      votes.computeIfPresent(
          present.get(size - 1), (_, set) -> CandidateSet.of(truth.id()).union(set));
    }
    return votes;
  }

  private static Emotion seeming(Take take) {
    @Nullable Emotion opens = take.line().opens();
    return opens != null ? opens : SimulatedAnnotator.lookalikes(take.line().emotion()).getFirst();
  }
}
