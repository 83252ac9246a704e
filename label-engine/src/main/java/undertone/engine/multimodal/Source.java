package undertone.engine.multimodal;

import java.util.List;
import undertone.engine.contract.ModalityCard;
import undertone.models.hosting.FeatureModel;

/// Where the numbers of one modality come from.
///
/// @param card what they are
/// @param set name of a data set of features that was brought; empty = the product's own extractor
public record Source(ModalityCard card, String set) {

  public boolean own() {
    return set.isEmpty();
  }

  /// Numbers of a turn or step by modality, each with the one behind them that says that they are
  /// there.
  public static List<Integer> widths(List<Source> sources) {
    return FeatureModel.MODALITIES.stream()
        .map(modality ->
            1
                + sources.stream()
                    .filter(source -> source.modality().equals(modality))
                    .mapToInt(source -> source.card().dim())
                    .sum())
        .toList();
  }

  String modality() {
    return card.name();
  }
}
