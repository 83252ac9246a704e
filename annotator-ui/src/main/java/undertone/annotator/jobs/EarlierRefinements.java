package undertone.annotator.jobs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.RunId;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;
import undertone.engine.features.FaceDescription;
import undertone.engine.refinement.Checkpoints;
import undertone.engine.refinement.CorrectionRules;
import undertone.engine.refinement.EarlierRunException;
import undertone.engine.refinement.PixelEncoder;
import undertone.engine.refinement.RefinementMethod;
import undertone.models.pico.PartialLoss;

/// Refinements of a corpus that a new one can go on from or be held against.
///
/// A withdrawn run is none of them: whoever withdraws a run wants nothing of it to go on.
public final class EarlierRefinements {

  private final Runs runs;
  private final HomeFolder home;

  EarlierRefinements(Runs runs, HomeFolder home) {
    this.runs = runs;
    this.home = home;
  }

  /// An earlier run with its plan.
  public record Earlier(Run run, RefinePlan plan) {

    /// Whether a run could go on from it, as far as people choose.
    public boolean fits(
        RefinementMethod method,
        FaceDescription faces,
        @Nullable PartialLoss loss,
        @Nullable PixelEncoder encoder,
        CorrectionRules correction) {
      return plan.method() == method
          && plan.faces().equals(faces)
          && plan.loss() == loss
          && plan.encoder() == encoder
          && plan.correction().equals(correction);
    }
  }

  /// Runs that have left what they learned, newest first.
  public List<Earlier> of(CorpusId corpus) {
    return standing(corpus)
        .filter(run -> Checkpoints.learnedIn(folder(run.id())))
        .map(run -> new Earlier(run, plan(run)))
        .toList();
  }

  /// The newest run that one by this plan can go on from, whatever its number of folds.
  ///
  /// @throws InvalidValueException if there is none
  public Earlier last(CorpusId corpus, RefinePlan plan) {
    return of(corpus).stream()
        .filter(earlier ->
            earlier.fits(
                plan.method(), plan.faces(), plan.loss(), plan.encoder(), plan.correction()))
        .findFirst()
        .orElseThrow(() ->
            new InvalidValueException(
                "No refinement of this corpus by %s and %s has left anything to go on from; start"
                    + " from scratch.",
                plan.method().written(), plan.faces().written()));
  }

  /// The newest refinement that has ended well and stands, other than a run that is at work.
  public Optional<Run> before(CorpusId corpus, RunId run) {
    return standing(corpus).filter(earlier -> !earlier.id().equals(run)).findFirst();
  }

  // By time, not by number: each process that starts runs draws numbers from a block of its own.
  private Stream<Run> standing(CorpusId corpus) {
    return runs.newest(corpus).stream()
        .filter(run -> run.kind() == RunKind.REFINE && run.state() == RunState.DONE)
        .filter(run -> run.withdrawnAt().isEmpty())
        .sorted(Comparator.comparing(EarlierRefinements::ended).reversed());
  }

  private static Instant ended(Run run) {
    return run.finishedAt().orElse(run.createdAt());
  }

  /// What the run left that a plan goes on from; null = it starts from scratch.
  ///
  /// @throws InvalidValueException if there is no such run, or it does not fit
  public @Nullable Checkpoints of(CorpusId corpus, RefinePlan plan) {
    if (plan.continues() == null) {
      return null;
    }
    long number = plan.continues();
    var run =
        runs.find(new RunId(number))
            .filter(r -> r.kind() == RunKind.REFINE && r.corpus().equals(Optional.of(corpus)))
            .orElseThrow(() ->
                new InvalidValueException(
                    "This corpus has no refinement %s to go on from.", number));
    if (run.state() != RunState.DONE) {
      throw new InvalidValueException(
          "Run %s has not ended well, so it cannot be gone on from; choose another, or start from"
              + " scratch.",
          number);
    }
    if (run.withdrawnAt().isPresent()) {
      throw new InvalidValueException(
          "Run %s was withdrawn, so it cannot be gone on from; choose another, or start from"
              + " scratch.",
          number);
    }
    if (!Checkpoints.learnedIn(folder(run.id()))) {
      throw gone(number);
    }
    var then = plan(run);
    if (then.method() != plan.method()) {
      throw new InvalidValueException(
          "Run %s learned by %s, this one is to learn by %s; choose the same method, or start from"
              + " scratch.",
          number, then.method().written(), plan.method().written());
    }
    if (!then.faces().equals(plan.faces())) {
      throw new InvalidValueException(
          "Run %s described faces by %s, this one is to do so by %s; choose the same, or start from"
              + " scratch.",
          number, then.faces().written(), plan.faces().written());
    }
    if (then.loss() != plan.loss() || then.encoder() != plan.encoder()) {
      throw new InvalidValueException(
          "Run %s learned with another loss or encoder than this one is to; choose the same, or start"
              + " from scratch.",
          number);
    }
    if (then.folds() != plan.folds()) {
      throw new InvalidValueException(
          "Run %s has %s folds, this one is to have %s; choose as many, or start from scratch.",
          number, then.folds(), plan.folds());
    }
    return Checkpoints.in(folder(run.id()));
  }

  private Path folder(RunId run) {
    return checkpoints(home.run(run));
  }

  /// Where a run puts down what it has learned.
  static Path checkpoints(Path runFolder) {
    return runFolder.resolve("checkpoints");
  }

  private static RefinePlan plan(Run run) {
    return JsonMapper.shared().readValue(run.plan(), RefinePlan.class);
  }

  private static InvalidValueException gone(long number) {
    return new InvalidValueException(
        "What run %s has learned is gone from the home folder, or was never put there; choose"
            + " another run, or start from scratch.",
        number);
  }

  /// The engine's refusal in words for people.
  static InvalidValueException refused(EarlierRunException e, long number) {
    return switch (e.why()) {
      case GONE -> gone(number);
      case LABELS ->
          new InvalidValueException(
              "The labels have changed since run %s (%s then, %s now), so its networks cannot go"
                  + " on; start from scratch.",
              number, e.then(), e.now());
      case FOLDS ->
          new InvalidValueException(
              "Run %s has %s folds, this one is to have %s; choose as many, or start from scratch.",
              number, e.then(), e.now());
      case FEATURES ->
          new InvalidValueException(
              "Run %s read %s numbers per clip and now there are %s: clips are described otherwise,"
                  + " so start from scratch.",
              number, e.then(), e.now());
      case WAY, NETWORKS ->
          new InvalidValueException(
              "Run %s learned with other networks than this version does; start from scratch.",
              number);
      case GROUPS ->
          new InvalidValueException(
              "Clips of %s were apart when run %s learned, so its networks would judge what they"
                  + " have seen; start from scratch.",
              e.then(), number);
    };
  }
}
