package undertone.engine.pseudo;

import java.util.List;

/// What a run found out.
///
/// @param labels ids, in the order of all probabilities
/// @param pool of every clip without a label, in the order of ids
/// @param judged of every labelled clip what a network said that had not seen it
/// @param folds networks
/// @param modalities that could be asked alone; 0 = there is one only
/// @param temperature that networks were calibrated by
/// @param calibrationError of networks on clips they had not seen, over 15 bins
/// @param weightedF1 of networks on clips they had not seen
/// @param weightedF1OfLabels the same of networks that learned from labels alone; where it is the
///   higher, the pool has taught them wrongly
/// @param networks how they came to be
/// @param dataHash of the clips, their labels and features
public record PseudoResult(
    List<String> labels,
    List<PseudoLabel> pool,
    List<Judged> judged,
    int folds,
    int modalities,
    double temperature,
    double calibrationError,
    double weightedF1,
    double weightedF1OfLabels,
    Networks networks,
    String dataHash) {

  public PseudoResult {
    labels = List.copyOf(labels);
    pool = List.copyOf(pool);
    judged = List.copyOf(judged);
  }

  /// How the networks of a run came to be.
  ///
  /// @param planHash SHA-256 of the method and all its parameters
  /// @param hashes SHA-256 of each network's weights, fold by fold
  /// @param threshold what decided which clips of the pool taught
  /// @param thresholds what each label had to reach last, on average over the networks; empty where
  ///   nothing was asked
  /// @param looks of all networks at one clip through weakly altered features
  public record Networks(
      String planHash,
      List<String> hashes,
      ThresholdKind threshold,
      List<Double> thresholds,
      int looks) {
    public Networks {
      hashes = List.copyOf(hashes);
      thresholds = List.copyOf(thresholds);
    }
  }

  /// A labelled clip, judged by a network that had not seen it.
  ///
  /// @param truth index of its label
  /// @param label index of the most probable label
  /// @param confidence calibrated
  public record Judged(String clip, int truth, int label, double confidence) {
    public boolean right() {
      return truth == label;
    }
  }
}
