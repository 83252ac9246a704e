package undertone.engine.features;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Makes one vector per clip out of what the extractors see.
///
/// It walks over the clips three times: to extract, to fit the scale of each block, to write the
/// rows. Between the walks the vectors lie in the cache, so memory holds the finished rows and one
/// sample.
public final class ClipFeatures {
  private static final int SAMPLE = 4096; // clips that a block's scale is fitted on

  private final List<FeatureExtractor> extractors;
  private final FeatureCache cache;
  private final int threads;

  /// @param extractors each with an id of its own; their blocks come in the order of channels
  /// @param threads how many clips are worked on at a time
  public ClipFeatures(List<FeatureExtractor> extractors, FeatureCache cache, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("Features need at least one thread, not " + threads);
    }
    this.extractors =
        extractors.stream().sorted(Comparator.comparing(FeatureExtractor::channel)).toList();
    this.cache = cache;
    this.threads = threads;
  }

  /// The vectors of these clips, in their order.
  ///
  /// @throws CancellationException if the progress asks to stop
  /// @throws IOException if the cache cannot be written; media that cannot be read are told in the
  ///   result instead
  public ClipVectors vectors(List<ClipSource> clips, FeatureProgress progress)
      throws IOException, InterruptedException {
    try (var crew = new Crew(threads)) {
      var looks = new Looks(extractors.size(), clips.size());
      crew.each(clips.size(), progress, i -> look(clips.get(i), i, looks));

      var fitted = new ArrayList<Fitted>();
      int width = 0;
      for (int e = 0; e < extractors.size(); e++) {
        var seen = looks.seen(e);
        if (seen.length > 0) {
          var block = fit(e, clips, seen, width);
          fitted.add(block);
          width += block.place().width();
        }
      }
      var x = new float[clips.size()][width]; // [N,D]
      crew.each(
          clips.size(), FeatureProgress.SILENT, i -> write(clips.get(i), i, looks, fitted, x[i]));
      return new ClipVectors(
          clips.stream().map(ClipSource::clip).toList(),
          x,
          fitted.stream().map(Fitted::place).toList(),
          looks.unreadable);
    }
  }

  /// The numbers of these clips as the extractors give them, brought to no scale: they mean the
  /// same whichever other clips are asked for.
  ///
  /// @throws CancellationException if the progress asks to stop
  /// @throws IOException if the cache cannot be written
  public ClipNumbers numbers(List<ClipSource> clips, FeatureProgress progress)
      throws IOException, InterruptedException {
    var found = new float[extractors.size()][clips.size()] @Nullable [];
    var unreadable = new ConcurrentSkipListMap<String, String>();
    try (var crew = new Crew(threads)) {
      crew.each(
          clips.size(),
          progress,
          i -> {
            for (int e = 0; e < extractors.size(); e++) {
              found[e][i] = number(extractors.get(e), clips.get(i), unreadable);
            }
          });
    }
    return new ClipNumbers(
        extractors.stream().map(ClipFeatures::named).toList(), found, unreadable);
  }

  /// The numbers of stretches of clips, each for itself. Pictures and sounds are those of the
  /// stretch alone. Words are the whole clip's, for nothing says when each of them falls: so a
  /// stretch differs from its clip by what is seen and heard in it and by nothing else, where words
  /// left out would make it unlike every clip that was learned from. A stretch of which nothing is
  /// seen or heard is left out.
  ///
  /// @param stretches by the place of a clip in `clips`
  /// @throws CancellationException if the progress asks to stop
  /// @throws IOException if the cache cannot be written
  public StretchNumbers numbers(
      List<ClipSource> clips, List<List<Stretch>> stretches, FeatureProgress progress)
      throws IOException, InterruptedException {
    var read = new ConcurrentSkipListMap<Integer, List<StretchNumbers.Row>>();
    try (var crew = new Crew(threads)) {
      crew.each(
          clips.size(),
          progress,
          i -> {
            if (!stretches.get(i).isEmpty()) {
              read.put(i, rows(i, clips.get(i), stretches.get(i)));
            }
          });
    }
    return StretchNumbers.of(
        extractors.stream().map(ClipFeatures::named).toList(),
        read.values().stream().flatMap(List::stream).toList());
  }

  private List<StretchNumbers.Row> rows(int i, ClipSource clip, List<Stretch> stretches)
      throws IOException, InterruptedException {
    var found = new float[stretches.size()][extractors.size()] @Nullable [];
    var known = new boolean[stretches.size()];
    for (int e = 0; e < extractors.size(); e++) {
      if (extractors.get(e) instanceof StretchExtractor timed) {
        var vectors = numbers(timed, clip, stretches);
        for (int s = 0; s < vectors.size(); s++) {
          found[s][e] = vectors.get(s).orElse(null);
          known[s] |= found[s][e] != null;
        }
      } else {
        var whole = number(extractors.get(e), clip, new HashMap<>()); // told of whole clips
        for (var row : found) {
          row[e] = whole;
        }
      }
    }
    return IntStream.range(0, stretches.size())
        .filter(s -> known[s])
        .mapToObj(s -> new StretchNumbers.Row(i, stretches.get(s), found[s]))
        .toList();
  }

  private List<Optional<float[]>> numbers(
      StretchExtractor extractor, ClipSource clip, List<Stretch> stretches)
      throws IOException, InterruptedException {
    try {
      return extractor.supports(clip) ? cache.vectors(extractor, clip, stretches) : List.of();
    } catch (UnreadableClipException _) {
      return List.of(); // as for whole clips
    }
  }

  private float @Nullable [] number(
      FeatureExtractor extractor, ClipSource clip, Map<String, String> unreadable)
      throws IOException, InterruptedException {
    try {
      return extractor.supports(clip) ? cache.vector(extractor, clip).orElse(null) : null;
    } catch (UnreadableClipException e) {
      unreadable.put(clip.clip(), e.getMessage());
      return null; // a clip of which nothing can be read is one of which nothing is known
    }
  }

  private static String named(FeatureExtractor extractor) {
    return extractor.id() + "-v" + extractor.version();
  }

  private void look(ClipSource clip, int i, Looks looks) throws IOException, InterruptedException {
    for (int e = 0; e < extractors.size(); e++) {
      if (extractors.get(e).supports(clip)) {
        try {
          looks.present[e][i] = cache.vector(extractors.get(e), clip).isPresent();
        } catch (UnreadableClipException unreadable) {
          looks.unreadable.put(clip.clip(), unreadable.getMessage());
        }
      }
    }
  }

  private Fitted fit(int e, List<ClipSource> clips, int[] seen, int from)
      throws IOException, InterruptedException {
    var extractor = extractors.get(e);
    var sample = new float[Math.min(seen.length, SAMPLE)][];
    for (int s = 0; s < sample.length; s++) {
      int i = seen[(int) ((long) s * seen.length / sample.length)]; // spread evenly over the clips
      sample[s] = again(extractor, clips.get(i));
    }
    var scale = BlockScale.fit(sample);
    int asked = (int) clips.stream().filter(extractor::supports).count();
    var place =
        new ClipVectors.Block(
            named(extractor),
            extractor.channel(),
            from,
            scale.dim(),
            seen.length < clips.size(),
            seen.length,
            asked);
    return new Fitted(e, scale, place);
  }

  private void write(ClipSource clip, int i, Looks looks, List<Fitted> fitted, float[] row)
      throws IOException, InterruptedException {
    for (var block : fitted) {
      if (looks.present[block.extractor][i]) {
        block.scale.write(again(extractors.get(block.extractor), clip), row, block.place.from());
        if (block.place.flagged()) {
          row[block.place.from() + block.place.dim()] = 1;
        }
      }
    }
  }

  // Nearly always from the cache; a file that was lost meanwhile is simply made again.
  private float[] again(FeatureExtractor extractor, ClipSource clip)
      throws IOException, InterruptedException {
    return cache
        .vector(extractor, clip)
        .orElseThrow(() ->
            new IOException(
                "Clip %s changed while its features were read; start again."
                    .formatted(clip.clip())));
  }

  private record Fitted(int extractor, BlockScale scale, ClipVectors.Block place) {}

  /// What the first walk found out.
  private static final class Looks {
    final boolean[][] present; // [extractor][clip]
    final Map<String, String> unreadable = new ConcurrentSkipListMap<>();

    Looks(int extractors, int clips) {
      present = new boolean[extractors][clips];
    }

    int[] seen(int extractor) {
      return IntStream.range(0, present[extractor].length)
          .filter(i -> present[extractor][i])
          .toArray();
    }
  }
}
