package undertone.corpora.pseudo;

import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;

/// What a run that spreads labels says of one clip.
///
/// @param truth the label it carried; null = none
/// @param origin of that label; null = there is none
/// @param label most probable; of a labelled clip, what a network said that had not seen it
/// @param confidence its calibrated probability, 0..1
/// @param agreeing what else says the same
/// @param looks of the run's networks through weakly altered features that call the clip the same
/// @param taught networks that this very label taught when they last asked themselves
/// @param proposable whether it may be proposed at all: no person voted on the clip, or the run was
///   told to propose nevertheless
/// @param candidates labels that may be true, most probable first
public record PseudoLabel(
    ClipId clip,
    @Nullable String truth,
    @Nullable LabelOrigin origin,
    String label,
    double confidence,
    Agreeing agreeing,
    int looks,
    int taught,
    boolean proposable,
    CandidateSet candidates,
    Grounds grounds) {

  /// @param folds networks of folds
  /// @param modalities each judged alone
  /// @param neighbours of the ten nearest labelled clips
  /// @param machines voting models that put the label first
  public record Agreeing(int folds, int modalities, int neighbours, int machines) {
    /// Of a labelled clip nobody is asked.
    public static final Agreeing NONE = new Agreeing(0, 0, 0, 0);
  }

  /// What the label rests on.
  ///
  /// @param probabilities calibrated, in the order of the scheme; empty for a labelled clip
  /// @param raw the same before calibration
  /// @param margin to the second most probable
  /// @param entropy of the calibrated probabilities, in nats
  /// @param neighbours nearest labelled clips, nearest first
  public record Grounds(
      List<Double> probabilities,
      List<Double> raw,
      double margin,
      double entropy,
      List<Near> neighbours) {
    /// Of a labelled clip nothing more is kept.
    public static final Grounds NONE = new Grounds(List.of(), List.of(), 0, 0, List.of());

    public Grounds {
      probabilities = List.copyOf(probabilities);
      raw = List.copyOf(raw);
      neighbours = List.copyOf(neighbours);
    }
  }

  /// A labelled clip near by.
  ///
  /// @param cosine in the run's feature space, -1..1
  /// @param label it carried then
  public record Near(long clip, double cosine, String label) {}
}
