package undertone.engine.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import undertone.engine.refinement.Checkpoints;
import undertone.engine.refinement.ClipOutcome;
import undertone.engine.refinement.FeatureTable;
import undertone.engine.refinement.RefinementClip;
import undertone.engine.refinement.RefinementInput;
import undertone.engine.refinement.RefinementResult;
import undertone.engine.refinement.RunListener;

/// A corpus that has grown: a run that knew fewer clips, one from scratch on all of them, and one
/// on all of them that goes on from the first.
final class CorpusGrowth {
  private final DescribedTable described;
  private final RefineBenchOptions options;
  private final Set<String> fresh;

  /// @param newClips the earlier run did not know so many, whole groups by the seed
  CorpusGrowth(DescribedTable described, RefineBenchOptions options, int newClips) {
    if (options.gold() > 0) {
      throw new IllegalArgumentException(
          "Growth is measured without confirmed clips; leave --gold out.");
    }
    this.described = described;
    this.options = options;
    fresh = fresh(described.table().clips(), newClips, options.seed());
  }

  private static Set<String> fresh(List<RefinementClip> clips, int wanted, long seed) {
    if (wanted < 1 || wanted >= clips.size()) {
      throw new IllegalArgumentException(
          "Of %d clips 1 to %d can be new, not %d."
              .formatted(clips.size(), clips.size() - 1, wanted));
    }
    var groups = new TreeMap<String, List<String>>();
    clips.forEach(c -> groups.computeIfAbsent(c.group(), _ -> new ArrayList<>()).add(c.id()));
    var order = new ArrayList<>(groups.values());
    Collections.shuffle(order, new Random(seed));
    var fresh = new HashSet<String>();
    for (var group : order) {
      if (fresh.size() < wanted) {
        fresh.addAll(group);
      }
    }
    if (fresh.size() == clips.size()) {
      throw new IllegalArgumentException(
          "All clips would be new; name a --group of fewer clips, or fewer new clips.");
    }
    return fresh;
  }

  DescribedTable described() {
    return described;
  }

  Map<String, Object> figures() {
    var all = described.input();
    var before = Checkpoints.inMemory();
    var earlier = run(known(all), before);
    long began = System.nanoTime();
    var goneOn = run(all, Checkpoints.inMemory().goingOnFrom(before));
    long between = System.nanoTime(); // what is warm by now favours the run from scratch
    var scratch = run(all, Checkpoints.inMemory());
    long ended = System.nanoTime();

    var metrics = new LinkedHashMap<String, Object>();
    metrics.put("newClips", fresh.size());
    metrics.put("goingOnSeconds", (between - began) / 1e9);
    metrics.put("scratchSeconds", (ended - between) / 1e9);
    metrics.put("secondsShare", (double) (between - began) / (ended - between));
    metrics.put("scratch", beside(earlier, scratch));
    metrics.put("goingOn", beside(earlier, goneOn));
    return metrics;
  }

  private RefinementResult run(RefinementInput input, Checkpoints checkpoints) {
    return DescribedTable.refine(options, input, checkpoints, RunListener.SILENT);
  }

  private RefinementInput known(RefinementInput all) {
    var rows =
        IntStream.range(0, all.clips().size())
            .filter(i -> !fresh.contains(all.clips().get(i).id()))
            .toArray();
    var faces = all.faces();
    return new RefinementInput(
        all.labels(),
        IntStream.of(rows).mapToObj(all.clips()::get).toList(),
        FeatureTable.of(IntStream.of(rows).mapToObj(all.features()::row).toArray(float[][]::new)),
        faces == null ? null : faces.of(rows));
  }

  /// Its own figures on all clips, and what became of what the earlier run had said.
  private Map<String, Object> beside(RefinementResult earlier, RefinementResult later) {
    var now = new HashMap<String, ClipOutcome>();
    later.clips().forEach(outcome -> now.put(outcome.clip(), outcome));
    int labels = 0;
    int proposals = 0;
    int kept = 0;
    for (var then : earlier.clips()) {
      var outcome = now.get(then.clip());
      if (outcome == null) {
        throw new IllegalStateException("Bug: a run lost clip " + then.clip());
      }
      boolean same = then.proposed().equals(outcome.proposed());
      labels += same ? 1 : 0;
      if (proposes(then)) {
        proposals++;
        kept += same && proposes(outcome) ? 1 : 0;
      }
    }
    var figures = RefineFigures.of(described.table(), later);
    figures.put("sameLabel", (double) labels / earlier.clips().size());
    figures.put("proposals", proposals);
    figures.put("sameProposal", proposals == 0 ? null : (double) kept / proposals);
    return figures;
  }

  /// Whether a curator would be asked about the clip.
  private boolean proposes(ClipOutcome outcome) {
    var leading = described.table().firstChoice().get(outcome.clip());
    boolean adds = outcome.flagged() && !outcome.original().contains(outcome.proposed());
    return outcome.corrects(leading) || (leading != null && adds && !outcome.sure());
  }
}
