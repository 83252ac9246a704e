package undertone.engine.multimodal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.engine.contract.ClipSteps;
import undertone.engine.contract.ModalityCard;
import undertone.engine.features.Channel;
import undertone.engine.features.ClipFeatures;
import undertone.engine.features.ClipNumbers;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureExtractor;
import undertone.engine.features.FeatureProgress;
import undertone.engine.features.Stretch;
import undertone.engine.features.StretchNumbers;
import undertone.engine.features.Windows;
import undertone.models.hosting.FeatureModel;

/// What the product's own extractors say of clips, in the form that models on features read: one
/// vector of each modality, or the steps of it. Steps of text are words; those of sound and picture
/// are overlapping stretches of a second, and of a shorter clip the whole.
public final class OwnFeatures {
  private static final Windows STEPS =
      new Windows(Duration.ofSeconds(1), Duration.ofMillis(500), 50);
  private static final int MOST_WORDS = 50;

  private final List<FeatureExtractor> extractors;
  private final FeatureCache cache;
  private final int threads;

  public OwnFeatures(List<FeatureExtractor> extractors, FeatureCache cache, int threads) {
    this.extractors = List.copyOf(extractors);
    this.cache = cache;
    this.threads = threads;
  }

  /// A clip to be described.
  ///
  /// @param durationMicros of its media; 0 = it has none, or it has no length
  public record Seen(ClipSource clip, long durationMicros) {}

  /// Of each modality the extractor that has something to say of the most clips; none where all are
  /// silent. Two of one modality are never mixed, for where one is silent its zeros would pass for
  /// something seen.
  ///
  /// @param modalities that are asked for
  public List<Source> choose(List<Seen> clips, Set<String> modalities, FeatureProgress progress)
      throws IOException, InterruptedException {
    var numbers = numbers(extractors, clips, progress);
    var chosen = new ArrayList<Source>();
    for (var modality : FeatureModel.MODALITIES) {
      if (modalities.contains(modality)) {
        FeatureExtractor most = null;
        long clipsOfMost = 0;
        for (var extractor : extractors) {
          long says =
              of(extractor.channel()).equals(modality) ? said(numbers, extractor, clips) : 0;
          if (says > clipsOfMost) {
            most = extractor;
            clipsOfMost = says;
          }
        }
        if (most != null) {
          chosen.add(
              new Source(
                  new ModalityCard(
                      modality, named(most), most.dim(), ModalityCard.Level.UTTERANCE, null),
                  ""));
        }
      }
    }
    return chosen;
  }

  private static long said(ClipNumbers numbers, FeatureExtractor extractor, List<Seen> clips) {
    return IntStream.range(0, clips.size())
        .filter(c -> numbers.of(named(extractor), c) != null)
        .count();
  }

  private static String of(Channel channel) {
    return switch (channel) {
      case TEXT -> "text";
      case AUDIO -> "audio";
      case VISUAL -> "visual";
    };
  }

  private static String named(FeatureExtractor extractor) {
    return extractor.id() + "-v" + extractor.version();
  }

  private ClipNumbers numbers(
      List<FeatureExtractor> some, List<Seen> clips, FeatureProgress progress)
      throws IOException, InterruptedException {
    return new ClipFeatures(some, cache, threads)
        .numbers(clips.stream().map(Seen::clip).toList(), progress);
  }

  /// Puts in what the own sources of `into` say of clips.
  ///
  /// @throws java.util.concurrent.CancellationException if the progress asks to stop
  /// @throws IllegalArgumentException if a source is of an extractor that this build lacks
  public void read(
      List<Seen> clips, FeatureModel.Reads reads, DescribedClips into, FeatureProgress progress)
      throws IOException, InterruptedException {
    var asked = new HashMap<Integer, FeatureExtractor>();
    for (int s = 0; s < into.sources().size(); s++) {
      if (into.sources().get(s).own()) {
        asked.put(s, require(into.sources().get(s).card().extractor()));
      }
    }
    if (asked.isEmpty()) {
      return;
    }
    boolean twice = reads == FeatureModel.Reads.STEPS; // whole clips first, then stretches of them
    var numbers = numbers(List.copyOf(asked.values()), clips, twice ? half(progress, 0) : progress);
    into.unreadable(numbers.unreadable());
    var stretches = clips.stream().map(OwnFeatures::stretches).toList();
    var words = new HashMap<String, Optional<float[]>>();
    var parts =
        twice ? parts(asked.values(), clips, stretches, half(progress, clips.size())) : null;
    for (var entry : asked.entrySet()) {
      var extractor = entry.getValue();
      for (int c = 0; c < clips.size(); c++) {
        if (progress.cancelled()) {
          throw new CancellationException("Describing clips was cancelled.");
        }
        var vector = numbers.of(named(extractor), c);
        if (vector != null) {
          var whole = ClipSteps.ofWhole(vector);
          var steps =
              parts == null
                  ? whole
                  : extractor.channel() == Channel.TEXT
                      ? words(extractor, clips.get(c).clip(), words)
                      : parts.of(extractor, c, stretches.get(c), whole);
          into.put(entry.getKey(), clips.get(c).clip().clip(), steps);
        }
      }
    }
  }

  /// One of two walks over the same clips.
  ///
  /// @param before clips that the walk before this one went over
  private static FeatureProgress half(FeatureProgress whole, int before) {
    return new FeatureProgress() {
      @Override
      public void advanced(int done, int total) {
        whole.advanced(before + done, 2 * total);
      }

      @Override
      public boolean cancelled() {
        return whole.cancelled();
      }
    };
  }

  private FeatureExtractor require(String named) {
    return extractors.stream()
        .filter(extractor -> named(extractor).equals(named))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "This build has no extractor %s, by which the model was shown clips."
                    .formatted(named)));
  }

  private static List<Stretch> stretches(Seen clip) {
    return STEPS.of(clip.durationMicros());
  }

  /// Words are looked up one by one: a clip says with each what it says with it anywhere.
  private ClipSteps words(
      FeatureExtractor extractor, ClipSource clip, Map<String, Optional<float[]>> known)
      throws IOException, InterruptedException {
    var vectors = new ArrayList<float[]>();
    for (var word : spoken(clip)) {
      var vector = known.get(word);
      if (vector == null) {
        vector =
            cache.vector(
                extractor,
                new ClipSource(clip.clip(), clip.modality(), null, null, word, clip.language()));
        known.put(word, vector);
      }
      vector.ifPresent(vectors::add);
    }
    var steps = new float[vectors.size() * extractor.dim()];
    for (int t = 0; t < vectors.size(); t++) {
      System.arraycopy(vectors.get(t), 0, steps, t * extractor.dim(), extractor.dim());
    }
    return ClipSteps.of(extractor.dim(), steps);
  }

  /// Words of a text; characters where it is written without spaces.
  private static List<String> spoken(ClipSource clip) {
    var text = clip.text() == null ? "" : clip.text().toLowerCase(Locale.ROOT);
    return Arrays.stream(text.split("[^\\p{L}\\p{N}']+|(?<=\\p{IsHan})(?=\\p{IsHan})"))
        .filter(word -> !word.isBlank())
        .limit(MOST_WORDS)
        .toList();
  }

  /// What is seen and heard in stretches of clips.
  private record Parts(StretchNumbers numbers, List<Map<Stretch, Integer>> rows) {

    ClipSteps of(FeatureExtractor extractor, int clip, List<Stretch> stretches, ClipSteps whole) {
      var kept = new BitSet();
      var seconds = new double[stretches.size()]; // of their middles
      var steps = new float[stretches.size() * extractor.dim()];
      for (int t = 0; t < stretches.size(); t++) {
        var stretch = stretches.get(t);
        seconds[t] = (stretch.startMicros() + stretch.endMicros()) / 2e6;
        var row = rows.get(clip).get(stretch);
        float @Nullable [] vector =
            row == null ? null : numbers.numbers().of(named(extractor), row);
        if (vector != null) {
          System.arraycopy(vector, 0, steps, t * extractor.dim(), extractor.dim());
          kept.set(t);
        }
      }
      return kept.isEmpty() ? whole : ClipSteps.of(extractor.dim(), steps, kept, seconds, null);
    }
  }

  private Parts parts(
      Iterable<FeatureExtractor> asked,
      List<Seen> clips,
      List<List<Stretch>> stretches,
      FeatureProgress progress)
      throws IOException, InterruptedException {
    var timed = new ArrayList<FeatureExtractor>();
    asked.forEach(extractor -> {
      if (extractor.channel() != Channel.TEXT) {
        timed.add(extractor);
      }
    });
    var numbers =
        new ClipFeatures(timed, cache, threads)
            .numbers(clips.stream().map(Seen::clip).toList(), stretches, progress);
    var rows = new ArrayList<Map<Stretch, Integer>>();
    clips.forEach(_ -> rows.add(new HashMap<>()));
    for (int r = 0; r < numbers.places().size(); r++) {
      var place = numbers.places().get(r);
      rows.get(place.clip()).put(place.stretch(), r);
    }
    return new Parts(numbers, rows);
  }
}
