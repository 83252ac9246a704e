package undertone.annotator.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import undertone.corpora.CorpusId;
import undertone.corpora.Cue;
import undertone.corpora.Sentence;
import undertone.corpora.clip.CueCopies;
import undertone.corpora.clip.MediaRegister;
import undertone.corpora.media.DerivedFile;
import undertone.corpora.media.MediaPreparation;
import undertone.corpora.media.MediaStore;
import undertone.corpora.media.Prepared;
import undertone.corpora.media.Unreadable;
import undertone.corpora.plan.AnnotationPlans;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;

/// Makes browser-safe copies, stills, picture times and sound peaks of a corpus's media, then the
/// copies of single cues its plan asks for. Labelling goes on meanwhile.
public final class PrepareJob implements Job {

  private static final int SHARD = 64; // media between two looks at the register

  private final MediaRegister register;
  private final MediaStore store;
  private final MediaPreparation preparation;
  private final AnnotationPlans plans;
  private final CueCopies copies;

  PrepareJob(
      MediaRegister register,
      MediaStore store,
      MediaPreparation preparation,
      AnnotationPlans plans,
      CueCopies copies) {
    this.register = register;
    this.store = store;
    this.preparation = preparation;
    this.plans = plans;
    this.copies = copies;
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
      for (var cue : plans.of(corpus).singleCues()) {
        copyCues(corpus, cue, threads, context);
      }
    }
    return new Outcome(
        failed == 0
            ? Sentence.of("%s media prepared.", done)
            : Sentence.of("%s media prepared, %s cannot be read.", done - failed, failed),
        "{\"prepared\": %d, \"unreadable\": %d}".formatted(done - failed, failed));
  }

  private void copyCues(CorpusId corpus, Cue cue, ExecutorService threads, JobContext context)
      throws InterruptedException, ExecutionException {
    if (cue == Cue.WORDS) {
      return; // words are no media
    }
    long total = copies.countPending(corpus, cue);
    long done = 0;
    while (true) {
      var shard = copies.pending(corpus, cue, SHARD);
      if (shard.isEmpty()) {
        return;
      }
      var work = new ArrayList<Future<Boolean>>();
      for (var hash : shard) {
        work.add(threads.submit(() -> context.cancelled() || copyCue(hash, cue)));
      }
      for (var one : work) {
        one.get();
        done++;
        context.report(
            (double) done / Math.max(done, total),
            Sentence.of("copies of single cues: %s of %s", done, total));
      }
      context.stopIfCancelled();
    }
  }

  private boolean copyCue(String hash, Cue cue) throws IOException {
    var copy = cue == Cue.FACE ? DerivedFile.FACE : DerivedFile.VOICE;
    if (!store.holds(hash)) {
      register.lost(hash); // its copies are made once it is back
      return false;
    }
    boolean made = preparation.copyCue(hash, copy);
    copies.settle(hash, cue, made);
    return made;
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
        if (store.holds(hash)) {
          register.unreadable(hash, reason);
        } else {
          register.lost(hash); // it went while it was being read
        }
        yield false;
      }
    };
  }
}
