package undertone.engine.refinement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Which clips a curator should settle next, so that the whole corpus gains most.
///
/// A clip is worth confirming when its label is in doubt, when many other clips resemble it, and
/// when its class has been confirmed seldom so far. Clips are taken one by one; each one taken
/// makes those that resemble it less worth asking about.
///
/// Source: expected error reduction by uncertainty times density (Settles & Craven 2008), greedily
/// diversified.
public final class NextToConfirm {
  private static final int COMPONENTS = 64;
  private static final int LIKE = 15; // clips that a confirmation tells something about
  private static final double TOLD = 0.6; // of a clip's doubt that one like it leaves
  private static final double COVERED = 10; // confirmed clips after which a class has half its pull

  private final double[] doubt; // 1 − p of the likeliest label [N]
  private final int[][] like; // [N] nearest clips, best first
  private final double[] density; // how many clips name it among their nearest [N]
  private final double[] rarity; // of the class it most likely has [N]

  private NextToConfirm(double[] doubt, int[][] like, double[] density, double[] rarity) {
    this.doubt = doubt;
    this.like = like;
    this.density = density;
    this.rarity = rarity;
  }

  /// @param p what is believed of each clip `[N,K]`
  /// @param features `[N,C]`
  /// @param confirmed label of clips already settled `[N]`, -1 = open
  public static NextToConfirm of(double[][] p, float[][] features, int[] confirmed) {
    int classes = p[0].length;
    var settled = new double[classes];
    for (int label : confirmed) {
      if (label >= 0) {
        settled[label]++;
      }
    }
    var near = new int[p.length][];
    var cosines = new float[p.length][];
    Neighbourhood.find(
        Evenness.unit(features), IntStream.range(0, p.length).toArray(), LIKE, near, cosines);
    var density = new double[p.length];
    Arrays.fill(density, 1);
    for (var named : near) {
      for (int other : named) {
        density[other]++;
      }
    }
    var doubt = new double[p.length];
    var rarity = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      for (int c = 0; c < classes; c++) {
        rarity[i] += p[i][c] / (1 + settled[c] / COVERED);
      }
      doubt[i] = confirmed[i] >= 0 ? 0 : 1 - Arrays.stream(p[i]).max().orElse(1);
    }
    return new NextToConfirm(doubt, near, density, rarity);
  }

  /// The clips to ask about after a run, best first.
  ///
  /// @param result of the run over `input`
  /// @param answerable ids of clips that may be asked about
  /// @param count so many clips, a group more or less
  /// @return ids
  public static List<String> after(
      RefinementInput input, RefinementResult result, Set<String> answerable, int count) {
    var labels = input.labels();
    var rows = new HashMap<String, Integer>();
    for (int i = 0; i < input.clips().size(); i++) {
      rows.put(input.clips().get(i).id(), i);
    }
    var p = new double[input.clips().size()][labels.size()];
    for (var outcome : result.clips()) {
      var row = rows.get(outcome.clip());
      if (row == null) {
        throw new IllegalArgumentException(
            "Bug: no clip %s was looked at.".formatted(outcome.clip()));
      }
      outcome.top().forEach(l -> p[row][labels.indexOf(l.label())] = l.probability());
    }
    var settled = new int[p.length];
    var barred = new boolean[p.length];
    for (int i = 0; i < p.length; i++) {
      var clip = input.clips().get(i);
      settled[i] = clip.confirmed() == null ? -1 : labels.indexOf(clip.confirmed());
      barred[i] = !answerable.contains(clip.id());
    }
    var order = IntStream.range(0, p.length).toArray();
    var space =
        FeatureSpace.of(input.features(), order, COMPONENTS, new Streams(0).of("next to confirm"));
    var next = of(p, space, settled);
    for (int i = 0; i < p.length; i++) {
      next.doubt[i] = barred[i] ? 0 : next.doubt[i];
    }
    return next.take(input.clips().stream().map(RefinementClip::group).toList(), count).stream()
        .map(i -> input.clips().get(i).id())
        .toList();
  }

  /// The clips to ask about, best first, clips of one group together as one question.
  ///
  /// @param groups group of each clip `[N]`
  /// @param count so many clips, a group more or less
  public List<Integer> take(List<String> groups, int count) {
    var members =
        IntStream.range(0, doubt.length)
            .boxed()
            .collect(Collectors.groupingBy(groups::get, TreeMap::new, Collectors.toList()));
    var left = doubt.clone();
    var taken = new ArrayList<Integer>();
    while (taken.size() < count && !members.isEmpty()) {
      Map.Entry<String, List<Integer>> best = members.firstEntry();
      double most = -1;
      for (var entry : members.entrySet()) {
        double worth =
            entry.getValue().stream()
                .mapToDouble(i -> left[i] * Math.sqrt(density[i]) * rarity[i])
                .average()
                .orElse(0);
        if (worth > most) {
          most = worth;
          best = entry;
        }
      }
      if (most <= 0) {
        return taken;
      }
      var asked = best.getValue(); // before it is removed: an entry of the tree lives on as another
      members.remove(best.getKey());
      for (int clip : asked) {
        if (doubt[clip] > 0) {
          taken.add(clip);
        }
        for (int other : like[clip]) {
          left[other] *= TOLD;
        }
      }
    }
    return taken;
  }
}
