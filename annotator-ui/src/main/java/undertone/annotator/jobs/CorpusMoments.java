package undertone.annotator.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.corpora.ClipId;
import undertone.corpora.Sentence;
import undertone.corpora.clip.Clip;
import undertone.corpora.media.MediaStore;
import undertone.engine.captions.CaptionSpace;
import undertone.engine.captions.ClipInputs;
import undertone.engine.captions.NumberLayout;
import undertone.engine.captions.SpaceFolder;
import undertone.engine.features.ClipFeatures;
import undertone.engine.features.Extractors;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.Stretch;
import undertone.engine.features.StretchNumbers;
import undertone.engine.features.Windows;

/// Brings the moments of a corpus' long clips into a space, some clips at a time: of whole corpora
/// their numbers would not find room in memory.
final class CorpusMoments {
  private static final int AT_ONCE = 128; // clips, thus 8000 moments at most

  private final SpaceFolder folder;
  private final SpaceFolder.Serving serving;
  private final CaptionSpace space;
  private final NumberLayout layout;

  CorpusMoments(
      SpaceFolder folder, SpaceFolder.Serving serving, CaptionSpace space, NumberLayout layout) {
    this.folder = folder;
    this.serving = serving;
    this.space = space;
    this.layout = layout;
  }

  /// Where they lie is kept beside the clips of the embedding.
  ///
  /// @param read all clips that are embedded
  /// @param from where on the progress bar this begins, to fill it
  /// @return how many moments there are
  int embed(
      CorpusNumbers read, MediaStore media, Extractors extractors, JobContext context, double from)
      throws IOException, InterruptedException {
    var features =
        new ClipFeatures(
            extractors.with(layout.faces()),
            new FeatureCache(context.home().features()),
            CorpusNumbers.THREADS);
    var rows =
        IntStream.range(0, read.clips().size())
            .filter(row -> !stretches(read.clips().get(row)).isEmpty())
            .toArray();
    int moments = 0;
    for (int done = 0; done < rows.length; done += AT_ONCE) {
      var some = Arrays.copyOfRange(rows, done, Math.min(rows.length, done + AT_ONCE));
      var clips = IntStream.of(some).mapToObj(read.clips()::get).toList();
      var progress =
          new JobProgress(
              context,
              from,
              1 - from,
              done,
              rows.length,
              (known, all) -> Sentence.of("moments: %s of %s long clips", known, all));
      StretchNumbers numbers;
      try {
        numbers =
            features.numbers(
                clips.stream().map(clip -> ClipSources.of(clip, media)).toList(),
                clips.stream().map(CorpusMoments::stretches).toList(),
                progress);
      } catch (CancellationException e) {
        throw new JobCancelledException(e);
      }
      moments += keep(done / AT_ONCE, read, some, numbers);
    }
    return moments;
  }

  private static List<Stretch> stretches(Clip clip) {
    return Windows.USUAL.of(clip.durationMicros().orElse(0L));
  }

  private int keep(int part, CorpusNumbers read, int[] some, StretchNumbers numbers)
      throws IOException {
    var places = new ArrayList<StretchNumbers.Place>();
    var rows = new ArrayList<float[]>();
    float @Nullable [] whole = null;
    int wholeOf = -1;
    for (int i = 0; i < numbers.places().size(); i++) {
      var place = numbers.places().get(i);
      if (place.clip() != wholeOf) {
        wholeOf = place.clip();
        whole = layout.row(read.numbers(), some[wholeOf]);
      }
      var row = layout.row(numbers.numbers(), i);
      // where the space knows of words alone, a moment would only say again what its clip says
      if (row != null && !Arrays.equals(row, whole)) {
        places.add(place);
        rows.add(row);
      }
    }
    var vectors = space.embedClips(ClipInputs.of(rows.toArray(float[][]::new)));
    var byClip = new LinkedHashMap<ClipId, Map<Stretch, float[]>>();
    for (int i = 0; i < vectors.length; i++) {
      var clip = read.clips().get(some[places.get(i).clip()]).id();
      byClip
          .computeIfAbsent(clip, _ -> new LinkedHashMap<>())
          .put(places.get(i).stretch(), vectors[i]);
    }
    folder.keepMoments(serving, part, byClip);
    return vectors.length;
  }
}
