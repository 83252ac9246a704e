package undertone.engine.multimodal;

import undertone.engine.contract.ModalityCard;

/// Where the numbers of one modality come from.
///
/// @param card what they are
/// @param set name of a data set of features that was brought; empty = the product's own extractor
public record Source(ModalityCard card, String set) {

  public boolean own() {
    return set.isEmpty();
  }

  String modality() {
    return card.name();
  }
}
