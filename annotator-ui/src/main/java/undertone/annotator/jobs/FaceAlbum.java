package undertone.annotator.jobs;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.InvalidValueException;
import undertone.engine.features.ClipSource;
import undertone.engine.features.Extractors;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureProgress;

/// The faces of a corpus' clips as pictures, for networks that look at faces themselves.
final class FaceAlbum {
  private FaceAlbum() {}

  /// Faces of each clip in order of time; none where none was found.
  ///
  /// @throws InvalidValueException if there is not a single one
  /// @throws JobCancelledException if the progress asks to stop
  static List<List<byte[]>> of(
      Extractors extractors, List<ClipSource> clips, HomeFolder home, FeatureProgress progress)
      throws IOException, InterruptedException {
    try {
      var faces =
          extractors
              .pictures()
              .of(clips, new FeatureCache(home.features()), CorpusNumbers.THREADS, progress);
      if (faces.stream().allMatch(List::isEmpty)) {
        throw new InvalidValueException(
            "No face was found in any clip, so networks have nothing to look at; let them look at"
                + " described clips instead.");
      }
      return faces;
    } catch (CancellationException e) {
      throw new JobCancelledException(e);
    }
  }
}
