package undertone.engine.llm;

/// Why a clip got no ranking.
public enum Rejection {
  /// The model or its endpoint would not judge it.
  REFUSAL,
  /// No ranking of it could be found in what was said.
  PARSE,
  /// No answer came in time.
  TIMEOUT,
  /// The endpoint failed.
  HTTP,
  /// A cap was reached first; a later run asks again.
  BUDGET,
  /// The model said nothing of it, or no word that is on the list.
  EMPTY,
  /// There is nothing to show of it, or its media cannot be read; nobody was asked.
  UNREADABLE
}
