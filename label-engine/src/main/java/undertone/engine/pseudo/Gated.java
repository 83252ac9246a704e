package undertone.engine.pseudo;

/// What gates look at of one clip without a label.
public interface Gated {

  /// Index of the most probable label.
  int label();

  /// Its calibrated probability.
  double confidence();

  /// Networks of folds that would call it the same.
  int foldsAgreeing();

  /// Modalities that would, each judged alone.
  int modalitiesAgreeing();

  /// How many of its ten nearest labelled clips carry the label.
  int neighboursAgreeing();

  /// Models that vote on the corpus and put the label first; none where the run knows of none.
  default int machinesAgreeing() {
    return 0;
  }
}
