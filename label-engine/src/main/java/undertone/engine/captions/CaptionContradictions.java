package undertone.engine.captions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import undertone.corpora.InvalidValueException;
import undertone.engine.metrics.Share;
import undertone.engine.refinement.Streams;

/// Finds captions that speak of another emotion than their clip's label set.
///
/// What a caption says is read by prompts; how far that can be believed is learned from the corpus'
/// own captions and labels, each caption judged by those of other groups. A caption counts for a
/// label if it reaches what captions of that label reach on average; it contradicts its label set
/// if it counts for a label outside, more than for all inside together, and for none inside.
///
/// Before anything is said of the corpus, wrong label sets are planted under a fifth of its
/// captions: how many of those are found is the worth of the search.
///
/// Source: Northcutt, Jiang, Chuang 2021, *Confident Learning*, sec. 3.1 (thresholds by the mean
/// self-confidence of each class); Radford et al. 2021, *CLIP*, sec. 3.1.4 (prompts).
public final class CaptionContradictions {
  /// Captions of labelled clips from which a language is read.
  public static final int LEAST_CAPTIONS = 40;

  private static final int FOLDS = 5;
  private static final double PLANTED = .2;

  private final int labels;
  private final long seed;

  /// @param labels how many there are
  public CaptionContradictions(int labels, long seed) {
    this.labels = labels;
    this.seed = seed;
  }

  /// A caption beside the label set of its clip.
  public static final class Told {
    private final String group;
    private final double[] cosines; // [K]
    private final int first;
    private final BitSet held;

    /// @param group captions of one group judge no other of it, such as those of one speaker; where
    ///   there are fewer groups than folds, each caption counts for itself
    /// @param cosines of the caption with each label `[K]`
    /// @param first the label that leads
    /// @param held every label that somebody holds possible, the leading one included
    public Told(String group, double[] cosines, int first, BitSet held) {
      if (!held.get(first)) {
        throw new IllegalArgumentException("The label that leads is one of those held.");
      }
      this.group = group;
      this.cosines = cosines.clone();
      this.first = first;
      this.held = (BitSet) held.clone();
    }

    Told ofGroup(String other) {
      return new Told(other, cosines, first, held);
    }

    private Told holding(Told other) {
      return new Told(group, cosines, other.first, other.held);
    }
  }

  /// What a caption says.
  public static final class Finding {
    private final double[] probabilities; // [K]
    private final int says;
    private final double against;
    private final boolean contradicts;

    private Finding(double[] probabilities, int says, double against, boolean contradicts) {
      this.probabilities = probabilities;
      this.says = says;
      this.against = against;
      this.contradicts = contradicts;
    }

    /// Of a label, by the caption alone, 0..1.
    public double probability(int label) {
      return probabilities[label];
    }

    /// The label it speaks of most.
    public int says() {
      return says;
    }

    /// Probability that it speaks of no label that is held, 0..1.
    public double against() {
      return against;
    }

    public boolean contradicts() {
      return contradicts;
    }
  }

  /// What the search found of label sets that were made wrong on purpose.
  ///
  /// @param found of the planted ones
  /// @param elsewhere of the others: false alarms, and the corpus' own contradictions
  /// @param right of all that were found, the planted ones; a lower bound, since some of the others
  ///   are contradictions too
  public record Proof(Share found, Share elsewhere, Share right) {

    /// Whether planted contradictions are found more often than anything else, beyond doubt (95 %).
    public boolean holds() {
      return found.low() > elsewhere.high();
    }
  }

  /// Plants wrong label sets and looks for them.
  ///
  /// @throws InvalidValueException if there are too few captions
  public Proof proof(List<Told> told) {
    requireEnough(told);
    var changed = new ArrayList<>(told);
    var planted = new BitSet();
    var order = shuffled(told.size(), "planted");
    for (int at = 0; at < PLANTED * order.length; at++) {
      var one = told.get(order[at]);
      int from = at;
      IntStream.range(1, order.length) // the next one whose labels have nothing in common with it
          .map(step -> order[(from + step) % order.length])
          .filter(other -> !one.held.intersects(told.get(other).held))
          .findFirst()
          .ifPresent(other -> {
            changed.set(order[from], one.holding(told.get(other)));
            planted.set(order[from]);
          });
    }
    var findings = findings(changed);
    int found = 0;
    int elsewhere = 0;
    for (int i = 0; i < findings.size(); i++) {
      if (findings.get(i).contradicts()) {
        found += planted.get(i) ? 1 : 0;
        elsewhere += planted.get(i) ? 0 : 1;
      }
    }
    int all = planted.cardinality();
    return new Proof(
        Share.of(found, all),
        Share.of(elsewhere, told.size() - all),
        Share.of(found, found + elsewhere));
  }

  /// What each caption says, in order.
  ///
  /// @throws InvalidValueException if there are too few captions
  public List<Finding> findings(List<Told> told) {
    requireEnough(told);
    var p = outOfFold(told);
    var thresholds = thresholds(told, p);
    var findings = new ArrayList<Finding>();
    for (int i = 0; i < told.size(); i++) {
      findings.add(finding(told.get(i), p[i], thresholds));
    }
    return List.copyOf(findings);
  }

  private static Finding finding(Told told, double[] p, double[] thresholds) {
    double inside = told.held.stream().mapToDouble(label -> p[label]).sum();
    int says = IntStream.range(0, p.length).reduce((a, b) -> p[b] > p[a] ? b : a).orElseThrow();
    boolean countsInside = told.held.stream().anyMatch(label -> p[label] >= thresholds[label]);
    boolean contradicts =
        !told.held.get(says) && p[says] >= thresholds[says] && p[says] > inside && !countsInside;
    return new Finding(p, says, 1 - inside, contradicts);
  }

  /// Probabilities by calibrations that saw no caption of the same group `[N,K]`.
  private double[][] outOfFold(List<Told> told) {
    var folds = folds(told);
    var p = new double[told.size()][];
    for (int fold = 0; fold < FOLDS; fold++) {
      int held = fold;
      var others = IntStream.range(0, p.length).filter(i -> folds[i] != held).toArray();
      var cosines = Arrays.stream(others).mapToObj(i -> told.get(i).cosines);
      var calibration =
          LabelCalibration.fit(
              cosines.toArray(double[][]::new),
              Arrays.stream(others).map(i -> told.get(i).first).toArray());
      IntStream.range(0, p.length)
          .filter(i -> folds[i] == held)
          .forEach(i -> p[i] = calibration.probabilities(told.get(i).cosines));
    }
    return p;
  }

  /// What captions of a label reach on average; what no caption has cannot be reached.
  private double[] thresholds(List<Told> told, double[][] p) {
    var sums = new double[labels];
    var counts = new int[labels];
    for (int i = 0; i < p.length; i++) {
      int first = told.get(i).first;
      sums[first] += p[i][first];
      counts[first]++;
    }
    var thresholds = new double[labels];
    Arrays.setAll(thresholds, c -> counts[c] == 0 ? Double.POSITIVE_INFINITY : sums[c] / counts[c]);
    return thresholds;
  }

  private int[] folds(List<Told> told) {
    var groups = new ArrayList<>(new LinkedHashSet<>(told.stream().map(t -> t.group).toList()));
    if (groups.size() < FOLDS) { // too few to judge one by the others
      var order = shuffled(told.size(), "folds");
      return IntStream.range(0, order.length).map(i -> order[i] % FOLDS).toArray();
    }
    var order = shuffled(groups.size(), "folds");
    Map<String, Integer> folds = new HashMap<>();
    for (int at = 0; at < order.length; at++) {
      folds.put(groups.get(order[at]), at % FOLDS);
    }
    return told.stream().mapToInt(t -> Objects.requireNonNull(folds.get(t.group))).toArray();
  }

  private int[] shuffled(int count, String what) {
    var order = IntStream.range(0, count).toArray();
    Streams.shuffle(order, new Streams(seed).of(what));
    return order;
  }

  private static void requireEnough(List<Told> told) {
    if (told.size() < LEAST_CAPTIONS) {
      throw new InvalidValueException(
          "%s captions of labelled clips or more are needed in one language; there are %s.",
          LEAST_CAPTIONS, told.size());
    }
  }
}
