package undertone.engine.search;

import undertone.corpora.Refusal;

/// A model cannot take over while entries lack its vector.
public final class UnfilledModelException extends Refusal {
  UnfilledModelException(ModelId model, long missing) {
    super("%s cannot take over yet: %s entries still lack its vector.", model, missing);
  }
}
