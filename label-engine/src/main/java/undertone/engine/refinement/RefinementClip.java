package undertone.engine.refinement;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;

/// One clip as refinement sees it: its votes, its company and what is already known for sure.
///
/// @param id unique and stable; clips are sorted by it, so the order of the input never matters
/// @param group clips of one group stay in one fold: the conversation, else the speaker, else the
///   id
/// @param ballots what the voters hold possible; their union is the original candidate set
/// @param confirmed the label a curator settled: learned as certain, never flagged
/// @param trusted gold label, held out: never learned, only measured against
/// @param rejected labels a curator has already declined for this clip: never proposed again
/// @param hints what rules say that count for nothing yet: heard by methods that find out what each
///   voter is worth, and in no candidate set
public record RefinementClip(
    String id,
    String group,
    List<Ballot> ballots,
    @Nullable String confirmed,
    @Nullable String trusted,
    Set<String> rejected,
    List<Ballot> hints) {

  public RefinementClip {
    ballots = List.copyOf(ballots);
    rejected = Set.copyOf(rejected);
    hints = List.copyOf(hints);
  }

  /// A clip of which rules say nothing.
  public RefinementClip(
      String id,
      String group,
      List<Ballot> ballots,
      @Nullable String confirmed,
      @Nullable String trusted,
      Set<String> rejected) {
    this(id, group, ballots, confirmed, trusted, rejected, List.of());
  }

  /// The same, with hints among its ballots.
  RefinementClip takingHints() {
    return hints.isEmpty()
        ? this
        : new RefinementClip(
            id,
            group,
            Stream.concat(ballots.stream(), hints.stream()).toList(),
            confirmed,
            trusted,
            rejected);
  }

  /// A clip of which only votes are known.
  public static RefinementClip voted(String id, String group, List<Ballot> ballots) {
    return new RefinementClip(id, group, ballots, null, null, Set.of());
  }

  /// Every label some voter holds possible, the original set S⁰.
  public CandidateSet candidates() {
    return ballots.stream().map(Ballot::held).reduce(CandidateSet.NONE, CandidateSet::union);
  }

  /// Which labels a curator has ruled out `[N,K]`.
  static boolean[][] rejected(List<RefinementClip> clips, List<String> labels) {
    var rejected = new boolean[clips.size()][labels.size()];
    for (int i = 0; i < rejected.length; i++) {
      for (int k = 0; k < labels.size(); k++) {
        rejected[i][k] = clips.get(i).rejected().contains(labels.get(k));
      }
    }
    return rejected;
  }

  /// All that is learned from, the gold label left out; the same for equal clips, whenever asked.
  void addTo(RunHash hash) {
    hash.add(id).add(group).add(String.valueOf(confirmed));
    hash.add(rejected.stream().sorted().toList().toString());
    for (var ballot : ballots) {
      hash.add(ballot.voter()).add(ballot.held().written());
      hash.add("%s %d".formatted(ballot.ordered(), ballot.times()));
    }
    for (var hint : hints) {
      hash.add("hint " + hint.voter()).add(hint.held().written());
    }
  }

  /// Voters who looked at the clip.
  public int voters() {
    return ballots.stream().mapToInt(Ballot::times).sum();
  }
}
