package undertone.engine.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.corpora.LabelScheme;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.manifest.Tally;
import undertone.engine.refinement.Ballot;
import undertone.engine.refinement.RefinementClip;

/// The clips of a table as a bench sees them: votes, truth, and which truths are revealed.
///
/// @param rows of the table, in order
/// @param clips the same, as refinement takes them
/// @param firstChoice what the source itself would have said, by clip
/// @param truths gold labels of clips that are measured, by clip id
/// @param simulatedAnnotators who vote instead of an anonymous crowd; 0 = none
record BenchTable(
    LabelScheme scheme,
    List<ClipRow> rows,
    List<RefinementClip> clips,
    Map<String, String> firstChoice,
    Map<String, String> truths,
    int simulatedAnnotators) {

  /// With nothing revealed yet.
  static BenchTable read(RefineBenchOptions options) {
    return of(options.slice().read(), options);
  }

  /// With nothing revealed yet.
  static BenchTable of(TableSlice.Content content, RefineBenchOptions options) {
    var slice = options.slice();
    var scheme = content.scheme();
    var rows = content.rows();
    mustHaveGroup(rows, options.group());
    var random = new Random(options.seed());
    var clips = new ArrayList<RefinementClip>();
    var firstChoice = new HashMap<String, String>();
    var truths = new HashMap<String, String>();
    var simulated = simulated(rows, options, slice, scheme);
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      var ballots =
          options.annotators().ofGold()
              ? new ArrayList<Ballot>()
              : ballots(row, options, slice::counts, scheme, random, simulated == null);
      if (simulated != null) {
        ballots.addAll(simulated.ballots(i, scheme));
      }
      clips.add(RefinementClip.voted(row.name(), group(row, options.group()), ballots));
      var first = first(ballots, random);
      if (first != null) {
        firstChoice.put(row.name(), first);
      }
      if (row.gold() != null && !ballots.isEmpty()) {
        truths.put(row.name(), row.gold());
      }
    }
    return new BenchTable(
        scheme, rows, clips, firstChoice, truths, simulated == null ? 0 : options.simulated());
  }

  /// Annotators in place of an anonymous crowd; null = the crowd votes itself.
  private static @Nullable SimulatedVoters simulated(
      List<ClipRow> rows, RefineBenchOptions options, TableSlice slice, LabelScheme scheme) {
    boolean ofGold = options.annotators().ofGold();
    boolean crowd = slice.counts(Tally.VOTER) && rows.stream().anyMatch(r -> r.tally() != null);
    return (crowd || ofGold) && options.simulated() > 0
        ? SimulatedVoters.of(
            ofGold ? gold(rows, scheme, options.simulated()) : TableSlice.counts(rows, scheme),
            options.simulated(),
            options.sampleVotes(),
            options.annotators(),
            options.seed())
        : null;
  }

  /// As if a crowd of one mind had voted for the gold label of each clip.
  private static int[][] gold(List<ClipRow> rows, LabelScheme scheme, int people) {
    var counts = new int[rows.size()][scheme.labels().size()];
    for (int i = 0; i < counts.length; i++) {
      int label = scheme.indexOf(Objects.requireNonNullElse(rows.get(i).gold(), ""));
      if (label >= 0) {
        counts[i][label] = people;
      }
    }
    return counts;
  }

  /// With the gold of these clips as if a curator had confirmed it; they are no longer measured.
  BenchTable revealing(Set<String> names) {
    var open = new ArrayList<RefinementClip>();
    for (int i = 0; i < clips.size(); i++) {
      var clip = clips.get(i);
      var label = names.contains(clip.id()) ? rows.get(i).gold() : clip.confirmed();
      open.add(
          new RefinementClip(
              clip.id(), clip.group(), clip.ballots(), label, clip.trusted(), clip.rejected()));
    }
    var left = new HashMap<>(truths);
    left.keySet().removeAll(names);
    return new BenchTable(scheme, rows, open, firstChoice, left, simulatedAnnotators);
  }

  /// Measured on these clips only.
  BenchTable measuring(Predicate<String> names) {
    var measured = new HashMap<>(truths);
    measured.keySet().removeIf(names.negate());
    return new BenchTable(scheme, rows, clips, firstChoice, measured, simulatedAnnotators);
  }

  /// Clips with gold by group, groups in the order of a seed.
  List<List<String>> goldGroups(long seed) {
    var groups = new TreeMap<String, List<String>>();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).gold() != null) {
        groups.computeIfAbsent(clips.get(i).group(), _ -> new ArrayList<>()).add(clips.get(i).id());
      }
    }
    var order = new ArrayList<>(groups.keySet());
    Collections.shuffle(order, new Random(seed));
    return order.stream().map(group -> groups.getOrDefault(group, List.of())).toList();
  }

  /// A misspelt column would quietly make every clip a group of its own.
  static void mustHaveGroup(List<ClipRow> rows, @Nullable String group) {
    if (group != null && rows.stream().allMatch(row -> column(row, group) == null)) {
      throw new IllegalArgumentException(
          "No clip has a column \"%s\" to group by; name a column of %s."
              .formatted(group, TableSlice.TABLE));
    }
  }

  /// What folds never cut.
  ///
  /// @param group a column; null = the conversation, else the speaker
  static String group(ClipRow row, @Nullable String group) {
    if (group == null) {
      return row.group().orElse(row.name());
    }
    return Objects.requireNonNullElse(column(row, group), row.name());
  }

  private static @Nullable String column(ClipRow row, String name) {
    return switch (name) {
      case "speaker" -> row.speaker();
      case "conversation" -> row.conversation();
      default -> row.metadata().get(name);
    };
  }

  private static List<Ballot> ballots(
      ClipRow row,
      RefineBenchOptions options,
      Predicate<String> counts,
      LabelScheme scheme,
      Random random,
      boolean crowd) {
    var ballots = new ArrayList<Ballot>();
    row.opinions()
        .forEach((voter, opinion) -> {
          if (counts.test(voter)) {
            var held = known(opinion.candidates(options.topK()), scheme);
            ballots.add(opinion.ranked() ? Ballot.ranked(voter, held) : Ballot.of(voter, held));
          }
        });
    var tally = row.tally();
    if (crowd && tally != null && counts.test(Tally.VOTER)) {
      TableSlice.sampled(tally.counts(), options.sampleVotes(), random)
          .forEach((label, people) -> {
            if (people >= options.minVotes() && scheme.indexOf(label) >= 0) {
              ballots.add(new Ballot(Tally.VOTER, CandidateSet.of(label), false, people));
            }
          });
    }
    return ballots;
  }

  private static CandidateSet known(CandidateSet held, LabelScheme scheme) {
    return new CandidateSet(held.labels().stream().filter(l -> scheme.indexOf(l) >= 0).toList());
  }

  /// What the source itself says first: the first of a ranking, the most votes, the single
  /// candidate; ties and sets without order are split by the seed.
  private static @Nullable String first(List<Ballot> ballots, Random random) {
    var weights = new TreeMap<String, Double>();
    for (var ballot : ballots) {
      var held = ballot.held().labels();
      if (ballot.ordered() && !held.isEmpty()) {
        weights.merge(held.getFirst(), (double) ballot.times(), Double::sum);
      } else {
        held.forEach(l -> weights.merge(l, (double) ballot.times() / held.size(), Double::sum));
      }
    }
    if (weights.isEmpty()) {
      return null;
    }
    double most = Collections.max(weights.values());
    var best =
        weights.entrySet().stream()
            .filter(e -> e.getValue() == most)
            .map(Map.Entry::getKey)
            .toList();
    return best.get(random.nextInt(best.size()));
  }
}
