package undertone.engine.refinement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import undertone.engine.refinement.EarlierRunException.Why;

/// What an earlier run has learned, read whole before anything of it is used.
///
/// A clip keeps its fold, and so does its group: networks that saw a group never judge it, however
/// many runs ago they saw it.
final class EarlierRun {
  private final Ground ground;
  private final List<FoldState> folds;
  private final byte[] hash;

  private EarlierRun(Ground ground, List<FoldState> folds, byte[] hash) {
    this.ground = ground;
    this.folds = folds;
    this.hash = hash;
  }

  /// The run that these checkpoints go on from; null = they start from scratch.
  ///
  /// @throws EarlierRunException if it left nothing whole
  static @Nullable EarlierRun of(Checkpoints checkpoints) {
    var earlier = checkpoints.earlier().orElse(null);
    if (earlier == null) {
      return null;
    }
    var ground = ground(earlier);
    var hash = new RunHash().add(read(earlier, Ground.PIECE));
    var folds = new ArrayList<FoldState>();
    for (int f = 0; f < ground.folds; f++) {
      var piece = FoldState.piece(f);
      var bytes = read(earlier, piece);
      hash.add(bytes);
      folds.add(
          FoldState.decode(bytes, ground.of)
              .orElseThrow(() -> new EarlierRunException(Why.GONE, piece, "")));
    }
    return new EarlierRun(ground, folds, hash.bytes());
  }

  private static Ground ground(Checkpoints earlier) {
    return Ground.decode(read(earlier, Ground.PIECE))
        .orElseThrow(() -> new EarlierRunException(Why.GONE, Ground.PIECE, ""));
  }

  private static byte[] read(Checkpoints earlier, String piece) {
    return earlier.read(piece).orElseThrow(() -> new EarlierRunException(Why.GONE, piece, ""));
  }

  /// Ids of clips whose settled label some network of the earlier run, or of those before it, was
  /// told; none for a run from scratch.
  static Set<String> told(Checkpoints checkpoints) {
    return checkpoints.earlier().stream()
        .flatMap(earlier -> ground(earlier).clips.stream())
        .filter(Ground.Known::told)
        .map(Ground.Known::id)
        .collect(Collectors.toSet());
  }

  /// @throws EarlierRunException naming what differs
  /// @param net sizes of the networks that are to go on
  void mustFit(List<String> labels, RefinementPlan plan, int width, String net) {
    same(Why.LABELS, String.join(", ", ground.labels), String.join(", ", labels));
    same(Why.WAY, ground.way, Ground.way(plan));
    same(Why.FOLDS, ground.foldsAsked, plan.folds());
    same(Why.FEATURES, ground.space.width(), width);
    same(
        Why.NETWORKS,
        "%d x %s of %d components".formatted(ground.members, ground.net, ground.components),
        "%d x %s of %d components".formatted(plan.members(), net, plan.components()));
  }

  private static void same(Why why, Object then, Object now) {
    if (!then.equals(now)) {
      throw new EarlierRunException(why, then, now);
    }
  }

  /// @return fold of each clip `[N]`
  /// @throws EarlierRunException if clips of one group were in different folds
  int[] folds(List<RefinementClip> clips, SplittableRandom random) {
    var ofClip = new HashMap<String, Integer>();
    var bound = new TreeMap<String, Set<Integer>>();
    for (var known : ground.clips) {
      ofClip.put(known.id(), known.fold());
      bound.computeIfAbsent(known.group(), _ -> new TreeSet<>()).add(known.fold());
    }
    for (var clip : clips) {
      var fold = ofClip.get(clip.id());
      if (fold != null) {
        bound.computeIfAbsent(clip.group(), _ -> new TreeSet<>()).add(fold);
      }
    }
    var groups = new HashMap<String, Integer>();
    for (var clip : clips) {
      var of = bound.getOrDefault(clip.group(), Set.of());
      if (of.size() > 1) {
        throw new EarlierRunException(Why.GROUPS, clip.group(), "");
      }
      of.forEach(fold -> groups.put(clip.group(), fold));
    }
    return Folds.of(
        clips.stream().map(RefinementClip::group).toList(), ground.folds, groups, random);
  }

  int folds() {
    return ground.folds;
  }

  FeatureSpace space() {
    return ground.space;
  }

  FoldState fold(int fold) {
    return folds.get(fold);
  }

  byte[] hash() {
    return hash.clone();
  }

  /// Where each clip of then stands now; -1 = gone, or no longer told the same.
  ///
  /// @param like hash of each clip now, by id
  int[] rowNow(List<RefinementClip> clips, List<String> like) {
    var rows = new HashMap<String, Integer>();
    for (int i = 0; i < clips.size(); i++) {
      rows.put(clips.get(i).id(), i);
    }
    var now = new int[ground.clips.size()];
    Arrays.fill(now, -1);
    for (int then = 0; then < now.length; then++) {
      var known = ground.clips.get(then);
      var row = rows.get(known.id());
      if (row != null && like.get(row).equals(known.like())) {
        now[then] = row;
      }
    }
    return now;
  }

  /// The clips of a run, and after them those that only earlier runs knew.
  static List<Ground.Known> known(
      @Nullable EarlierRun earlier,
      List<RefinementClip> clips,
      int[] fold,
      int[] settled,
      List<String> like) {
    Map<String, Ground.Known> before = new HashMap<>();
    if (earlier != null) {
      earlier.ground.clips.forEach(known -> before.put(known.id(), known));
    }
    var known = new ArrayList<Ground.Known>();
    var present = new HashSet<String>();
    for (int i = 0; i < fold.length; i++) {
      var clip = clips.get(i);
      var then = before.get(clip.id());
      boolean told = settled[i] >= 0 || (then != null && then.told());
      known.add(new Ground.Known(clip.id(), clip.group(), fold[i], told, like.get(i)));
      present.add(clip.id());
    }
    before.values().stream()
        .filter(then -> !present.contains(then.id()))
        .sorted(Comparator.comparing(Ground.Known::id))
        .forEach(then ->
            known.add(new Ground.Known(then.id(), then.group(), then.fold(), then.told(), "")));
    return known;
  }
}
