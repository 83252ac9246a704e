package undertone.engine.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Right labels against confirmed clips.
final class LearningCurve {
  private static final int MEASURED_PART = 3; // every third group is measured and never revealed

  private final DescribedTable described;
  private final RefineBenchOptions options;
  private final CurvePlan asked;
  private final Set<String> measured = new HashSet<>();

  LearningCurve(DescribedTable described, RefineBenchOptions options, CurvePlan asked) {
    this.described = described;
    this.options = options;
    this.asked = asked;
    var groups = described.table().goldGroups(options.seed());
    for (int g = 0; g < groups.size(); g += MEASURED_PART) {
      measured.addAll(groups.get(g));
    }
  }

  /// One object per method, policy and number of clips.
  List<Map<String, Object>> points() {
    var points = new ArrayList<Map<String, Object>>();
    for (var policy : asked.policies()) {
      for (int gold : asked.golds()) {
        if (gold == 0 && policy != asked.policies().getFirst()) {
          continue; // nothing is chosen, so the first policy has said it
        }
        var revealing = options.revealing(gold, policy);
        var chosen = described.choose(revealing, name -> !measured.contains(name));
        var table = described.revealing(chosen).measuring(measured::contains);
        table.mustMeasure(options);
        for (var method : asked.methods()) {
          points.add(point(table, revealing.by(method), chosen.size()));
        }
      }
    }
    return points;
  }

  private static Map<String, Object> point(
      DescribedTable table, RefineBenchOptions options, int confirmed) {
    var figures = RefineFigures.of(table.table(), table.refine(options));
    var point = new LinkedHashMap<String, Object>();
    point.put("method", options.method());
    point.put("policy", options.policy().written());
    point.put("gold", options.gold());
    point.put("confirmed", confirmed);
    for (var name : List.of("accuracyBefore", "accuracyAfter", "aurocNoise", "ece")) {
      point.put(name, figures.getOrDefault(name, Double.NaN));
    }
    return point;
  }
}
