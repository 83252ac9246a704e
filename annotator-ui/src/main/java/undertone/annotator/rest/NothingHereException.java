package undertone.annotator.rest;

import undertone.corpora.Refusal;

/// There is no such address.
final class NothingHereException extends Refusal {
  NothingHereException() {
    super("There is nothing at this address; /api/docs lists what there is.");
  }
}
