package undertone.engine.llm;

import java.util.List;

/// What came of asking about a clip.
public sealed interface LlmVerdict {

  /// The model put the labels in order.
  ///
  /// @param request hash of the request that brought it, which names its record in the cache
  record Ranked(Ranking ranking, String request) implements LlmVerdict {}

  /// It did not.
  ///
  /// @param offList words it said that no label answers to
  record Rejected(Rejection reason, List<String> offList) implements LlmVerdict {
    public Rejected {
      offList = List.copyOf(offList);
    }
  }
}
