package undertone.annotator.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import undertone.corpora.Modality;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.queue.LeaseState;
import undertone.corpora.queue.WorkQueue;
import undertone.exports.ReleasePolicy;
import undertone.exports.Releases;

/// Measures the house at size. Milliseconds unless a name says otherwise.
public final class HouseBench {
  private static final List<Modality> MODALITIES =
      List.of(Modality.VIDEO, Modality.AUDIO, Modality.IMAGE, Modality.TEXT);

  private HouseBench() {}

  /// Lists with three filters, first page and count, and a deep page by key.
  public static Map<String, Object> browse(int clips, int rounds) throws IOException {
    try (var scratch = ScratchCorpus.of(clips, 0)) {
      var library = scratch.get(Library.class);
      var random = new SplittableRandom(1);
      var pages = new Times();
      var counts = new Times();
      var deep = new Times();
      for (int i = 0; i < rounds; i++) {
        var filter = threeFilters(random);
        pages.time(() -> library.page(scratch.corpus(), filter, -1, 50));
        counts.time(() -> library.count(scratch.corpus(), filter));
        long middle = random.nextInt(clips);
        deep.time(() -> library.page(scratch.corpus(), filter, middle, 50));
      }
      var metrics = new LinkedHashMap<String, Object>();
      pages.into(metrics, "page");
      counts.into(metrics, "count");
      deep.into(metrics, "deepPage");
      return metrics;
    }
  }

  private static ClipFilter threeFilters(SplittableRandom random) {
    return new ClipFilter(
        MODALITIES.get(random.nextInt(MODALITIES.size())),
        ClipState.READY,
        ScratchCorpus.LABELS.get(random.nextInt(ScratchCorpus.LABELS.size())),
        random.nextBoolean() ? "train" : "test",
        null,
        null,
        random.nextDouble(),
        null);
  }

  /// Many annotators asking for the next clip at once, each answering what they get.
  public static Map<String, Object> queue(int clips, int annotators, int answers)
      throws IOException, InterruptedException, ExecutionException {
    try (var scratch = ScratchCorpus.of(clips, 0);
        var threads = Executors.newFixedThreadPool(annotators)) {
      var queue = scratch.get(WorkQueue.class);
      var next = new Times();
      var jobs = new ArrayList<Callable<Void>>();
      for (int a = 0; a < annotators; a++) {
        var voter = scratch.voter("annotator-" + a);
        jobs.add(() -> {
          for (int i = 0; i < answers; i++) {
            var lease =
                next.time(
                    () -> queue.next(scratch.corpus(), voter, Set.of(), Duration.ofMinutes(30)));
            lease.ifPresent(l -> queue.finish(l.clip(), voter, l.cue(), LeaseState.DONE, ""));
          }
          return null;
        });
      }
      for (var job : threads.invokeAll(jobs)) {
        job.get();
      }
      var metrics = new LinkedHashMap<String, Object>();
      next.into(metrics, "next");
      return metrics;
    }
  }

  /// A release of every clip.
  public static Map<String, Object> release(int clips, int votesPerClip) throws IOException {
    try (var scratch = ScratchCorpus.of(clips, votesPerClip)) {
      var releases = scratch.get(Releases.class);
      System.gc(); // so that the heap's growth is the release's own
      var runtime = Runtime.getRuntime();
      long before = runtime.totalMemory() - runtime.freeMemory();
      long began = System.nanoTime();
      var release =
          releases.create(scratch.corpus(), "bench", ReleasePolicy.DEFAULT, null, (_, _) -> {});
      double seconds = (System.nanoTime() - began) / 1e9;
      System.gc();
      long after = runtime.totalMemory() - runtime.freeMemory();
      var metrics = new LinkedHashMap<String, Object>();
      metrics.put("clips", release.clips());
      metrics.put("votes", (long) clips * votesPerClip);
      metrics.put("seconds", seconds);
      metrics.put("heapKeptMb", (after - before) >> 20);
      return metrics;
    }
  }
}
