package undertone.engine.llm;

/// Hears how far a run has come and may stop it. Called from several threads, one at a time.
public interface LlmListener {

  /// Hears nothing and never stops.
  LlmListener SILENT = (done, total, spent) -> {};

  /// So many items have a ranking or are given up.
  void advanced(int done, int total, Spending spent);

  /// Asked before each request; what was answered by then is kept.
  default boolean cancelled() {
    return false;
  }
}
