package undertone.corpora.vote;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import undertone.corpora.VoterId;

/// Everybody who has said something of a clip, each with one seat: people together, and every
/// machine for itself.
///
/// The seats are compared by what they say of the labels, so that twenty people do not outweigh a
/// machine and many machines do not count as many people. Their disagreement is the mean
/// Kullback-Leibler divergence of a seat from the mean of all (McCallum and Nigam, "Employing EM
/// and Pool-Based Active Learning for Text Classification", 1998, section 3.1), divided by its
/// largest value, the logarithm of the number of seats.
///
/// @param people share of every label named by people and crowds; empty if nobody has said anything
/// @param voices how many people those are
/// @param machines the same of each machine that has said something
public record Council(
    Map<String, Double> people, int voices, Map<VoterId, Map<String, Double>> machines) {

  public Council {
    people = Map.copyOf(people);
    machines = Collections.unmodifiableMap(new LinkedHashMap<>(machines));
  }

  /// @param standing votes on one clip
  /// @param machines voters that are machines
  public static Council of(List<Vote> standing, Set<VoterId> machines) {
    var people = new HashMap<String, Double>();
    int voices = 0;
    var seats = new LinkedHashMap<VoterId, Map<String, Double>>();
    for (var vote : standing) {
      int weight = weight(vote);
      if (weight == 0) {
        continue;
      }
      if (machines.contains(vote.voter())) {
        var seat = new HashMap<String, Double>();
        spread(vote, seat);
        seats.put(vote.voter(), toShares(seat));
      } else {
        spread(vote, people);
        voices += weight;
      }
    }
    return new Council(toShares(people), voices, seats);
  }

  /// How many people stand behind a vote: of a crowd those who found a label.
  private static int weight(Vote vote) {
    return vote.tally().isEmpty()
        ? vote.candidates().isEmpty() ? 0 : 1
        : vote.tally().values().stream().mapToInt(Integer::intValue).sum();
  }

  /// A set counts once, spread evenly over its labels.
  private static void spread(Vote vote, Map<String, Double> counts) {
    if (!vote.tally().isEmpty()) {
      vote.tally().forEach((label, times) -> counts.merge(label, (double) times, Double::sum));
      return;
    }
    double each = 1.0 / vote.candidates().size();
    vote.candidates().labels().forEach(label -> counts.merge(label, each, Double::sum));
  }

  private static Map<String, Double> toShares(Map<String, Double> counts) {
    double all = counts.values().stream().mapToDouble(Double::doubleValue).sum();
    counts.replaceAll((_, count) -> count / all);
    return counts;
  }

  /// How far the seats are apart.
  ///
  /// @return 0 all say the same, or fewer than two say anything .. 1 no two name a common label
  public double disagreement() {
    var seats = new ArrayList<>(machines.values());
    if (!people.isEmpty()) {
      seats.add(people);
    }
    if (seats.size() < 2) {
      return 0;
    }
    var mean = new HashMap<String, Double>();
    seats.forEach(seat ->
        seat.forEach((label, share) -> mean.merge(label, share / seats.size(), Double::sum)));
    double divergence = 0;
    for (var seat : seats) {
      for (var named : seat.entrySet()) {
        double share = named.getValue();
        divergence += share * Math.log(share / mean.getOrDefault(named.getKey(), share));
      }
    }
    return Math.clamp(divergence / seats.size() / Math.log(seats.size()), 0, 1);
  }
}
