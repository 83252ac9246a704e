package undertone.engine.refinement;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns noise that repeats itself into signal, from the few clips whose truth is known.
///
/// Real noise depends on the class and comes again (sad faces voted as fear), so networks learn it
/// with the rest and nothing without truth can tell it from truth. A [Corrector] learns from the
/// confirmed clips how votes, networks and both together should have been read. Its corrected
/// labels then teach a plain look at the features afresh, and what that look and the nearest clips
/// say becomes a further opinion to be corrected: hundreds of confirmed clips relabel thousands,
/// and the thousands teach better than the hundreds.
///
/// Every clip is judged by looks and neighbours of other folds whose labels were corrected without
/// the truths of its own fold, so nothing a clip says about itself comes back as a second opinion.
///
/// Source: gold loss correction (Hendrycks et al. 2018) for the idea of learning the noise from a
/// trusted slice; stacking (Wolpert 1992) for the corrector.
final class TrustedCorrection {
  static final int FEWEST = 10; // confirmed clips; fewer tell nothing about K classes
  private static final int ROUNDS = 2; // of correcting and looking again
  private static final int NEIGHBOURS = 15;
  private static final double NEARNESS = 4; // a neighbour counts exp(4·cosine)
  private static final int OWN_VOICES = 4; // so many voters have confusions of their own
  private static final double[] FIRST_TRUST = {0.5, 0.2};
  private static final double[] LATER_TRUST = {0.5, 0.1, 0.3, 0.1};
  private static final double TRUST_IN_OTHERS = 0.3;

  private final float[][] features; // [N,C]
  private final VoteTable votes;
  private final int[] settled; // [N] confirmed label, -1 = none
  private final int[] fold; // [N]
  private final List<String> groups;
  private final List<double[][]> others; // centred log-probabilities [N,K] each
  private final Streams streams;

  /// @param features in the space that networks learn in
  /// @param groups clips of one group are left out together
  /// @param others what others prefer, as centred log-probabilities `[N,K]` each
  TrustedCorrection(
      float[][] features,
      VoteTable votes,
      int[] settled,
      int[] fold,
      List<String> groups,
      List<double[][]> others,
      Streams streams) {
    this.features = Evenness.scaled(features);
    this.votes = votes;
    this.settled = settled;
    this.fold = fold;
    this.groups = groups;
    this.others = List.copyOf(others);
    this.streams = streams;
  }

  /// Corrected opinions and what the correction is worth.
  static final class Corrected {
    final double[][] p; // of each clip as if nobody had confirmed it [N,K]
    final RefinementResult.Correction worth;

    Corrected(double[][] p, RefinementResult.Correction worth) {
      this.p = p;
      this.worth = worth;
    }
  }

  /// @param posterior what votes and networks amount to, as if no clip were confirmed `[N,K]`
  /// @param content out-of-fold opinion of the networks `[N,K]`
  /// @return nothing if there are too few confirmed clips, or if correction would not have helped
  ///   on confirmed clips left out
  @Nullable Corrected correct(double[][] posterior, float[][] content) {
    var trusted = IntStream.range(0, settled.length).filter(i -> settled[i] >= 0).toArray();
    if (trusted.length < FEWEST) {
      return null;
    }
    var part =
        Corrector.parts(
            IntStream.of(trusted).mapToObj(groups::get).toList(), streams.of("trusted parts"));
    var answers = answers();
    var first = preferences(posterior);
    var seen = new double[content.length][];
    Arrays.setAll(seen, i -> Softmax.preferences(doubles(content[i])));
    var said = said(answers, FIRST_TRUST, first, seen);
    var choice = Corrector.choose(said, trusted, part, settled);
    if (!choice.corrects()) {
      return null;
    }
    var near = near();
    for (int round = 0; round < ROUNDS; round++) {
      var labels = labels(said, trusted, choice.ridge());
      var heard = said(answers, LATER_TRUST, first, seen, looks(labels), hearsay(labels, near));
      var next = Corrector.choose(heard, trusted, part, settled);
      if (!next.corrects()) {
        break; // looking again did not help; what helped before stands
      }
      said = heard;
      choice = next;
    }
    var corrector = Corrector.fit(said, trusted, settled, choice.ridge());
    var p = new double[settled.length][];
    for (int i = 0; i < p.length; i++) {
      p[i] = Softmax.of(corrector.scores(said, i));
    }
    return new Corrected(
        p, new RefinementResult.Correction(trusted.length, choice.before(), choice.after()));
  }

  /// The run's own opinions, and after them those of others.
  private Corrector.Said said(double[][] answers, double[] trust, double[][]... own) {
    var opinions = Stream.concat(Stream.of(own), others.stream()).toArray(double[][][]::new);
    var start = Arrays.copyOf(trust, opinions.length);
    Arrays.fill(start, own.length, start.length, TRUST_IN_OTHERS);
    return new Corrector.Said(opinions, answers, start);
  }

  /// Corrected labels as each fold may know them: without the truths of that fold. `[F][N,K]`,
  /// empty rows for clips of the fold itself.
  private double[][][] labels(Corrector.Said said, int[] trusted, double ridge) {
    int folds = IntStream.of(fold).max().orElse(0) + 1;
    var labels = new double[folds][settled.length][];
    for (int f = 0; f < folds; f++) {
      int own = f;
      var known = IntStream.of(trusted).filter(i -> fold[i] != own).toArray();
      var corrector = Corrector.fit(said, known, settled, ridge);
      for (int i = 0; i < settled.length; i++) {
        if (fold[i] == f) {
          labels[f][i] = new double[0];
        } else if (settled[i] >= 0) {
          labels[f][i] = new double[votes.classes()];
          labels[f][i][settled[i]] = 1;
        } else {
          labels[f][i] = Softmax.of(corrector.scores(said, i));
        }
      }
    }
    return labels;
  }

  /// What a plain look at the features says after learning the corrected labels of other folds.
  private double[][] looks(double[][][] labels) {
    var importance = new double[settled.length];
    Arrays.setAll(
        importance,
        i -> settled[i] >= 0 ? PlainLook.SETTLED_WEIGHT : votes.cast(i).isEmpty() ? 0 : 1);
    var looks = new double[settled.length][];
    IntStream.range(0, labels.length)
        .parallel() // folds know nothing of each other
        .forEach(f -> {
          var learned =
              IntStream.range(0, fold.length)
                  .filter(i -> fold[i] != f && importance[i] > 0)
                  .toArray();
          var look = SoftRegression.fit(features, learned, labels[f], importance, PlainLook.RIDGE);
          for (int i = 0; i < fold.length; i++) {
            if (fold[i] == f) {
              looks[i] = Softmax.preferences(look.of(features[i]));
            }
          }
        });
    return looks;
  }

  /// What the nearest clips of other folds are labelled.
  private double[][] hearsay(double[][][] labels, Near near) {
    int classes = votes.classes();
    var hearsay = new double[settled.length][];
    for (int i = 0; i < hearsay.length; i++) {
      var heard = new double[classes];
      Arrays.fill(heard, 0.5 / classes);
      for (int r = 0; r < near.clips[i].length; r++) {
        double weight = Math.exp(NEARNESS * near.cosines[i][r]);
        var label = labels[fold[i]][near.clips[i][r]];
        for (int c = 0; c < classes; c++) {
          heard[c] += weight * label[c];
        }
      }
      double sum = Arrays.stream(heard).sum();
      Arrays.setAll(heard, c -> heard[c] / sum);
      hearsay[i] = Softmax.preferences(heard);
    }
    return hearsay;
  }

  private static final class Near {
    final int[][] clips;
    final float[][] cosines;

    Near(int[][] clips, float[][] cosines) {
      this.clips = clips;
      this.cosines = cosines;
    }
  }

  /// The nearest clips of other folds, by cosine of their features.
  private Near near() {
    var clips = new int[settled.length][];
    var cosines = new float[settled.length][];
    Neighbourhood.findAcross(Evenness.unit(features), fold, NEIGHBOURS, clips, cosines);
    return new Near(clips, cosines);
  }

  /// The votes as they were given: each of a few voters apart, many as one.
  private double[][] answers() {
    int classes = votes.classes();
    boolean apart = votes.voters() <= OWN_VOICES;
    var answers = new double[settled.length][classes * (apart ? Math.max(1, votes.voters()) : 1)];
    for (int i = 0; i < answers.length; i++) {
      var given = new double[apart ? Math.max(1, votes.voters()) : 1];
      for (var ballot : votes.cast(i)) {
        given[apart ? ballot.voter : 0] += ballot.times;
      }
      for (var ballot : votes.cast(i)) {
        int voter = apart ? ballot.voter : 0;
        for (int c = 0; c < classes; c++) {
          answers[i][voter * classes + c] += ballot.answer[c] * ballot.times / given[voter];
        }
      }
    }
    return answers;
  }

  private static double[][] preferences(double[][] p) {
    var preferences = new double[p.length][];
    Arrays.setAll(preferences, i -> Softmax.preferences(p[i]));
    return preferences;
  }

  static double[] doubles(float[] values) {
    var doubles = new double[values.length];
    Arrays.setAll(doubles, c -> values[c]);
    return doubles;
  }
}
