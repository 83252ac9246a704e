package undertone.engine.captions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.engine.refinement.Softmax;
import undertone.engine.voters.Choice;
import undertone.engine.voters.LikelySet;

/// Turns how near a clip lies to prompts of each label into the labels it may have, in any space
/// that clips and words share.
///
/// Where people settled clips enough, half of them calibrate the cosines, and by the other half
/// sets are made that miss the truth of one clip in ten. A settled clip is itself judged by other
/// settled clips alone, so what it is judged to be may be held against it.
///
/// Source: calibration and candidate sets as in [LabelCalibration] and [ConformalSets].
public final class PromptJudge {
  private static final double MISSED = .1; // share of clips whose set may miss the truth

  private final List<String> labels;
  private final ZeroShotLabels prompts;
  private final double scale;
  private final Judge usual;
  private final Map<String, Judge> ofSettled = new HashMap<>();
  private final int settledClips;

  /// Turns the cosines of a clip with each label `[K]` into labels held possible, the most probable
  /// first; null = it cannot say.
  private interface Judge {
    @Nullable CandidateSet of(double[] cosines);
  }

  /// @param scale by which cosines are multiplied while nothing is calibrated
  /// @param settled labels that people settled, by clip; those of other labels, and those of clips
  ///   that lie nowhere, count for nothing
  /// @param vectors of settled clips, of length 1 `[D]` each; others do no harm
  public PromptJudge(
      ZeroShotLabels prompts,
      double scale,
      Map<String, String> settled,
      Map<String, float[]> vectors) {
    this.prompts = prompts;
    this.scale = scale;
    labels = prompts.labels();
    var known = new TreeMap<String, String>(settled);
    known.keySet().retainAll(vectors.keySet());
    known.values().retainAll(Set.copyOf(labels));
    settledClips = known.size();
    var halves = List.<Map<String, String>>of(new TreeMap<>(), new TreeMap<>());
    int place = 0;
    for (var one : known.entrySet()) {
      halves.get(place++ % 2).put(one.getKey(), one.getValue());
    }
    usual = judge(known, vectors, LabelCalibration.ENOUGH);
    int enough = known.size() < LabelCalibration.ENOUGH ? Integer.MAX_VALUE : 1;
    var byOthers =
        List.of(judge(halves.get(1), vectors, enough), judge(halves.get(0), vectors, enough));
    for (int half = 0; half < 2; half++) {
      for (var clip : halves.get(half).keySet()) {
        ofSettled.put(clip, byOthers.get(half));
      }
    }
  }

  /// Labels that a clip may have, the most probable first; empty = nothing can be said.
  ///
  /// @param clip by which a settled one is known
  /// @param vector `[D]`, of length 1
  public Optional<CandidateSet> of(String clip, float[] vector) {
    return Optional.ofNullable(ofSettled.getOrDefault(clip, usual).of(prompts.cosines(vector)));
  }

  /// What its sets rest on: how many settled clips, whether those were enough to calibrate by, and
  /// which labels its words cannot tell apart.
  public Map<String, Object> basis() {
    return Map.of(
        "settled",
        settledClips,
        "calibrated",
        settledClips >= LabelCalibration.ENOUGH,
        "alike",
        prompts.alike());
  }

  /// By what is known of some clips, the cosines alone where that is less than enough.
  private Judge judge(Map<String, String> known, Map<String, float[]> vectors, int enough) {
    if (known.size() < enough) {
      return this::byCosinesAlone;
    }
    var cosines = List.of(new ArrayList<double[]>(), new ArrayList<double[]>());
    var truths = List.of(new ArrayList<Integer>(), new ArrayList<Integer>());
    int place = 0;
    for (var one : known.entrySet()) {
      int half = place++ % 2;
      cosines.get(half).add(prompts.cosines(vectors.getOrDefault(one.getKey(), new float[0])));
      truths.get(half).add(labels.indexOf(one.getValue()));
    }
    var calibration = LabelCalibration.fit(rows(cosines.get(0)), ints(truths.get(0)));
    var sets =
        ConformalSets.fit(
            cosines.get(1).stream().map(calibration::probabilities).toArray(double[][]::new),
            ints(truths.get(1)),
            MISSED);
    return of -> {
      var p = calibration.probabilities(of);
      var held = sets.propose(p);
      held.set(likeliest(p).getFirst()); // a set of none would say that no label fits
      return held.cardinality() == labels.size()
          ? null
          : new CandidateSet(likeliest(p).stream().filter(held::get).map(labels::get).toList());
    };
  }

  /// Ranked rather than weighed: what such probabilities are worth, nobody has measured.
  private CandidateSet byCosinesAlone(double[] cosines) {
    var scores = new double[cosines.length];
    for (int c = 0; c < scores.length; c++) {
      scores[c] = scale * cosines[c];
    }
    var p = Softmax.of(scores);
    var held =
        LikelySet.of(likeliest(p).stream().map(c -> new Choice(labels.get(c), p[c])).toList());
    return held.size() == labels.size() // which would say nothing
        ? new CandidateSet(held.labels().subList(0, held.size() - 1))
        : held;
  }

  private static List<Integer> likeliest(double[] p) {
    return IntStream.range(0, p.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer c) -> p[c]).reversed())
        .toList();
  }

  private static double[][] rows(List<double[]> rows) {
    return rows.toArray(double[][]::new);
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
