package undertone.engine.pseudo;

import java.util.List;

/// What a run says of one clip without a label.
///
/// @param clip its id
/// @param probabilities calibrated, one for each label in the run's order
/// @param raw the same before calibration
/// @param label index of the most probable label
/// @param confidence its calibrated probability
/// @param margin to the second most probable
/// @param entropy of the calibrated probabilities, in nats
/// @param foldsAgreeing networks of folds that would call it the same
/// @param modalitiesAgreeing modalities that would, each judged alone; of [PseudoResult#modalities]
/// @param looksAgreeing looks of all networks through weakly altered features that would; of
///   [PseudoResult.Networks#looks]
/// @param taught networks that this very label taught when they last asked themselves
/// @param neighbours the nearest labelled clips, nearest first
/// @param neighboursAgreeing how many of them carry the label
/// @param candidates indices of labels that may be true, most probable first: they hold the truth
///   with the chance that the plan asked for
public record PseudoLabel(
    String clip,
    List<Double> probabilities,
    List<Double> raw,
    int label,
    double confidence,
    double margin,
    double entropy,
    int foldsAgreeing,
    int modalitiesAgreeing,
    int looksAgreeing,
    int taught,
    List<Near> neighbours,
    int neighboursAgreeing,
    List<Integer> candidates)
    implements Gated {

  public PseudoLabel {
    probabilities = List.copyOf(probabilities);
    raw = List.copyOf(raw);
    neighbours = List.copyOf(neighbours);
    candidates = List.copyOf(candidates);
  }

  /// A labelled clip near by.
  public record Near(String clip, double cosine) {}
}
