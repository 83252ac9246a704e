package undertone.annotator.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import undertone.corpora.Sentence;
import undertone.corpora.clip.MediaRegister;
import undertone.corpora.media.MediaPreparation;
import undertone.corpora.media.MediaStore;
import undertone.corpora.media.Prepared;
import undertone.corpora.media.Unreadable;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;

/// Makes browser-safe copies, stills, picture times and sound peaks of a corpus's media. Labelling
/// goes on meanwhile.
public final class PrepareJob implements Job {

  private static final int SHARD = 64; // media between two looks at the register

  private final MediaRegister register;
  private final MediaStore store;
  private final MediaPreparation preparation;

  PrepareJob(MediaRegister register, MediaStore store, MediaPreparation preparation) {
    this.register = register;
    this.store = store;
    this.preparation = preparation;
  }

  @Override
  public RunKind kind() {
    return RunKind.PREPARE;
  }

  @Override
  public Outcome work(Run run, JobContext context)
      throws IOException, InterruptedException, ExecutionException {
    var corpus = run.corpus().orElseThrow();
    preparation.clearAbandoned();
    long total = register.countPending(corpus);
    long done = 0;
    long failed = 0;
    try (var threads = Executors.newFixedThreadPool(2)) {
      while (true) {
        var shard = register.pending(corpus, SHARD);
        if (shard.isEmpty()) {
          break;
        }
        var work = new ArrayList<Future<Boolean>>();
        for (var hash : shard) {
          work.add(threads.submit(() -> context.cancelled() || prepare(hash)));
        }
        for (var one : work) {
          failed += one.get() ? 0 : 1;
          done++;
          context.report(
              (double) done / Math.max(done, total), Sentence.of("media: %s of %s", done, total));
        }
        context.stopIfCancelled();
      }
    }
    return new Outcome(
        failed == 0
            ? Sentence.of("%s media prepared.", done)
            : Sentence.of("%s media prepared, %s cannot be read.", done - failed, failed),
        "{\"prepared\": %d, \"unreadable\": %d}".formatted(done - failed, failed));
  }

  private boolean prepare(String hash) throws IOException {
    if (!store.holds(hash)) {
      register.lost(hash);
      return false;
    }
    return switch (preparation.prepare(hash)) {
      case Prepared made -> {
        var remark = made.remark();
        register.prepared(
            hash, made.durationMicros(), made.peaks() > 0, remark == null ? "" : remark);
        yield true;
      }
      case Unreadable(var reason) -> {
        register.unreadable(hash, reason);
        yield false;
      }
    };
  }
}
