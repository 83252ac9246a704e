package undertone.annotator.rest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.language.Interpreter;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;

/// A run as programs see it.
///
/// @param progress 0..1
/// @param summary its figures, once it has ended
record RunInfo(
    long id,
    RunKind kind,
    RunState state,
    double progress,
    String message,
    JsonNode plan,
    long seed,
    String codeVersion,
    @Nullable String dataHash,
    @Nullable String device,
    @Nullable JsonNode summary,
    int attempts,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Instant withdrawnAt) {

  /// @param summary what of the run's summary the person who asks may see
  static RunInfo of(Run run, @Nullable String summary) {
    return new RunInfo(
        run.id().value(),
        run.kind(),
        run.state(),
        run.progress(),
        Interpreter.say(run.message(), LocaleContextHolder.getLocale()),
        JsonMapper.shared().readTree(run.plan()),
        run.seed(),
        run.codeVersion(),
        run.dataHash().orElse(null),
        run.device().orElse(null),
        summary == null ? null : JsonMapper.shared().readTree(summary),
        run.attempts(),
        run.createdAt(),
        run.startedAt().orElse(null),
        run.finishedAt().orElse(null),
        run.withdrawnAt().orElse(null));
  }
}
