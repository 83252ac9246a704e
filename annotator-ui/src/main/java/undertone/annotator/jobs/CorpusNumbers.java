package undertone.annotator.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Sentence;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.media.MediaStore;
import undertone.engine.features.ClipFeatures;
import undertone.engine.features.ClipNumbers;
import undertone.engine.features.Extractors;
import undertone.engine.features.FaceDescription;
import undertone.engine.features.FeatureCache;

/// The clips of a corpus that are ready, and what extractors say of them.
record CorpusNumbers(List<Clip> clips, ClipNumbers numbers) {
  private static final int PAGE = 1000;
  static final int THREADS = 2;
  private static final ClipFilter READY =
      new ClipFilter(null, ClipState.READY, null, null, null, null, null, null);

  CorpusNumbers {
    clips = List.copyOf(clips);
  }

  /// Reads what is not in the cache yet.
  ///
  /// @param share of the progress bar that this fills, from its beginning
  static CorpusNumbers read(
      CorpusId corpus,
      FaceDescription faces,
      Library library,
      MediaStore media,
      Extractors extractors,
      JobContext context,
      double share)
      throws Exception {
    var clips = new ArrayList<Clip>();
    long after = -1;
    while (true) {
      context.stopIfCancelled();
      var page = library.page(corpus, READY, after, PAGE);
      if (page.isEmpty()) {
        break;
      }
      clips.addAll(page);
      after = page.getLast().position();
    }
    if (clips.isEmpty()) {
      throw new InvalidValueException("No clip of this corpus is ready yet; prepare it first.");
    }
    var features =
        new ClipFeatures(
            extractors.with(faces), new FeatureCache(context.home().features()), THREADS);
    try {
      var progress =
          new JobProgress(
              context,
              0,
              share,
              0,
              clips.size(),
              (done, all) -> Sentence.of("features: %s of %s clips", done, all));
      var sources = clips.stream().map(clip -> ClipSources.of(clip, media)).toList();
      return new CorpusNumbers(clips, features.numbers(sources, progress));
    } catch (CancellationException e) {
      throw new JobCancelledException(e);
    }
  }
}
