package undertone.annotator.curation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import undertone.corpora.clip.Clip;
import undertone.corpora.proposal.Estimate;
import undertone.corpora.scheme.Reading;
import undertone.engine.refinement.LabelsRight;

/// How many labels of a corpus are estimated to be right, against the clips confirmed since a run.
/// Each clip that is confirmed adds a point.
public final class RightCurve {
  static final int MOST_BELIEFS = 5_000; // a sample of so many clips tells a share to a hundredth
  static final int MOST_SETTLED = 1_000; // the newest; earlier ones stay as the run believed
  private static final int REMEMBERED = 5; // points of what was confirmed before one came

  private final List<String> labels;
  private final Reading reading;
  private final LabelsRight right;
  private final List<LabelsRight.Confirmed> confirmed = new ArrayList<>();
  private final List<Point> points = new ArrayList<>();

  /// @param confirmed clips settled since the run, but those whose label it was certain of
  /// @param share of all clips whose likeliest label is expected to be right, 0..1
  public record Point(int confirmed, double share) {}

  /// A clip a curator has settled.
  ///
  /// @param estimate what the run believed of it
  public record Settled(Estimate estimate, String label, String group) {

    static Settled of(Clip clip, Estimate estimate, String label) {
      var group = clip.conversation().or(clip::speaker).orElse(clip.id().toString());
      return new Settled(estimate, label, group);
    }
  }

  /// @param labels of the scheme
  /// @param reading of the labels as the run knew them
  /// @param clips the run looked at
  /// @param sample what it believes of some of them
  RightCurve(List<String> labels, Reading reading, long clips, List<Estimate> sample) {
    this.labels = List.copyOf(labels);
    this.reading = reading;
    right = new LabelsRight(clips, sample.stream().map(this::belief).toList());
    points.add(new Point(0, right.before()));
  }

  /// What was confirmed before, oldest first.
  void began(List<Settled> settled) {
    var all = settled.stream().flatMap(s -> confirmed(s).stream()).toList();
    int last = 0;
    for (int i = 1; i <= REMEMBERED; i++) {
      int upTo = all.size() * i / REMEMBERED;
      if (upTo > last) {
        points.add(new Point(upTo, right.after(all.subList(0, upTo))));
        last = upTo;
      }
    }
    confirmed.addAll(all);
  }

  /// Takes one more.
  ///
  /// @return whether the curve has grown
  public boolean add(Settled settled) {
    var one = confirmed(settled).orElse(null);
    if (one == null || confirmed.stream().anyMatch(c -> c.belief().clip() == one.belief().clip())) {
      return false;
    }
    confirmed.add(one);
    points.add(new Point(confirmed.size(), right.after(confirmed)));
    return true;
  }

  public List<Point> points() {
    return List.copyOf(points);
  }

  private Optional<LabelsRight.Confirmed> confirmed(Settled settled) {
    int truth = labels.indexOf(settled.label());
    var belief = belief(settled.estimate());
    boolean told = belief.isKnown() && belief.likeliest() == truth;
    return truth < 0 || told
        ? Optional.empty()
        : Optional.of(new LabelsRight.Confirmed(belief, truth, settled.group()));
  }

  /// What was believed of labels that the scheme does not have any more is right of none.
  private LabelsRight.Belief belief(Estimate estimate) {
    var p = new double[labels.size()];
    estimate
        .probabilities()
        .forEach((label, share) -> {
          int k = reading.single(label).map(labels::indexOf).orElse(-1);
          if (k >= 0) {
            p[k] += share;
          }
        });
    return new LabelsRight.Belief(estimate.clip().value(), p);
  }
}
