package undertone.engine.pseudo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import undertone.engine.metrics.Share;

/// What a label has to pass before it is proposed.
///
/// @param confidence least calibrated probability, for each label of the run in its order
/// @param folds least networks of folds that agree
/// @param modalities least modalities that agree, where there are several
/// @param neighbours least labelled neighbours that agree
/// @param machines least models with a vote that agree
public record Gates(
    List<Double> confidence, int folds, int modalities, int neighbours, int machines) {
  private static final int NEIGHBOURS = 10;

  public Gates {
    confidence = List.copyOf(confidence);
    if (confidence.stream().anyMatch(c -> !(c >= 0 && c <= 1))
        || neighbours < 0
        || neighbours > NEIGHBOURS
        || folds < 0
        || modalities < 0
        || machines < 0) {
      throw new IllegalArgumentException(
          ("Gates are confidences of 0..1, and how many of the folds, modalities, ten neighbours and"
                  + " voting models must agree; not %s, %d, %d, %d, %d.")
              .formatted(confidence, folds, modalities, neighbours, machines));
    }
  }

  /// One confidence for all labels, four folds of five, nothing else.
  public static Gates of(PseudoResult result, double confidence) {
    return of(result.labels().size(), result.folds(), confidence);
  }

  /// The same for so many labels and folds.
  public static Gates of(int labels, int folds, double confidence) {
    return new Gates(Collections.nCopies(labels, confidence), 4 * folds / 5, 0, 0, 0);
  }

  /// Whether a clip may be proposed with its label.
  public boolean pass(Gated clip) {
    return clip.confidence() >= confidence.get(clip.label())
        && clip.foldsAgreeing() >= folds
        && clip.modalitiesAgreeing() >= modalities
        && clip.neighboursAgreeing() >= neighbours
        && clip.machinesAgreeing() >= machines;
  }

  /// What the gates let through of one label.
  ///
  /// @param label index
  /// @param unlabelled clips of the pool that would be called so
  /// @param passing those of them that pass
  /// @param right of the labelled clips that were called so, as surely, by a network that had not
  ///   seen them, how many are
  public record Preview(int label, int unlabelled, int passing, Share right) {}

  /// For each label of the run.
  public List<Preview> preview(PseudoResult result) {
    return preview(result.pool(), result.judged());
  }

  /// For each label.
  ///
  /// @param pool clips without a label
  /// @param judged clips with one
  public List<Preview> preview(List<? extends Gated> pool, List<PseudoResult.Judged> judged) {
    var previews = new ArrayList<Preview>();
    for (int c = 0; c < confidence.size(); c++) {
      int label = c;
      double least = confidence.get(c);
      var called = pool.stream().filter(one -> one.label() == label).toList();
      var sure =
          judged.stream().filter(one -> one.label() == label && one.confidence() >= least).toList();
      int right = (int) sure.stream().filter(PseudoResult.Judged::right).count();
      previews.add(
          new Preview(
              c,
              called.size(),
              (int) called.stream().filter(this::pass).count(),
              Share.of(right, sure.size())));
    }
    return List.copyOf(previews);
  }
}
