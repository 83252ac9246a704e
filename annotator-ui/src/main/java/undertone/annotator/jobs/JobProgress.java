package undertone.annotator.jobs;

import undertone.corpora.Sentence;
import undertone.engine.features.FeatureProgress;

/// Tells a job's context how far the features of its clips are, and asks it whether to stop.
///
/// @param from where on the progress bar the first of all clips stands
/// @param share of the progress bar that all clips fill
/// @param before clips that were done earlier
/// @param all clips, those included
/// @param says how many of how many are done
record JobProgress(JobContext context, double from, double share, int before, int all, Saying says)
    implements FeatureProgress {

  /// Puts it into words.
  @FunctionalInterface
  interface Saying {
    Sentence of(int done, int all);
  }

  /// Of features that clips are described by.
  static JobProgress ofFeatures(JobContext context, double from, double share, int clips) {
    return new JobProgress(
        context,
        from,
        share,
        0,
        Math.max(1, clips),
        (done, all) -> Sentence.of("features: %s of %s clips", done, all));
  }

  /// Work that goes over its clips twice tells of twice as many.
  @Override
  public void advanced(int done, int total) {
    int there = all - before;
    int whole = before + (total > there ? (int) ((long) done * there / total) : done);
    context.report(from + share * whole / all, says.of(whole, all));
  }

  @Override
  public boolean cancelled() {
    return context.cancelled();
  }
}
