package undertone.engine.search;

import undertone.corpora.Refusal;

/// No vectors of this model are in the index.
public final class UnknownModelException extends Refusal {
  UnknownModelException(ModelId model) {
    super("The search index has no vectors of %s; register the model and fill it first.", model);
  }
}
