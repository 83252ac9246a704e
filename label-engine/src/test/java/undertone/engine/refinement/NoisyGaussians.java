package undertone.engine.refinement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import undertone.corpora.CandidateSet;

/// Overlapping Gaussian classes whose candidate sets are drawn by IRNet's protocol: a corpus of
/// which the truth is known.
final class NoisyGaussians {
  private final RefinementInput input;
  private final int[] truth; // [N]
  private final int voted;

  private NoisyGaussians(RefinementInput input, int[] truth, int voted) {
    this.input = input;
    this.truth = truth;
    this.voted = voted;
  }

  /// @param voted clips with candidate sets
  /// @param unvoted clips without, which nothing is learned from
  /// @param apart spread of the class centres, in spreads of a class, per dimension
  static NoisyGaussians draw(
      int voted, int unvoted, int classes, double apart, double q, double eta, long seed) {
    int width = 24;
    var random = new SplittableRandom(seed);
    var centres = new double[classes][width];
    for (var centre : centres) {
      for (int e = 0; e < width; e++) {
        centre[e] = apart * random.nextGaussian();
      }
    }
    int clips = voted + unvoted;
    var truth = new int[clips];
    var features = new float[clips][width];
    for (int i = 0; i < clips; i++) {
      truth[i] = random.nextInt(classes);
      for (int e = 0; e < width; e++) {
        features[i][e] = (float) (centres[truth[i]][e] + random.nextGaussian());
      }
    }
    var sets = CandidateProtocol.IRNET.sets(truth, classes, q, eta, seed);
    var labels = IntStream.range(0, classes).mapToObj(k -> "label" + k).toList();
    var rows = new ArrayList<RefinementClip>();
    for (int i = 0; i < clips; i++) {
      var ballots = i < voted ? List.of(Ballot.of("crowd", held(sets[i], labels))) : noBallot();
      rows.add(RefinementClip.voted("clip%04d".formatted(i), "group" + i / 2, ballots));
    }
    return new NoisyGaussians(
        new RefinementInput(labels, rows, FeatureTable.of(features)), truth, voted);
  }

  private static List<Ballot> noBallot() {
    return List.of();
  }

  private static CandidateSet held(boolean[] set, List<String> labels) {
    return new CandidateSet(
        IntStream.range(0, set.length).filter(k -> set[k]).mapToObj(labels::get).toList());
  }

  /// Clips in the order of their ids; those without votes come last.
  RefinementInput input() {
    return input;
  }

  int clips() {
    return truth.length;
  }

  /// So many clips have a candidate set.
  int voted() {
    return voted;
  }

  int truth(int clip) {
    return truth[clip];
  }

  String truthOf(int clip) {
    return input.labels().get(truth[clip]);
  }

  /// The same corpus with one clip told differently.
  NoisyGaussians with(int clip, UnaryOperator<RefinementClip> change) {
    var clips = new ArrayList<>(input.clips());
    clips.set(clip, change.apply(clips.get(clip)));
    return new NoisyGaussians(
        new RefinementInput(input.labels(), clips, input.features()), truth, voted);
  }

  /// The same corpus as it was when only its first clips were there.
  NoisyGaussians first(int clips) {
    var rows = new float[clips][];
    Arrays.setAll(rows, input.features()::row);
    return new NoisyGaussians(
        new RefinementInput(input.labels(), input.clips().subList(0, clips), FeatureTable.of(rows)),
        Arrays.copyOf(truth, clips),
        Math.min(voted, clips));
  }

  static RefinementClip confirmed(RefinementClip clip, String label) {
    return new RefinementClip(
        clip.id(), clip.group(), clip.ballots(), label, null, clip.rejected());
  }

  static RefinementClip trusted(RefinementClip clip, String label) {
    return new RefinementClip(
        clip.id(), clip.group(), clip.ballots(), clip.confirmed(), label, clip.rejected());
  }

  static RefinementClip rejected(RefinementClip clip, String label) {
    return new RefinementClip(clip.id(), clip.group(), clip.ballots(), null, null, Set.of(label));
  }

  static RefinementClip voted(RefinementClip clip, Ballot... ballots) {
    return RefinementClip.voted(clip.id(), clip.group(), List.of(ballots));
  }
}
