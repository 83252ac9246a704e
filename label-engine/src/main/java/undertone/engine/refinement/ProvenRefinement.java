package undertone.engine.refinement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;

/// A refinement that proves itself before anybody acts on it.
///
/// A few confirmed clips are hidden from it: it sees their votes, with noise of a known rate put
/// in, and not what the curator said. What it corrects there, and on gold labels, which no run is
/// ever told, is counted. Groups are hidden whole, and a hidden clip stays confirmed for everybody
/// else.
public final class ProvenRefinement implements Refinement {

  /// η of the hidden clips: in so many of them every vote loses the truth.
  public static final double NOISE = 0.3;

  private static final int FEWEST = 40; // confirmed clips; with fewer, hiding some costs too much
  private static final double HIDDEN = 0.2;
  private static final int MOST = 300;

  private final Refinement inner;

  public ProvenRefinement(Refinement inner) {
    this.inner = inner;
  }

  @Override
  public RefinementResult run(
      RefinementInput input, RefinementPlan plan, Checkpoints checkpoints, RunListener listener) {
    var streams = new Streams(plan.seed());
    var hidden = hidden(input.clips(), EarlierRun.told(checkpoints), streams);
    var noise = streams.of("injected noise");
    var confusion = Confusion.of(input);
    var shown = new ArrayList<RefinementClip>();
    for (var clip : input.clips()) {
      shown.add(hidden.contains(clip.id()) ? noisy(clip, input.labels(), confusion, noise) : clip);
    }
    var result =
        inner.run(
            new RefinementInput(
                input.labels(), shown, input.features(), input.faces(), input.opinions()),
            plan,
            checkpoints,
            listener);
    return proven(input, shown, hidden, result);
  }

  /// Whole groups in the order of the seed, until enough confirmed clips are hidden.
  ///
  /// @param told clips whose label an earlier run was told, which this one goes on from: what is
  ///   known already cannot be hidden, nor can its group
  private static Set<String> hidden(List<RefinementClip> clips, Set<String> told, Streams streams) {
    var known =
        clips.stream()
            .filter(clip -> told.contains(clip.id()))
            .map(RefinementClip::group)
            .collect(Collectors.toSet());
    var groups = new TreeMap<String, List<String>>();
    int usable = 0;
    for (var clip : clips) {
      if (clip.confirmed() != null && !clip.candidates().isEmpty()) {
        groups.computeIfAbsent(clip.group(), _ -> new ArrayList<>()).add(clip.id());
        usable++;
      }
    }
    var hidden = new HashSet<String>();
    if (usable < FEWEST || groups.size() < 2) {
      return hidden;
    }
    double wanted = Math.min(MOST, HIDDEN * usable);
    groups.keySet().removeAll(known);
    var order = new ArrayList<>(groups.values());
    Collections.shuffle(order, Random.from(streams.of("hidden slice")));
    for (var group : order) {
      // a group that would hide half of what is confirmed is left where it is
      if (hidden.size() < wanted && hidden.size() + group.size() <= usable / 2) {
        hidden.addAll(group);
      }
    }
    return hidden;
  }

  /// The clip with nothing settled and, by the chance η, with its truth swapped in every ballot for
  /// the label it is mistaken for. Sets keep their size: sets of other sizes would prove something
  /// of another corpus. The proof counts the q they have.
  private static RefinementClip noisy(
      RefinementClip clip, List<String> labels, Confusion confusion, SplittableRandom random) {
    var truth = String.valueOf(clip.confirmed());
    var held = clip.candidates();
    boolean swap = random.nextDouble() < NOISE;
    double pick = random.nextDouble();
    var ballots = clip.ballots();
    if (swap && held.contains(truth) && held.size() < labels.size()) {
      var wrong = confusion.mistaken(truth, held, pick);
      ballots = ballots.stream().map(b -> swapped(b, truth, wrong)).toList();
    }
    return new RefinementClip(clip.id(), clip.group(), ballots, null, null, Set.of(), clip.hints());
  }

  private static Ballot swapped(Ballot ballot, String truth, String wrong) {
    var labels =
        ballot.held().labels().stream().map(l -> l.equals(truth) ? wrong : l).distinct().toList();
    return new Ballot(ballot.voter(), new CandidateSet(labels), ballot.ordered(), ballot.times());
  }

  private static RefinementResult proven(
      RefinementInput input,
      List<RefinementClip> shown,
      Set<String> hidden,
      RefinementResult result) {
    var labels = input.labels();
    var byId = new HashMap<String, RefinementClip>();
    input.clips().forEach(c -> byId.put(c.id(), c));
    var votes = new VoteTable(labels, shown);
    var rows = new HashMap<String, Integer>();
    shown.forEach(c -> rows.put(c.id(), rows.size()));
    var onGold = new ArrayList<Corrections.Case>();
    var onHidden = new ArrayList<Corrections.Case>();
    var outcomes = new ArrayList<ClipOutcome>();
    int missing = 0;
    int others = 0; // labels in hidden clips' sets that are not the truth
    double wrong = 0; // expected leading labels that are wrong, of open clips
    int led = 0;
    for (var outcome : result.clips()) {
      var clip = byId.get(outcome.clip());
      var row = rows.get(outcome.clip());
      if (clip == null || row == null) {
        throw new IllegalStateException("Bug: the run answers for unknown clip " + outcome.clip());
      }
      boolean wasHidden = hidden.contains(outcome.clip());
      int leads = votes.majority(row);
      var leading = leads < 0 ? null : labels.get(leads);
      var truth = wasHidden || clip.confirmed() == null ? truth(clip, wasHidden) : null;
      if (truth != null && !shown.get(row).candidates().isEmpty()) {
        var counted =
            new Corrections.Case(
                labels.indexOf(truth),
                leads,
                labels.indexOf(outcome.proposed()),
                outcome.corrects(leading),
                outcome.proposedProbability());
        (wasHidden ? onHidden : onGold).add(counted);
        if (wasHidden) {
          boolean holds = outcome.original().contains(truth);
          missing += holds ? 0 : 1;
          others += outcome.original().size() - (holds ? 1 : 0);
        }
      }
      if (leading != null && clip.confirmed() == null) {
        wrong += 1 - probability(outcome, leading);
        led++;
      }
      outcomes.add(wasHidden ? confirmed(outcome, clip, labels) : outcome);
    }
    outcomes.replaceAll(o -> o.beside(neighbours(o, byId, hidden)));
    var proof =
        new RefinementResult.Proof(
            onGold.isEmpty() ? null : Corrections.of(labels, onGold),
            onHidden.isEmpty() ? null : Corrections.of(labels, onHidden),
            onHidden.isEmpty() ? 0 : (double) others / onHidden.size() / (labels.size() - 1),
            onHidden.isEmpty() ? 0 : (double) missing / onHidden.size(),
            led == 0 ? null : RefinementResult.Precision.at(wrong / led, onHidden));
    var facts =
        hidden.isEmpty() ? result.facts() : recounted(result.facts(), outcomes, byId, labels);
    return new RefinementResult(labels, outcomes, facts, proof);
  }

  private static double probability(ClipOutcome outcome, String label) {
    return outcome.top().stream()
        .filter(l -> l.label().equals(label))
        .mapToDouble(ClipOutcome.LabelProbability::probability)
        .findFirst()
        .orElse(0);
  }

  /// Nobody is shown what was put into a hidden clip: as a neighbour it is what its curator said.
  private static List<ClipOutcome.Neighbour> neighbours(
      ClipOutcome outcome, Map<String, RefinementClip> byId, Set<String> hidden) {
    return outcome.neighbours().stream()
        .map(n -> {
          var clip = byId.get(n.clip());
          return clip == null || !hidden.contains(n.clip())
              ? n
              : new ClipOutcome.Neighbour(
                  n.clip(),
                  n.cosine(),
                  clip.candidates(),
                  clip.confirmed(),
                  true,
                  outcome.proposed().equals(clip.confirmed()));
        })
        .toList();
  }

  /// Figures of the open clips alone: hidden ones carry more noise than the corpus has.
  private static RefinementResult.RunFacts recounted(
      RefinementResult.RunFacts facts,
      List<ClipOutcome> outcomes,
      Map<String, RefinementClip> byId,
      List<String> labels) {
    var open =
        outcomes.stream()
            .filter(ClipOutcome::informative)
            .filter(o -> {
              var clip = byId.get(o.clip());
              return clip != null && clip.confirmed() == null;
            })
            .toList();
    double eta = open.stream().mapToDouble(ClipOutcome::noiseProbability).average().orElse(0);
    double size = open.stream().mapToInt(o -> o.original().size()).average().orElse(1);
    double q = (size - 1) / (labels.size() - 1);
    return facts.counting(
        q,
        eta,
        facts.kappa() == 0 ? 0 : Schedules.kappa(q, Math.min(eta, 0.999), labels.size()),
        (int) outcomes.stream().filter(ClipOutcome::flagged).count());
  }

  private static @Nullable String truth(RefinementClip clip, boolean wasHidden) {
    return wasHidden ? clip.confirmed() : clip.trusted();
  }

  /// What is to be said of a hidden clip: that a curator has settled it.
  private static ClipOutcome confirmed(
      ClipOutcome outcome, RefinementClip clip, List<String> labels) {
    var label = String.valueOf(clip.confirmed());
    var top = new ArrayList<ClipOutcome.LabelProbability>();
    top.add(new ClipOutcome.LabelProbability(label, 1));
    labels.stream()
        .filter(l -> !l.equals(label))
        .forEach(l -> top.add(new ClipOutcome.LabelProbability(l, 0)));
    return new ClipOutcome(
        outcome.clip(),
        clip.candidates(),
        clip.candidates(),
        List.of(),
        List.of(),
        label,
        1,
        0,
        false,
        outcome.informative(),
        0,
        0,
        0,
        0,
        0,
        0,
        List.of(),
        top,
        outcome.neighbours(),
        outcome.evidence(),
        outcome.outOfFold(),
        outcome.content());
  }

  /// What a label is mistaken for, as the votes on confirmed clips have it.
  private record Confusion(List<String> labels, Map<String, double[]> weights) {

    static Confusion of(RefinementInput input) {
      var weights = new HashMap<String, double[]>();
      for (var label : input.labels()) {
        var row = new double[input.labels().size()];
        Arrays.fill(row, 1); // any label may be mistaken for any other
        weights.put(label, row);
      }
      for (var clip : input.clips()) {
        var row = clip.confirmed() == null ? null : weights.get(clip.confirmed());
        if (row != null) {
          for (var ballot : clip.ballots()) {
            for (var label : ballot.held().labels()) {
              row[input.labels().indexOf(label)] += (double) ballot.times() / ballot.held().size();
            }
          }
        }
      }
      return new Confusion(input.labels(), weights);
    }

    /// A label outside the set.
    String mistaken(String truth, CandidateSet held, double pick) {
      var row = weights.getOrDefault(truth, new double[labels.size()]);
      var outside =
          IntStream.range(0, labels.size()).filter(k -> !held.contains(labels.get(k))).toArray();
      double left = pick * IntStream.of(outside).mapToDouble(k -> row[k]).sum();
      for (int k : outside) {
        left -= row[k];
        if (left < 0) {
          return labels.get(k);
        }
      }
      return labels.get(outside[outside.length - 1]);
    }
  }
}
