package undertone.engine.voters;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.LabelScheme.Match;
import undertone.engine.features.ClipFeatures;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FaceDescription;
import undertone.engine.features.FaceExpressionFeatures;
import undertone.engine.features.FacePart;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureProgress;
import undertone.engine.features.UnreadableClipException;
import undertone.engine.refinement.SecondOpinion;

/// The face expression network as a voter. It knows seven expressions; each counts for the label
/// that the scheme gives it by id, name or alias.
///
/// The network is far too sure of itself, so its log probabilities are divided by a temperature
/// first. Source: Guo et al. 2017, *On Calibration of Modern Neural Networks*, arXiv:1706.04599,
/// sec. 4.2.
public final class FaceExpressionVoter {
  /// Under which it votes.
  public static final String NAME = "face-expression";

  /// Calibration error on CK+ .03 instead of .10, on FERPlus .05 instead of .23.
  static final double USUAL_TEMPERATURE = 3;

  private static final double MOST_OUTSIDE = 0.5;
  private static final int THREADS = 2;
  private static final int FEWEST_TRUTHS = 30;
  private static final double COLDEST = 0.5;
  private static final double HOTTEST = 10;
  private static final double STEP = 1.05; // from one tried temperature to the next

  // In the network's order: as it says them, and as schemes like to.
  private static final List<List<String>> WORDS =
      List.of(
          List.of("neutral"),
          List.of("happiness", "happy"),
          List.of("sadness", "sad"),
          List.of("anger", "angry"),
          List.of("fear", "fearful"),
          List.of("disgust", "disgusted"),
          List.of("surprise", "surprised"));

  private final List<Optional<String>> labels; // of the expressions
  private final double temperature;

  private FaceExpressionVoter(List<Optional<String>> labels, double temperature) {
    this.labels = labels;
    this.temperature = temperature;
  }

  /// Whether a scheme has labels enough for the network to choose between: two of its expressions.
  public static boolean knows(LabelScheme scheme) {
    return labelsOf(scheme).size() > 1;
  }

  /// The labels of a scheme that the network can say, in its own order.
  public static List<String> labelsOf(LabelScheme scheme) {
    return WORDS.stream().flatMap(words -> label(scheme, words).stream()).distinct().toList();
  }

  /// What the network tells apart, as it says it.
  public static List<String> expressions() {
    return WORDS.stream().map(List::getFirst).toList();
  }

  /// @throws IllegalArgumentException if the scheme has fewer than two of the expressions
  public static FaceExpressionVoter of(LabelScheme scheme) {
    var labels = WORDS.stream().map(words -> label(scheme, words)).toList();
    if (!knows(scheme)) {
      throw new IllegalArgumentException(
          "The face network tells %s apart; label scheme %s has fewer than two of them."
              .formatted(expressions(), scheme.name()));
    }
    return new FaceExpressionVoter(labels, USUAL_TEMPERATURE);
  }

  private static Optional<String> label(LabelScheme scheme, List<String> words) {
    return words.stream()
        .flatMap(word ->
            scheme.match(word) instanceof Match.Found(var found)
                ? Optional.of(found.id()).stream()
                : Optional.<String>empty().stream())
        .findFirst();
  }

  /// What the voter says of one clip.
  ///
  /// @param choices every label it knows, most probable first; their probabilities sum to 1
  /// @param outside 0..1, what it gave to expressions that the scheme has no label for before the
  ///   rest was scaled up; where it is large, better abstain
  public record Opinion(List<Choice> choices, double outside) {
    public Opinion {
      choices = List.copyOf(choices);
    }

    /// The candidate set to vote for ([LikelySet]). Empty where more than half went to expressions
    /// that the scheme has no label for.
    public CandidateSet likely() {
      return outside > MOST_OUTSIDE ? CandidateSet.NONE : LikelySet.of(choices);
    }
  }

  /// This voter, looking at faces through an extractor.
  public VotingModel looking(FaceExpressionFeatures faces, FeatureCache cache) {
    return new Looking(faces, cache);
  }

  private final class Looking implements VotingModel {
    private final FaceExpressionFeatures faces;
    private final FeatureCache cache;

    Looking(FaceExpressionFeatures faces, FeatureCache cache) {
      this.faces = faces;
      this.cache = cache;
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public List<String> mayHaveSeen() {
      return faces.mayHaveSeen().stream().toList();
    }

    @Override
    public Said look(List<ClipSource> clips, FeatureProgress progress)
        throws IOException, InterruptedException {
      // Fills the cache with several threads; below the vectors are read from there.
      var unreadable =
          new ClipFeatures(List.of(faces), cache, THREADS).vectors(clips, progress).unreadable();
      var votes = new HashMap<String, CandidateSet>();
      var unseen = new HashMap<String, String>();
      var outside = new HashSet<String>();
      for (var clip : clips) {
        if (!unreadable.containsKey(clip.clip())) {
          var opinion = opinion(faces, cache, clip);
          if (opinion.isEmpty()) {
            unseen.put(clip.clip(), "no face");
          } else if (opinion.get().likely().isEmpty()) {
            outside.add(clip.clip());
          } else {
            votes.put(clip.clip(), opinion.get().likely());
          }
        }
      }
      return new Said(votes, unseen, outside, unreadable);
    }
  }

  /// A clip without a face gets no opinion.
  public Optional<Opinion> opinion(
      FaceExpressionFeatures faces, FeatureCache cache, ClipSource clip)
      throws IOException, InterruptedException {
    return faces.supports(clip)
        ? cache.vector(faces, clip).map(FaceExpressionFeatures::logProbabilities).map(this::opinion)
        : Optional.empty();
  }

  /// What the network says of clips whose faces it describes, to be weighed and not counted as a
  /// vote. On labels that it does not know it holds back: each is as likely as a guess.
  ///
  /// @param faces how faces are described; if not by this network, it says nothing
  /// @param network empty = not in this build
  /// @return one opinion; none where no clip has a face that it can tell anything of
  /// @throws CancellationException if the progress asks to stop
  /// @throws IOException if the cache cannot be read or written
  public static List<SecondOpinion> secondOpinion(
      FaceDescription faces,
      Optional<FaceExpressionFeatures> network,
      FeatureCache cache,
      List<ClipSource> clips,
      LabelScheme scheme,
      FeatureProgress progress)
      throws IOException, InterruptedException {
    if (!faces.parts().contains(FacePart.FACE_NET) || network.isEmpty() || !knows(scheme)) {
      return List.of();
    }
    var voter = of(scheme);
    var labels = scheme.labels().stream().map(Label::id).toList();
    var p = new float[clips.size()] @Nullable []; // [N,K]
    boolean speaks = false;
    for (int i = 0; i < p.length; i++) {
      if (progress.cancelled()) {
        throw new CancellationException("Faces are not read to the end.");
      }
      try {
        var said = voter.opinion(network.get(), cache, clips.get(i));
        p[i] = said.map(opinion -> shares(opinion, labels)).orElse(null);
        speaks |= said.isPresent();
      } catch (UnreadableClipException _) {
        // told where the clips were described
      }
    }
    return speaks ? List.of(new SecondOpinion(NAME, p)) : List.of();
  }

  /// Of each label `[K]`.
  static float[] shares(Opinion said, List<String> labels) {
    var shares = new float[labels.size()];
    Arrays.fill(shares, 1f / labels.size());
    double known = said.choices().size() / (double) labels.size();
    for (var choice : said.choices()) {
      shares[labels.indexOf(choice.label())] = (float) (known * choice.probability());
    }
    return shares;
  }

  /// @param logProbabilities `[7]`, of the network
  Opinion opinion(float[] logProbabilities) {
    var p = softened(logProbabilities, temperature);
    var byLabel = new LinkedHashMap<String, Double>();
    double inside = 0;
    for (int e = 0; e < p.length; e++) {
      if (labels.get(e).isPresent()) {
        byLabel.merge(labels.get(e).get(), p[e], Double::sum);
        inside += p[e];
      }
    }
    var choices = new ArrayList<Choice>();
    for (var entry : byLabel.entrySet()) {
      choices.add(new Choice(entry.getKey(), entry.getValue() / inside));
    }
    choices.sort(Comparator.comparingDouble(Choice::probability).reversed());
    return new Opinion(choices, 1 - inside);
  }

  /// The same voter with the temperature under which it finds these truths most likely. Fewer than
  /// 30 truths that it knows change nothing.
  ///
  /// @param logProbabilities `[n,7]`, of clips whose label is certain
  /// @param truths label ids, in the same order
  FaceExpressionVoter calibratedOn(List<float[]> logProbabilities, List<String> truths) {
    var known = labels.stream().flatMap(Optional::stream).toList();
    if (truths.stream().filter(known::contains).count() < FEWEST_TRUTHS) {
      return this;
    }
    var best = this;
    double least = Double.POSITIVE_INFINITY;
    for (double tried = COLDEST; tried <= HOTTEST; tried *= STEP) {
      var voter = new FaceExpressionVoter(labels, tried);
      double surprise = 0; // nats
      for (int i = 0; i < truths.size(); i++) {
        var truth = truths.get(i);
        if (known.contains(truth)) {
          surprise -= Math.log(voter.probability(logProbabilities.get(i), truth));
        }
      }
      if (surprise < least) {
        least = surprise;
        best = voter;
      }
    }
    return best;
  }

  double temperature() {
    return temperature;
  }

  private double probability(float[] logProbabilities, String label) {
    return opinion(logProbabilities).choices().stream()
        .filter(c -> c.label().equals(label))
        .mapToDouble(c -> Math.max(c.probability(), 1e-9))
        .findFirst()
        .orElseThrow();
  }

  private static double[] softened(float[] logProbabilities, double temperature) {
    var p = new double[logProbabilities.length];
    double highest = Double.NEGATIVE_INFINITY;
    for (float value : logProbabilities) {
      highest = Math.max(highest, value);
    }
    double sum = 0;
    for (int e = 0; e < p.length; e++) {
      p[e] = Math.exp((logProbabilities[e] - highest) / temperature);
      sum += p[e];
    }
    for (int e = 0; e < p.length; e++) {
      p[e] /= sum;
    }
    return p;
  }
}
