package undertone.engine.fusion;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import undertone.engine.fusion.FusionResult.Fold;
import undertone.engine.refinement.Folds;
import undertone.engine.refinement.RunCancelledException;
import undertone.engine.refinement.RunListener;
import undertone.engine.refinement.Streams;
import undertone.models.TrainingTurn;

/// Trains a baseline by folds: each network learns from all folds but one and is kept at the epoch
/// that serves that one best.
///
/// Equal input, plan and seed give equal answers. The organisers share clips out without a seed and
/// without a look at who speaks; here folds follow the seed and never cut a group.
public final class FusionRun {
  private FusionRun() {}

  /// @param listener hears how many epochs of all folds are done; stops between two of them
  public static FusionResult of(FusionInput input, FusionPlan plan, RunListener listener) {
    var clips = input.clips();
    int[] learned = rows(clips, false);
    int[] aside = rows(clips, true);
    var streams = new Streams(plan.seed());
    int[] folds =
        Folds.of(
            Arrays.stream(learned).mapToObj(row -> clips.get(row).group()).toList(),
            plan.folds(),
            streams.of("folds"));
    int count = Arrays.stream(folds).max().orElseThrow() + 1;
    var done = new AtomicInteger();
    var results = new Fold[count];
    try (var turn = TrainingTurn.take()) {
      turn.each(
          count,
          plan.workers(),
          fold -> {
            var own = new Streams(streams.of("fold " + fold).nextLong());
            try (var training =
                new FusionTraining(
                    input,
                    plan,
                    learned(learned, folds, fold, false),
                    learned(learned, folds, fold, true),
                    aside,
                    own)) {
              results[fold] =
                  training.run(() -> heard(listener, done, (double) count * plan.epochs()));
            }
          });
    }
    return new FusionResult(List.of(results));
  }

  private static int[] rows(List<FusionClip> clips, boolean aside) {
    return IntStream.range(0, clips.size())
        .filter(row -> clips.get(row).aside() == aside)
        .toArray();
  }

  private static int[] learned(int[] learned, int[] folds, int fold, boolean held) {
    return IntStream.range(0, learned.length)
        .filter(i -> (folds[i] == fold) == held)
        .map(i -> learned[i])
        .toArray();
  }

  private static void heard(RunListener listener, AtomicInteger done, double all) {
    synchronized (listener) {
      double share = done.incrementAndGet() / all;
      listener.progress(share);
      if (listener.cancelled()) {
        throw new RunCancelledException(share);
      }
    }
  }
}
