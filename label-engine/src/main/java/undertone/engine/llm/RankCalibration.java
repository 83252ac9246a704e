package undertone.engine.llm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import undertone.corpora.CandidateSet;

/// How far a voter's places can be believed: r_j, the probability that the truth stands at place j
/// of a ranking. From it come candidate sets and soft votes.
///
/// @param shares r_1, r_2 …, each 0..1, together at most 1; what is left lies with labels that a
///   ranking does not name
/// @param gold clips it was learned from; 0 = taken from published results on a like task
public record RankCalibration(List<Double> shares, int gold) {
  /// Fewer known truths than these say too little.
  public static final int FEWEST_GOLD = 100;

  /// Labels of a set where nothing is known of the voter.
  public static final int USUAL_SIZE = 2;

  private static final int MANY = 6; // classes, from which on the first is right too seldom

  private static final double CARRIED = 0.8;

  public RankCalibration {
    shares = List.copyOf(shares);
    double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
    if (shares.isEmpty() || shares.stream().anyMatch(r -> !(r >= 0)) || sum > 1 + 1e-9) {
      throw new IllegalArgumentException(
          "Places share one whole between them, not %s.".formatted(shares));
    }
  }

  /// A clip whose truth is known.
  public record Known(List<String> ranking, String truth) {
    public Known {
      ranking = List.copyOf(ranking);
    }
  }

  /// Learned with one clip added to every place and to "not named" (Laplace).
  ///
  /// @return empty if fewer truths are known than [#FEWEST_GOLD]
  public static Optional<RankCalibration> of(Collection<Known> known) {
    int places = known.stream().mapToInt(k -> k.ranking().size()).max().orElse(0);
    if (known.size() < FEWEST_GOLD || places == 0) {
      return Optional.empty();
    }
    var counts = new int[places];
    for (var each : known) {
      int place = each.ranking().indexOf(each.truth());
      if (place >= 0) {
        counts[place]++;
      }
    }
    var shares = new ArrayList<Double>();
    for (int count : counts) {
      shares.add((count + 1.0) / (known.size() + places + 1.0));
    }
    return Optional.of(new RankCalibration(shares, known.size()));
  }

  /// Labels of a set where nothing is known of the voter, by how many there are to choose from:
  /// among few, two would say next to nothing.
  public static int usualSize(int classes) {
    return classes >= MANY ? USUAL_SIZE : 1;
  }

  /// What GPT-4V's published rankings show on the nearest task (arXiv:2312.04293, released results,
  /// counted anew): film DFEW, faces between FER+ and RAF-DB, words and both MER2023, slight
  /// expressions the mean of CASME, CASME II and SAMM. Rankings of evoked feelings are published
  /// only as positive or negative; faces stand for them.
  public static RankCalibration published(AskKind kind) {
    return new RankCalibration(
        switch (kind) {
          case VIDEO -> List.of(.44, .17, .07);
          case FACE, EVOKED -> List.of(.70, .15, .05);
          case MICRO -> List.of(.23, .28, .30);
          case TEXT -> List.of(.35, .20, .13);
          case VIDEO_AND_TEXT -> List.of(.65, .13, .10);
        },
        0);
  }

  /// Labels of a candidate set: the fewest places that together hold four fifths of the truths; as
  /// many as usual where that was never learned. All places if they never hold so much.
  public int size() {
    if (gold == 0) {
      return USUAL_SIZE;
    }
    double carried = 0;
    for (int k = 1; k <= shares.size(); k++) {
      carried += shares.get(k - 1);
      if (carried >= CARRIED) {
        return k;
      }
    }
    return shares.size();
  }

  /// The first labels of a ranking.
  public CandidateSet set(List<String> ranking) {
    return new CandidateSet(ranking.subList(0, Math.min(size(), ranking.size())));
  }

  /// P(label) of every label, in their order: r_j for the one at place j, what is left in equal
  /// parts for those the ranking does not name.
  public List<Double> soft(List<String> ranking, List<String> labels) {
    int named = Math.min(ranking.size(), shares.size());
    double mass = shares.subList(0, named).stream().mapToDouble(Double::doubleValue).sum();
    long others = labels.stream().filter(l -> !ranking.subList(0, named).contains(l)).count();
    var soft = new ArrayList<Double>();
    for (var label : labels) {
      int place = ranking.subList(0, named).indexOf(label);
      if (place >= 0) {
        soft.add(others == 0 ? shares.get(place) / mass : shares.get(place));
      } else {
        soft.add((1 - mass) / others);
      }
    }
    return soft;
  }
}
